"""The drawing has its interchange: every element one shape, every flow one edge, on the plane where it belongs, or the browser shows something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Flow, Node, Scope
from app.engine.rules.known import Known
from app.engine.rules.planes import Plane, around, folded, home, planes
from app.engine.rules.say import warning


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No drawing at all; planes of nothing; collapsed subprocesses that nobody can open; elements without a shape, with several, or on a wrong plane."""
    sheets = planes(diagram)
    places: dict[str, list[Plane]] = defaultdict(list)
    for plane in sheets:
        for element in plane.drawn:
            places[element].append(plane)
    if not places:
        yield warning(
            "layout",
            None,
            "文件没有图形信息（BPMNDI），浏览器中看不到流程图",
            "The file has no diagram interchange: browsers show nothing",
            "用流程设计器打开并自动布局后保存",
            "Open it in the modeller and lay it out",
        )
        return
    yield from _of_nothing(diagram, sheets)
    closed = _closed(diagram, sheets)
    for scope in diagram.scopes:
        if scope.id in closed and (scope.nodes or scope.flows):
            yield warning(
                "layout",
                scope.id,
                f"折叠的子流程 {scope.label} 没有自己的图，打不开，看不到里面的环节",
                f"The collapsed subprocess {scope.label} has no plane: nobody can open it and see what it holds",
                "为它加一个 BPMNDiagram，其 BPMNPlane 的 bpmnElement 写它的 id，内容画在里面；或者改为展开",
                "Add a BPMNDiagram whose BPMNPlane names it as bpmnElement and draw its content there, or show it expanded",
            )
        if closed.isdisjoint((scope.id, *around(scope))):
            yield from _of_scope(diagram, scope, places, sheets)


def _of_nothing(diagram: Diagram, sheets: list[Plane]) -> Iterator[Finding]:
    """Planes that name what is not in the file."""
    for plane in sheets:
        if plane.element not in diagram.ids:
            yield warning(
                "layout",
                plane.element,
                f"一张图（BPMNPlane）画的是「{plane.element}」，文件中没有它",
                f"A plane draws “{plane.element}”, which is not in the file",
                "把 bpmnElement 改为流程、协作或折叠子流程的 id，或删除这张图",
                "Let bpmnElement name a process, a collaboration or a collapsed subprocess, or remove the plane",
            )


def _closed(diagram: Diagram, sheets: list[Plane]) -> frozenset[str]:
    """The collapsed subprocesses without a plane."""
    return folded(diagram) - {plane.element for plane in sheets}


def _of_scope(diagram: Diagram, scope: Scope, places: Mapping[str, list[Plane]], sheets: list[Plane]) -> Iterator[Finding]:
    belongs = home(diagram, scope)
    has_plane = any(belongs in plane.holds for plane in sheets)
    holder = next(found for found in diagram.scopes if found.id == belongs)
    elements: list[Node | Flow] = [*scope.nodes, *scope.flows]
    for element in elements:
        drawn = places.get(element.id, [])
        if not drawn:
            yield warning(
                "layout",
                element.id,
                f"{element.name or element.id} 没有画出来",
                f"{element.name or element.id} has no shape in the drawing",
                "在流程设计器中补画，或删除",
                "Draw it in the modeller, or remove it",
            )
        elif len(drawn) > 1:
            yield warning(
                "layout",
                element.id,
                f"{element.label} 画了 {len(drawn)} 次",
                f"{element.label} is drawn {len(drawn)} times",
                f"只在 {holder.label} 的图中保留一次",
                f"Keep it once, on the plane of {holder.label}",
            )
        elif has_plane and belongs not in drawn[0].holds:
            yield warning(
                "layout",
                element.id,
                f"{element.label} 属于 {holder.label}，却画在「{drawn[0].element}」的图中",
                f"{element.label} belongs to {holder.label} and is drawn on the plane of “{drawn[0].element}”",
                f"移到 {holder.label} 的图中",
                f"Move it to the plane of {holder.label}",
            )
