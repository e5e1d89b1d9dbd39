"""The drawing has its interchange: every element a shape, every flow an edge, or the browser shows nothing."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Flow, Node
from app.engine.rules.known import Known
from app.engine.rules.say import warning
from app.engine.xml import find


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No drawing at all, or elements without a shape."""
    drawn = {str(name).split(":")[-1] for name in find(diagram.root, "//@bpmnElement")}
    if not drawn:
        yield warning(
            "layout",
            None,
            "文件没有图形信息（BPMNDI），浏览器中看不到流程图",
            "The file has no diagram interchange: browsers show nothing",
            "用流程设计器打开并自动布局后保存",
            "Open it in the modeller and lay it out",
        )
        return
    elements: list[Node | Flow] = []
    for scope in diagram.scopes:
        elements += scope.nodes
        elements += scope.flows
    for element in elements:
        if element.id not in drawn:
            yield warning(
                "layout",
                element.id,
                f"{element.name or element.id} 没有画出来",
                f"{element.name or element.id} has no shape in the drawing",
                "在流程设计器中补画，或删除",
                "Draw it in the modeller, or remove it",
            )
