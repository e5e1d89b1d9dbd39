"""The planes of a file: what is drawn where. What a collapsed subprocess holds has a plane of its own; everything else lies where what holds it lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.engine.rules.diagram import SCOPES, Diagram, Scope, q
from app.engine.xml import NAMESPACES, tag

_DI = f"{{{NAMESPACES['bpmndi']}}}"


@dataclass(frozen=True, eq=False)
class Plane:
    """One plane. `element`: what it names (a process, a collaboration, a subprocess); `holds`: the processes, or the subprocess, whose content belongs here."""

    element: str
    holds: frozenset[str]
    shapes: list[tuple[str, Any]]
    edges: list[tuple[str, Any]]

    @property
    def drawn(self) -> list[str]:
        """The elements with a shape or an edge, as often as they have one."""
        return [element for element, _ in (*self.shapes, *self.edges)]


def planes(diagram: Diagram) -> list[Plane]:
    """The planes in the order of the file."""
    if "planes" not in diagram.memory:
        diagram.memory["planes"] = [_plane(diagram, xml) for xml in diagram.root.iter(f"{_DI}BPMNPlane")]
    found: list[Plane] = diagram.memory["planes"]
    return found


def folded(diagram: Diagram) -> frozenset[str]:
    """The subprocesses that the drawing shows collapsed. As the viewer takes it, one is expanded only where its shape says so."""
    if "folded" not in diagram.memory:
        own = {scope.id for scope in diagram.scopes if scope.owner is not None}
        shapes = ((element, xml) for plane in planes(diagram) for element, xml in plane.shapes if element in own)
        diagram.memory["folded"] = frozenset(element for element, xml in shapes if xml.get("isExpanded") != "true")
    found: frozenset[str] = diagram.memory["folded"]
    return found


def home(diagram: Diagram, scope: Scope) -> str:
    """What the plane must hold on which the content of a scope belongs: the nearest subprocess with a plane of its own, or collapsed, else the process."""
    apart = folded(diagram) | {plane.element for plane in planes(diagram)}
    while scope.owner is not None and scope.id not in apart:
        scope = scope.owner.scope
    return scope.id


def around(scope: Scope) -> Iterator[str]:
    """The subprocesses round what lies in a scope, from inside."""
    while scope.owner is not None:
        yield scope.id
        scope = scope.owner.scope


def _plane(diagram: Diagram, xml: Any) -> Plane:
    element = _named(xml)
    drawn = diagram.ids.get(element)
    holds = [element]
    if drawn is None or tag(drawn) not in SCOPES:
        pools = () if drawn is None else drawn.iterfind(q("participant"))
        holds = [str(pool.get("processRef") or "").split(":")[-1] for pool in pools]
    return Plane(element, frozenset(holds), _drawn(xml, "BPMNShape"), _drawn(xml, "BPMNEdge"))


def _drawn(plane: Any, kind: str) -> list[tuple[str, Any]]:
    return [(_named(xml), xml) for xml in plane.iterfind(_DI + kind)]


def _named(xml: Any) -> str:
    return str(xml.get("bpmnElement") or "").split(":")[-1]
