"""Several planes in one file: what a collapsed subprocess holds is drawn on a plane of its own, once, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.checking import check
from tests.rules.drawing import KNOWN, diagram, end, findings, found, start, user, way
from tests.rules.interchange import drawn, edge, event, plane, shape

PROCESSES = sorted((Path(__file__).resolve().parents[2] / "processes").glob("*.bpmn"))
INSIDE = start("S_begin") + user("p_T1") + end("S_end") + way("S_begin", "p_T1", "S_end")
FOLDED = diagram(start() + f'<bpmn:subProcess id="S" name="谋划">{INSIDE}</bpmn:subProcess>' + end() + way("begin", "S", "finish"))
LINES = (edge("begin__S", (36, 40), (100, 40)), edge("S__finish", (200, 40), (260, 40)))
CONTENT = (
    event("S_begin", 0, 22),
    shape("p_T1", 100, 0),
    event("S_end", 260, 22),
    edge("S_begin__p_T1", (36, 40), (100, 40)),
    edge("p_T1__S_end", (200, 40), (260, 40)),
)


def outer(expanded: str = "false", *more: str) -> str:
    return plane("p", event("begin", 0, 22), shape("S", 100, 0, expanded=expanded), event("finish", 260, 22), *LINES, *more)


def test_a_collapsed_subprocess_with_a_plane_of_its_own_is_right() -> None:
    assert found(drawn(FOLDED, outer(), plane("S", *CONTENT)), "layout") == []


def test_an_expanded_subprocess_shows_what_it_holds_on_the_same_plane() -> None:
    assert found(drawn(FOLDED, outer("true", *CONTENT)), "layout") == []


@pytest.mark.parametrize("content", [(), CONTENT])
def test_a_collapsed_subprocess_that_nobody_can_open_is_found_once(content: tuple[str, ...]) -> None:
    [finding] = [f for f in findings(drawn(FOLDED, outer("false", *content))) if f.rule == "layout"]
    assert (finding.element, finding.severity) == ("S", "warning")
    assert "bpmnElement" in finding.fix and "bpmnElement" in finding.fix_en


def test_content_on_the_wrong_plane_is_found_element_by_element() -> None:
    text = drawn(FOLDED, outer("false", CONTENT[1]), plane("S", CONTENT[0], *CONTENT[2:]))
    [finding] = [f for f in findings(text) if f.rule == "layout"]
    assert finding.element == "p_T1" and "谋划" in finding.fix and "谋划" in finding.fix_en


def test_an_element_that_is_drawn_twice_is_found() -> None:
    assert found(drawn(FOLDED, outer("false", shape("p_T1", 0, 300, number=2)), plane("S", *CONTENT)), "layout") == [("p_T1", "warning")]


def test_a_flow_on_the_wrong_plane_and_one_that_is_not_drawn_are_found() -> None:
    assert found(drawn(FOLDED, outer("false", CONTENT[4]), plane("S", *CONTENT[:3])), "layout") == [("S_begin__p_T1", "warning"), ("p_T1__S_end", "warning")]


def test_a_plane_of_nothing_is_found() -> None:
    assert found(drawn(FOLDED, outer(), plane("S", *CONTENT), plane("T")), "layout") == [("T", "warning")]


def test_lanes_of_a_subprocess_give_its_tasks_their_roles_on_its_plane() -> None:
    lane = '<bpmn:laneSet id="L"><bpmn:lane id="l" name="dept_handler"><bpmn:flowNodeRef>p_T1</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>'
    text = FOLDED.replace('name="谋划">', f'name="谋划">{lane}').replace('name="roles" value="dept_handler"', 'name="keepRounds" value="true"')
    told = findings(drawn(text, outer(), plane("S", shape("l", -30, -20, 400, 120), *CONTENT)))
    assert [f for f in told if f.rule in ("roles", "layout", "xml-schema") or f.severity == "error"] == []


@pytest.mark.parametrize("path", PROCESSES, ids=lambda path: path.stem)
def test_every_shipped_diagram_draws_everything_once_where_it_belongs(path: Path) -> None:
    assert [f for f in check({path.name: path.read_text(encoding="utf-8")}, KNOWN) if f.rule == "layout"] == []
