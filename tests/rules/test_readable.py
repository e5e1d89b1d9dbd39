"""What keeps people from reading a diagram of ours is found, each kind of it; what is drawn well has no finding."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from app.engine.checking import check
from app.engine.facts import Finding
from tests.rules.drawing import KNOWN, diagram, end, findings, flow, gateway, properties, service, start, user, way
from tests.rules.interchange import drawn, edge, event, plane, shape
from tests.rules.test_foreign import release

PROCESSES = Path(__file__).resolve().parents[2] / "processes"

BODY = start() + user("p_T1") + gateway("exclusive", "g", "g__finish") + end() + end("other")
FLOWS = way("begin", "p_T1", "g", "finish") + flow("g", "other", "True")
LANE = '<bpmn:laneSet id="L">{}</bpmn:laneSet>'
SHAPES = {
    "begin": event("begin", 0, 22),
    "p_T1": shape("p_T1", 100, 0),
    "g": shape("g", 260, 15, 50, 50),
    "finish": event("finish", 400, 22),
    "other": event("other", 267, 140),
}
EDGES = {
    "begin__p_T1": edge("begin__p_T1", (36, 40), (100, 40)),
    "p_T1__g": edge("p_T1__g", (200, 40), (260, 40)),
    "g__finish": edge("g__finish", (310, 40), (400, 40)),
    "g__other": edge("g__other", (285, 65), (285, 140)),
}


def told(text: str) -> list[Finding]:
    return [finding for finding in findings(text) if finding.rule == "readable"]


def drawing(body: str = BODY, *more: str, process: str = "", **changed: str) -> str:
    """The small process, with some of its shapes and edges drawn differently."""
    return drawn(diagram(body + FLOWS, process=process), plane("p", *more, *{**SHAPES, **EDGES, **changed}.values()))


def one(text: str) -> Finding:
    """The one finding, with all that a finding says."""
    [finding] = told(text)
    assert finding.severity == "warning" and all((finding.element, finding.message, finding.message_en, finding.fix, finding.fix_en))
    return finding


def test_what_is_drawn_well_has_no_finding() -> None:
    assert told(drawing()) == []


def test_diagrams_of_other_houses_are_not_asked() -> None:
    foreign = BODY.replace("spiffworkflow:property ", "spiffworkflow:property x='' ").replace('name="roles"', 'name="their_own"')
    assert told(drawing(foreign, p_T1=shape("p_T1", 0, 0))) == []


@pytest.mark.parametrize(("x", "y", "said"), [(1_864, 22, 0), (1_865, 22, 1), (400, 964, 0), (400, 965, 1)])
def test_a_plane_fits_on_a_screen(x: int, y: int, said: int) -> None:
    moved = drawing(finish=event("finish", x, y), g__finish=edge("g__finish", (310, 40), (x, 40)))
    assert [f.element for f in told(moved)] == ["p"] * said


def many(kind: str, count: int) -> str:
    """A plane with a start, an end and so many nodes of one kind in a row."""
    ids = [f"p_T{i}" for i in range(count)]
    make = {"user": user, "service": lambda element: service(element, "mail.send", text="'x'")}[kind]
    line = ["begin", *ids, "finish"]
    shapes = [event("begin", 0, 22), *(shape(element, 60 + 70 * i, 0, 60) for i, element in enumerate(ids)), event("finish", 60 + 70 * count, 22)]
    edges = [edge(f"{a}__{b}", (60 + 70 * i - 10, 40), (60 + 70 * i, 40)) for i, (a, b) in enumerate(pairwise(line))]
    body = start() + "".join(make(element) for element in ids) + end() + way(*line)
    return drawn(diagram(body), plane("p", *shapes, *edges))


def test_a_plane_has_at_most_twenty_five_nodes() -> None:
    assert told(many("user", 23)) == []
    assert "26" in one(many("user", 24)).message


@pytest.mark.parametrize(("services", "tasks", "said"), [(4, 4, 0), (4, 3, 1), (3, 2, 0), (6, 0, 0)])
def test_a_process_of_people_is_not_mostly_the_machine(services: int, tasks: int, said: int) -> None:
    ids = [*(f"p_S{i}" for i in range(services)), *(f"p_T{i}" for i in range(tasks))]
    steps = [service(i, "mail.send", text="'x'") if "S" in i else user(i) for i in ids]
    text = diagram(start() + "".join(steps) + end() + way("begin", *ids, "finish"))
    assert [f.element for f in told(text)] == ["p"] * said


def lanes(*roles: str) -> tuple[str, list[str]]:
    """Lanes one below the other, 100 high; the task is named by the first."""
    xml = [
        f'<bpmn:lane id="l{i}" name="l{i}">{properties(roles=role)}{"<bpmn:flowNodeRef>p_T1</bpmn:flowNodeRef>" * (not i)}</bpmn:lane>'
        for i, role in enumerate(roles)
    ]
    return LANE.format("".join(xml)), [shape(f"l{i}", -30, -10 + 100 * i, 600, 100) for i in range(len(roles))]


@pytest.mark.parametrize(
    ("roles", "said"),
    [(("dept_handler",), 0), (("dept_leader,dept_handler", "expert"), 0), (("expert", "dept_handler"), 1), (('="expert" if True else "dept_handler"',), 0)],
)
def test_a_task_stands_in_the_lane_of_its_role(roles: tuple[str, ...], said: int) -> None:
    process, shapes = lanes(*roles)
    assert [f.element for f in told(drawing(BODY, *shapes, process=process))] == ["p_T1"] * said


def test_a_task_that_takes_its_role_from_a_lane_is_drawn_in_it() -> None:
    process, shapes = lanes("expert", "dept_handler")
    body = BODY.replace('name="roles"', 'name="keepRounds"')
    assert told(drawing(body, *shapes, process=process)) == []
    down = {"p_T1": shape("p_T1", 100, 100), "begin__p_T1": edge("begin__p_T1", (18, 58), (18, 140), (100, 140))}
    assert one(drawing(body, *shapes, process=process, **down)).element == "p_T1"


def test_a_task_outside_all_lanes_is_found_and_a_plane_without_lanes_is_not_asked() -> None:
    process, shapes = lanes("dept_handler")
    away = {"p_T1": shape("p_T1", 100, 200), "begin__p_T1": edge("begin__p_T1", (18, 58), (18, 240), (100, 240)), "p_T1__g": ""}
    assert one(drawing(BODY, *shapes, process=process, **away)).element == "p_T1"
    assert told(drawing(process=process)) == []


def test_words_on_an_element_are_found_where_the_drawing_puts_them() -> None:
    assert one(drawing(finish=event("finish", 400, 22, label=(150, 60, 40, 14)))).element == "finish"
    assert told(drawing(finish=event("finish", 400, 22, label=(400, 60, 40, 14)))) == []


def test_words_on_an_element_are_found_where_the_viewer_puts_them() -> None:
    named = BODY.replace('name="开始"', 'name="每年六月一日九时申报窗口开放"')
    assert told(drawing(named)) == []
    assert one(drawing(named, begin=event("begin", 60, -30), begin__p_T1="")).element == "begin"


def test_words_on_words_are_found() -> None:
    named = BODY.replace('id="finish" name="结束"', 'id="finish" name="已经全部办理完结"').replace('id="other" name="结束"', 'id="other" name="不予受理"')
    near = {"other": event("other", 400, -14), "g__other": edge("g__other", (285, 15), (285, 4), (400, 4)), "g__finish": ""}
    assert one(drawing(named, finish=event("finish", 440, -14), **near)).element == "other"
    assert told(drawing(named, finish=event("finish", 500, -14), **near)) == []


def test_words_of_a_flow_lie_above_its_middle_or_right_of_it() -> None:
    text = drawing().replace('id="g__other"', 'id="g__other" name="不予受理"')
    assert told(text) == []
    beside = {"finish": event("finish", 300, 85), "g__finish": edge("g__finish", (310, 40), (318, 40), (318, 85))}
    assert [f.element for f in told(drawing(**beside).replace('id="g__other"', 'id="g__other" name="不予受理"'))] == ["g__other"]


def test_a_line_through_an_element_is_found() -> None:
    assert one(drawing(begin__p_T1=edge("begin__p_T1", (18, 22), (18, 10), (280, 10), (280, 30), (200, 30)))).element == "begin__p_T1"
    assert told(drawing(begin__p_T1=edge("begin__p_T1", (18, 22), (18, -10), (150, -10), (150, 0)))) == []


def test_a_slanted_line_through_an_element_is_found_and_one_past_it_is_not() -> None:
    assert one(drawing(begin__p_T1=edge("begin__p_T1", (18, 58), (18, 200), (330, -20), (150, -20), (150, 0)))).element == "begin__p_T1"
    assert told(drawing(begin__p_T1=edge("begin__p_T1", (18, 58), (18, 140), (250, 140), (340, 60), (340, -20), (150, -20), (150, 0)))) == []


def test_an_event_on_a_border_may_lead_along_it() -> None:
    timer = '<bpmn:boundaryEvent id="late" name="逾期" attachedToRef="p_T1"><bpmn:timerEventDefinition id="t"/></bpmn:boundaryEvent>'
    text = drawn(
        diagram(BODY + timer + FLOWS + flow("late", "other")),
        plane("p", *SHAPES.values(), *EDGES.values(), event("late", 150, 62, label=(105, 98, 30, 14)), edge("late__other", (168, 98), (168, 158), (267, 158))),
    )
    assert told(text) == []


def test_lines_on_each_other_are_found_and_may_join_before_one_target() -> None:
    apart = {"begin__p_T1": edge("begin__p_T1", (18, 58), (18, 100), (150, 100), (150, 80))}
    back = BODY + flow("g", "p_T1", "False", "again")

    def again(*points: tuple[float, float]) -> list[Finding]:
        return told(drawing(back, edge("again", *points), **apart))

    assert again((272, 53), (272, 100), (150, 100), (150, 80)) == []
    assert again((272, 53), (272, 100), (200, 100), (150, 100), (150, 80)) == []
    assert again((272, 53), (272, 100), (120, 100), (120, 80)) != []
    assert again((285, 65), (285, 100), (160, 100), (160, 80)) == []


def test_elements_on_each_other_are_found() -> None:
    finding = one(drawing(g=shape("g", 190, 15, 50, 50), p_T1__g="", g__other="", g__finish=""))
    assert finding.element == "p_T1" and "g" in finding.message


@pytest.mark.parametrize(("x", "said"), [(132, ["late"]), (160, []), (104, [])])
def test_an_event_leaves_the_mark_free_that_says_that_something_opens(x: int, said: list[str]) -> None:
    timer = '<bpmn:boundaryEvent id="late" name="逾期" attachedToRef="P12"><bpmn:timerEventDefinition id="t"/></bpmn:boundaryEvent>'
    call = '<bpmn:callActivity id="P12" name="申报" calledElement="no_io"/>'
    body = start() + user("p_T1") + call + timer + end() + end("other") + way("begin", "p_T1", "P12", "finish") + flow("late", "other")
    late = [event("late", x, 62, label=(x - 40, 104, 30, 14)), event("other", x, 200)]
    assert [f.element for f in told(drawn(diagram(body), plane("p", shape("P12", 100, 0), *late)))] == said


def test_an_expanded_subprocess_holds_its_own_and_covers_nothing_else() -> None:
    inside = start("S_begin") + end("S_end") + way("S_begin", "S_end")
    body = start() + f'<bpmn:subProcess id="S" name="谋划">{inside}</bpmn:subProcess>' + user("p_T1") + end() + way("begin", "S", "p_T1", "finish")
    parts = [
        event("begin", 0, 52),
        shape("S", 100, 0, 300, 140, expanded="true"),
        event("S_begin", 130, 52),
        event("S_end", 300, 52),
        edge("begin__S", (36, 70), (100, 70)),
        edge("S_begin__S_end", (166, 70), (300, 70)),
        event("finish", 660, 52),
    ]
    right = [*parts, shape("p_T1", 460, 30), edge("S__p_T1", (400, 70), (460, 70)), edge("p_T1__finish", (560, 70), (660, 70))]
    assert told(drawn(diagram(body), plane("p", *right))) == []
    assert one(drawn(diagram(body), plane("p", *parts, shape("p_T1", 390, 30)))).element == "S"


@pytest.mark.parametrize("name", ["P12 申报", "D01审批路径", "等待 MSG_WINDOW_OPENED", "按R7处理", "登记 AM-03", "登记I2", "填报F21"])
def test_codes_of_ours_are_no_names(name: str) -> None:
    assert one(drawing(BODY.replace('id="p_T1" name="p_T1"', f'id="p_T1" name="{name}"'))).element == "p_T1"


@pytest.mark.parametrize("name", ["填报附件1", "2026年计划", "CRUD", "Q3", "IPv6改造", "是否PPP项目？", "IP地址"])
def test_what_people_say_is_a_name(name: str) -> None:
    assert told(drawing(BODY.replace('id="p_T1" name="p_T1"', f'id="p_T1" name="{name}"'))) == []


def test_numbers_that_are_none_do_not_stop_the_check() -> None:
    spoilt = drawing(p_T1=shape("p_T1", 0, 0).replace('width="100"', 'width="nan"'), begin__p_T1=edge("begin__p_T1", (36, 40)))
    assert {f.rule for f in findings(spoilt.replace('y="22"', 'y="x"'))} >= {"xml-schema"} and told(spoilt) == []


@pytest.mark.parametrize("path", sorted(PROCESSES.glob("*.bpmn")), ids=lambda path: path.stem)
def test_no_shipped_diagram_has_a_readable_finding(path: Path) -> None:
    assert [f for f in check({path.name: path.read_text(encoding="utf-8")}, release()) if f.rule == "readable"] == []


def test_a_hundred_elements_are_checked_in_a_tenth_of_a_second() -> None:
    text = many("user", 49)  # 51 nodes and 50 flows
    check({"p.bpmn": text}, KNOWN)
    took = []
    for _ in range(3):
        begun = time.process_time()
        check({"p.bpmn": text}, KNOWN)
        took.append(time.process_time() - begun)
    assert min(took) <= 0.1
