"""`outcomeKey` of an embedded subprocess: a name of its own, which its end events set."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Scope
from app.engine.rules.known import Known
from app.engine.rules.say import error
from app.engine.rules.writes import OUTCOME, writes


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No name, one that something else writes, one that no end event sets."""
    for scope in diagram.scopes:
        if scope.owner is None or "outcomeKey" not in scope.owner.properties:
            continue
        key = scope.owner.properties["outcomeKey"].strip()
        if not key.isidentifier():
            yield error(
                "outcome-keys",
                scope.id,
                f"子流程 {scope.label} 的 outcomeKey「{key}」应是一个名称",
                f"outcomeKey “{key}” of subprocess {scope.label} must be a name",
                f"例如 {scope.id}_outcome",
                f"Such as {scope.id}_outcome",
            )
        elif not any(node.properties.get("outcome") for node in scope.nodes if node.kind == "endEvent"):
            yield error(
                "outcome-keys",
                scope.id,
                f"子流程 {scope.label} 写了 outcomeKey，但它自己的结束事件都没有 outcome",
                f"Subprocess {scope.label} has an outcomeKey, but none of its own end events has an outcome",
                "给它的结束事件加 outcome，或删除 outcomeKey",
                "Give its end events an outcome, or remove outcomeKey",
            )
        elif key != OUTCOME:
            yield from _others(scope, key, diagram, known)


def _others(scope: Scope, key: str, diagram: Diagram, known: Known) -> Iterator[Finding]:
    for node in diagram.within(scope.top):
        if not (node.scope is scope and node.kind == "endEvent") and any(name == key for name, _ in writes(node, diagram, known)):
            yield error(
                "outcome-keys",
                scope.id,
                f"子流程 {scope.label} 的 outcomeKey「{key}」也由 {node.label} 写入",
                f"outcomeKey “{key}” of subprocess {scope.label} is written by {node.label} too",
                f"换一个名称，例如 {scope.id}_outcome",
                f"Use another name, such as {scope.id}_outcome",
            )
