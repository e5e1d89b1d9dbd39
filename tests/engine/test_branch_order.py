"""Branches begin in the order of their flows in the file: where they are drawn, and which process reads the file, changes nothing."""

from __future__ import annotations

from app import engine
from app.periods import WEEKENDS_ONLY
from tests.engine.draw import Drawing, diagram
from tests.engine.world import TUESDAY

SHAPE = '<bpmndi:BPMNShape id="s_{0}" bpmnElement="{0}"><dc:Bounds x="0" y="{1}" width="100" height="80"/></bpmndi:BPMNShape>'
SPACES = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'


def drawn_upside_down() -> str:
    """Fork to a, b, c in this order; c is drawn at the top, a at the bottom."""
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("f", "j", kind="parallel")
    p.user("a", "b", "c")
    p.chain("s", "f", "a", "j", "e")
    p.chain("f", "b", "j")
    p.chain("f", "c", "j")
    shapes = "".join(SHAPE.format(name, y) for y, name in enumerate(("c", "b", "a")))
    plane = f'<bpmndi:BPMNDiagram {SPACES} id="D"><bpmndi:BPMNPlane id="P" bpmnElement="main">{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>'
    return diagram(p).replace("</bpmn:definitions>", f"{plane}</bpmn:definitions>")


def test_branches_begin_in_the_order_of_their_flows_wherever_they_are_drawn() -> None:
    for _ in range(20):
        release = engine.parse({"processes/main.bpmn": drawn_upside_down()}, name="r")
        state = engine.begin(release, "main", {}, seed="s", now=TUESDAY, calendar=WEEKENDS_ONLY, started_by="anna")
        assert [task.element for task in engine.open_tasks(state)] == ["a", "b", "c"]
