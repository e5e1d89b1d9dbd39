"""What the diagram says of a task is evaluated when it opens and kept."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.errors import ExpressionRefused
from app.periods import Calendar
from tests.engine.draw import Drawing, extended
from tests.engine.world import World, release_of


def one(lanes: str = "", inner: str = "", more: dict[str, str] | None = None, **properties: str) -> Drawing:
    p = Drawing("main", lanes=lanes)
    p.start()
    p.end("e")
    p.user("t", inner=inner, **properties)
    p.chain("s", "t", "e")
    return p


def lane(name: str, *elements: str, roles: str = "") -> str:
    refs = "".join(f"<bpmn:flowNodeRef>{e}</bpmn:flowNodeRef>" for e in elements)
    return f'<bpmn:laneSet id="ls"><bpmn:lane id="l" name="{name}">{extended(properties={"roles": roles} if roles else None)}{refs}</bpmn:lane></bpmn:laneSet>'


def test_roles_come_from_the_task_else_from_the_lane_else_from_its_name() -> None:
    assert World(release_of(one(roles="fgw_reviewer, czj_reviewer"))).task("t.1").roles == ("fgw_reviewer", "czj_reviewer")
    assert World(release_of(one(lane("建设单位", "t", roles="dept_handler,build_unit")))).task("t.1").roles == ("dept_handler", "build_unit")
    assert World(release_of(one(lane("sgj_handler", "t")))).task("t.1").roles == ("sgj_handler",)
    assert World(release_of(one(lane("建设单位", "t", roles="dept_handler"), roles="sgj_leader"))).task("t.1").roles == ("sgj_leader",)
    assert World(release_of(one())).task("t.1").roles == ()
    by_expression = one(lane("经办", "t", roles="=['sgj_handler'] if county else ['dept_handler']"))
    assert World(release_of(by_expression), {"county": True}).task("t.1").roles == ("sgj_handler",)


def test_a_task_in_a_subprocess_has_the_lane_of_the_subprocess() -> None:
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.user("u")
    inside.chain("is", "u", "ie")
    p = Drawing("main", lanes=lane("部门", "body", roles="dept_leader"))
    p.start()
    p.end("e")
    p.sub("body", inside)
    p.chain("s", "body", "e")
    w = World(release_of(p))
    assert w.task("body.1/u.1").roles == ("dept_leader",)
    assert w.release.element("main", "u").inside == "body"


def test_office_assignee_decisions_and_due_are_kept_as_they_were() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("f", kind="parallel")
    p.gateway("j", kind="parallel")
    p.user("t", office="=firm.code", assignee="firm.person", decisions="=['同意'] if last else ['同意', '退回']", dueAt="add_days(today(), 2)")
    p.user("x")
    p.script("change", "firm = {'code': 'other', 'person': 'nobody'}")
    p.chain("s", "f", "t", "j", "e")
    p.chain("f", "x", "change", "j")
    w = World(release_of(p), {"firm": {"code": "firm.jl", "person": "firm.jl"}})
    before = w.task("t.1")
    assert (before.office, before.assignee, before.decisions) == ("firm.jl", "firm.jl", ("同意", "退回"))
    assert before.due_at == datetime(2025, 6, 11, 16, tzinfo=UTC)
    w.do("x.1")
    assert w.task("t.1") == before


def test_due_in_working_days_ends_with_the_last_day() -> None:
    holidays = Calendar("c", "c", frozenset({date(2025, 6, 12)}), frozenset({date(2025, 6, 14)}), frozenset({2025}))
    w = World(release_of(one(dueIn="3")))
    assert w.task("t.1").due_at == datetime(2025, 6, 13, 16, tzinfo=UTC)
    state_of = World.__new__(World)
    state_of.release, state_of.now, state_of.calendar = release_of(one(dueIn="=n + 1")), w.now, holidays
    from app import engine

    state_of._keep(engine.begin(state_of.release, "main", {"n": 2}, seed="1", now=w.now, calendar=holidays, started_by="x"))
    assert state_of.task("t.1").due_at == datetime(2025, 6, 14, 16, tzinfo=UTC)


def test_what_cannot_be_evaluated_refuses_the_command_and_names_the_task() -> None:
    for properties in ({"office": "7"}, {"dueIn": "'three'"}, {"dueAt": "'soon'"}, {"roles": "=7"}, {"assignee": "x +"}):
        with pytest.raises(ExpressionRefused):
            World(release_of(one(**properties)))


def test_facts_of_a_process_and_its_elements() -> None:
    p = Drawing("main", inputs=("project_id",))
    p.starts = {"roles": "dept_handler, sgj_handler", "formJsonSchemaFilename": "F10.json"}
    p.start()
    p.end("e", outcome="通过")
    p.end("x", outcome="终止")
    p.gateway("g")
    p.user("t", inner="<bpmn:documentation>依据 R23、R24</bpmn:documentation>", formJsonSchemaFilename="F21.json")
    p.nodes[-1] = p.nodes[-1].replace(p.nodes[-1][p.nodes[-1].index("<bpmn:ext") : p.nodes[-1].index("<bpmn:doc")], "", 1)
    p.chain("s", "t", "g")
    p.route("g", "e", x="t.v == 1")
    release = release_of(p)
    facts = release.process("main")
    assert (facts.start_roles, facts.start_form, facts.inputs, facts.outcomes, facts.foreign) == (
        ("dept_handler", "sgj_handler"), "F10", ("project_id",), ("通过", "终止"), False,
    )  # fmt: skip
    assert release.element("main", "t").clauses == ("R23", "R24")
    assert [p.key for p in release.processes()] == ["main"] and "<bpmn:process" in release.diagram("main")
