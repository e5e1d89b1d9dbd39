"""Errors and escalations: they are declared, and what throws one is inside of something that catches it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.xml import tag

WORDS = {"error": ("错误", "error"), "escalation": ("升级", "escalation")}


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """References to what is not declared (the engine would catch anything there), errors and escalations that nobody catches."""
    called = {process for facts in known.processes.values() for process in facts.calls}
    for node in diagram.nodes:
        if node.event not in WORDS:
            continue
        zh, en = WORDS[node.event]
        ref = reference(node)
        if ref and _declared(diagram, node.event, ref) is None:
            yield error(
                "thrown",
                node.id,
                f"{node.label} 引用的{zh}「{ref}」没有定义",
                f"The {en} “{ref}” of {node.label} is not declared",
                f"在本文件中定义该{zh}，写上代码",
                f"Declare the {en} in this file, with its code",
            )
        elif node.kind in ("endEvent", "intermediateThrowEvent") and node.scope.top.id not in called and not _caught(diagram, node):
            yield from _unheard(diagram, node)


def _unheard(diagram: Diagram, node: Node) -> Iterator[Finding]:
    if node.event == "escalation":
        yield warning(
            "thrown",
            node.id,
            f"{node.label} 的升级没有人接收，会直接通过",
            f"Nobody hears the escalation of {node.label}: it is passed by",
            "在外层子流程的边界上画升级事件，或在调用它的流程里画",
            "Draw an escalation event on the boundary of a subprocess round it, or of the activity that calls this process",
        )
        return
    yield (warning if diagram.foreign(node.scope) else error)(
        "thrown",
        node.id,
        f"{node.label} 的错误没有边界事件接收：到这里的办理会被拒绝",
        f"Nothing catches the error of {node.label}: what leads there will be refused",
        "在外层子流程的边界上画错误事件，或改为普通结束并写 outcome",
        "Draw an error event on the boundary of a subprocess round it, or end plainly with an outcome",
    )


def _caught(diagram: Diagram, node: Node) -> bool:
    code, owner = code_of(diagram, node), node.scope.owner
    while owner is not None:
        if any(event.event == node.event and code_of(diagram, event) in (None, code) for event in owner.boundaries):
            return True
        owner = owner.scope.owner
    return False


def reference(node: Node) -> str:
    """The id of the error or escalation that an event names; empty when it names none."""
    return (node.events[0].get(f"{node.event}Ref") or "").split(":")[-1]


def _declared(diagram: Diagram, kind: str, ref: str) -> Any:
    found = diagram.ids.get(ref)
    return found if found is not None and tag(found) == kind else None


def code_of(diagram: Diagram, node: Node) -> str | None:
    """The code that an event throws or catches; None stands for any."""
    found = _declared(diagram, str(node.event), reference(node))
    return None if found is None else found.get(f"{node.event}Code") or found.get("name") or None
