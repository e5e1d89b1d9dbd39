"""The way down a case: planes, called processes, how much is open inside, and where the case stands now."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.actions.release.publish import publish_release
from app.db import db
from tests.build import Caller, bundle, five
from tests.engine.draw import Drawing, diagram

People = Callable[[str], Caller]
PLANES = (
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="D1"><bpmndi:BPMNPlane id="P1" bpmnElement="whole"/></bpmndi:BPMNDiagram>'
    '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="D2"><bpmndi:BPMNPlane id="P2" bpmnElement="PHASE"/></bpmndi:BPMNDiagram>'
)


def below() -> str:
    """Two steps of one role."""
    p = Drawing("below", inputs=("project_id",))
    p.start("first")
    p.user("S1", "S2", roles="sgj_handler", formJsonSchemaFilename="BENCH.json")
    p.end("End_below", outcome="办结")
    p.chain("first", "S1", "S2", "End_below")
    return diagram(p).replace('id="below_project_id"', 'id="project_id"')


def whole() -> str:
    """A body (drawn open) holds a phase (collapsed), which calls two steps; beside it the same two steps are called again."""
    phase, body, p = Drawing("PHASE"), Drawing("BODY"), Drawing("whole")
    phase.start("ps")
    phase.call("C_first", "below")
    phase.end("pe")
    phase.chain("ps", "C_first", "pe")
    body.start("bs")
    body.sub("PHASE", phase)
    body.call("C_second", "below")
    body.end("be")
    body.gateway("fork", "join", kind="parallel")
    body.chain("bs", "fork", "PHASE", "join", "be")
    body.chain("fork", "C_second", "join")
    p.starts = {"roles": "sgj_handler"}
    p.start()
    p.sub("BODY", body)
    p.end(outcome="办结")
    p.chain("s", "BODY", "e")
    p.nodes = [n.replace('id="PHASE"', 'id="PHASE" name="申报阶段"', 1) for n in p.nodes]
    return diagram(p).replace("</bpmn:definitions>", PLANES + "</bpmn:definitions>")


@pytest.fixture
def case(people: People) -> str:
    """Both calls at their first step."""
    publish_release("owner", bundle() | {"processes/whole.bpmn": whole(), "processes/below.bpmn": below()}, "有平面的版本")
    db.session.remove()
    return str(people("sgj.handler").start("whole")["instance"]["id"])


def inside(shown: dict[str, list[dict[str, object]]]) -> dict[object, tuple[object, object]]:
    """element → (open, failed)."""
    return {i["element"]: (i["open"], i["failed"]) for i in shown["inside"]}


def test_a_phase_tells_what_is_open_in_it_however_deep(people: People, case: str) -> None:
    handler = people("sgj.handler")
    top = handler.get(f"/instances/{case}/diagram")
    assert (top["process"], top["path"], top["top"]["process"]) == ("whole", [], "whole")
    assert inside(top) == {"BODY": (2, 0), "PHASE": (1, 0), "C_first": (1, 0), "C_second": (1, 0)}
    handler.complete(handler.task(case, "S1"), five())
    assert inside(handler.get(f"/instances/{case}/diagram"))["PHASE"] == (1, 0)


def test_a_called_process_says_how_one_gets_there(people: People, case: str) -> None:
    handler = people("sgj.handler")
    phase, call = {"element": "PHASE", "name": "申报阶段", "kind": "plane"}, {"element": "C_first", "name": "C_first", "kind": "call"}
    for element in ("C_first", "BODY.1/PHASE.1/C_first.1", "BODY.1/PHASE.1/C_first.1/S1.1"):
        shown = handler.get(f"/instances/{case}/diagram?element={element}")
        assert (shown["process"], shown["path"]) == ("below", [phase, call]), element
    second = handler.get(f"/instances/{case}/diagram?element=C_second")
    assert [p["element"] for p in second["path"]] == ["C_second"], "what is drawn open is no place of its own"
    assert handler.get(f"/instances/{case}/diagram?element=PHASE")["process"] == "whole"
    assert handler.get(f"/instances/{case}/diagram?element=S2")["process"] == "below"
    handler.get(f"/instances/{case}/diagram?element=NONE", 404)
    handler.get(f"/instances/{case}/diagram?element=BODY.1/NONE.1", 404)


def test_it_opens_where_the_case_stands_and_at_the_top_when_it_is_over(people: People, case: str) -> None:
    handler, owner = people("sgj.handler"), people("owner")
    first = handler.get(f"/instances/{case}/diagram?now=true")
    assert (first["process"], first["here"], [p["element"] for p in first["path"]]) == ("below", ["BODY", "C_second", "S1"], ["C_second"])
    for step in ("S1", "S2"):
        handler.complete(handler.task(case, step), five())
    later = handler.get(f"/instances/{case}/diagram?now=true")
    assert (later["here"], [p["element"] for p in later["path"]]) == (["BODY", "PHASE", "C_first", "S1"], ["PHASE", "C_first"])
    assert handler.get(f"/instances/{case}/diagram")["here"] == later["here"]
    owner.post(f"/instances/{case}/cancel", {"reason": "项目终止"})
    over = handler.get(f"/instances/{case}/diagram?now=true")
    assert (over["process"], over["here"], over["inside"]) == ("whole", [], [])
