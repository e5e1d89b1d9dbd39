"""The drawing of small diagrams: planes with shapes and edges, to put beside what `tests.rules.drawing` writes."""

from __future__ import annotations

Bounds = tuple[float, float, float, float]

SPACES = (
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
)


def drawn(text: str, *planes: str) -> str:
    """The file with these planes."""
    return text.replace("</bpmn:definitions>", "".join(planes) + "</bpmn:definitions>")


def plane(element: str, *parts: str) -> str:
    """A plane that shows an element with these shapes and edges."""
    inside = f'<bpmndi:BPMNPlane id="Plane_{element}" bpmnElement="{element}">{"".join(parts)}</bpmndi:BPMNPlane>'
    return f'<bpmndi:BPMNDiagram {SPACES} id="Diagram_{element}">{inside}</bpmndi:BPMNDiagram>'


def shape(element: str, x: float, y: float, width: float = 100, height: float = 80, label: Bounds | None = None, expanded: str = "", number: int = 1) -> str:
    """A shape; `number` tells several of one element apart."""
    more = f' isExpanded="{expanded}"' if expanded else ""
    inside = _bounds(x, y, width, height) + _label(label)
    return f'<bpmndi:BPMNShape id="Shape_{element}_{number}" bpmnElement="{element}"{more}>{inside}</bpmndi:BPMNShape>'


def event(element: str, x: float, y: float, label: Bounds | None = None) -> str:
    """The shape of an event, 36 x 36."""
    return shape(element, x, y, 36, 36, label)


def edge(element: str, *points: tuple[float, float], label: Bounds | None = None) -> str:
    """An edge along these points."""
    way = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge id="Edge_{element}" bpmnElement="{element}">{way}{_label(label)}</bpmndi:BPMNEdge>'


def _bounds(x: float, y: float, width: float, height: float) -> str:
    return f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _label(bounds: Bounds | None) -> str:
    return "" if bounds is None else f"<bpmndi:BPMNLabel>{_bounds(*bounds)}</bpmndi:BPMNLabel>"
