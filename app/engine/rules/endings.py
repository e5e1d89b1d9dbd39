"""Every way through the drawing ends in an end event: no implicit ends, no dead ends, nothing that is never reached."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import ACTIVITIES, Diagram, Node, Scope
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning

PASSIVE = frozenset({"adHocSubProcess"})


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Nodes without a flow out, ends with one, nodes nobody reaches, nodes from which no end can be reached."""
    for scope in diagram.scopes:
        if scope.kind in PASSIVE or scope.xml.get("triggeredByEvent") == "true":
            continue
        lonely = set()
        for node in scope.nodes:
            if node.kind == "endEvent" and node.outgoing:
                yield error(
                    "endings",
                    node.id,
                    f"结束事件 {node.label} 后面不能再有连线",
                    f"End event {node.label} may have no arrow out of it",
                    "删除连线，或改为中间事件",
                    "Remove the arrow, or make it an intermediate event",
                )
            elif node.kind != "endEvent" and not node.outgoing and not _passes(node):
                lonely.add(node)
                # The engine ends the branch there, as BPMN has it; in our own drawings an end is drawn.
                yield (warning if diagram.foreign(scope) and node.kind in ACTIVITIES else error)(
                    "endings",
                    node.id,
                    f"{node.label} 后面没有连线，这一分支在此不明不白地结束",
                    f"Nothing follows {node.label}: its branch ends without being seen to",
                    "画一条连线到下一步或结束事件",
                    "Draw a flow to the next step or to an end event",
                )
        yield from _reached(scope)
        yield from _leads_nowhere(scope, lonely)


def _passes(node: Node) -> bool:
    """Compensation activities stand aside of the flow (and are refused elsewhere)."""
    return node.xml.get("isForCompensation") == "true" or (node.kind == "boundaryEvent" and node.event == "compensate")


def closure(first: list[Node], *, forward: bool = True) -> set[Node]:
    """All nodes from which, or to which, one comes along flows (and boundary events)."""
    found: set[Node] = set()
    todo = list(first)
    while todo:
        node = todo.pop()
        if node in found:
            continue
        found.add(node)
        if forward:
            todo += [*node.next, *node.boundaries]
        else:
            todo += [flow.source for flow in node.incoming if flow.source is not None] + ([node.host] if node.host is not None else [])
    return found


def _reached(scope: Scope) -> Iterator[Finding]:
    if not scope.starts:
        return
    reached = closure(scope.starts)
    for node in scope.nodes:
        if node not in reached and not _passes(node):
            yield error(
                "unreachable",
                node.id,
                f"从开始事件到不了 {node.label}",
                f"{node.label} cannot be reached from the start",
                "把它连进流程，或删除",
                "Connect it, or remove it",
            )


def _leads_nowhere(scope: Scope, lonely: set[Node]) -> Iterator[Finding]:
    ends = [node for node in scope.nodes if node.kind == "endEvent" or node in lonely]
    if not ends and scope.nodes:
        yield error("endings", scope.id, f"{scope.label} 没有结束事件", f"{scope.label} has no end event", "画一个结束事件", "Draw an end event")
        return
    ending = closure(ends, forward=False)
    for node in scope.nodes:
        if node not in ending and not _passes(node) and node.kind != "boundaryEvent":
            yield error(
                "endings",
                node.id,
                f"从 {node.label} 出发到不了任何结束事件",
                f"No end can be reached from {node.label}",
                "给这个回路画一个出口",
                "Give the loop a way out",
            )
