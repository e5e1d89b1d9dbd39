"""Exclusive and inclusive gateways always find a way on: a condition on each flow but the default, and a default or all values."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.exhaustive import exhaustive
from app.engine.rules.known import Known
from app.engine.rules.say import error


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Conditions missing, no default, a default that has a condition or names no flow of the gateway."""
    for node in diagram.nodes:
        if node.kind in ("exclusiveGateway", "inclusiveGateway") and len(node.outgoing) > 1:
            yield from _gateway(node, diagram, known)


def _gateway(node: Node, diagram: Diagram, known: Known) -> Iterator[Finding]:
    default = node.xml.get("default")
    chosen = next((flow for flow in node.outgoing if flow.id == default), None)
    if default and chosen is None:
        yield error(
            "conditions",
            node.id,
            f"{node.label} 的默认连线 {default} 不是它的连线",
            f"The default {default} of {node.label} is no flow of its own",
            "重新选择默认连线",
            "Choose the default flow again",
        )
    if chosen is not None and chosen.condition:
        yield error(
            "conditions",
            chosen.id,
            f"{node.label} 的默认连线又写了条件",
            f"The default flow of {node.label} has a condition",
            "删除条件，或改选另一条为默认",
            "Remove the condition, or make another flow the default",
        )
    bare = [flow for flow in node.outgoing if flow is not chosen and not flow.condition]
    for flow in bare:
        towards = f"「{flow.name}」" if flow.name else flow.id
        yield error(
            "conditions",
            flow.id,
            f"{node.label} 通往{towards}的连线没有条件",
            f"The flow {flow.name or flow.id} of {node.label} has no condition",
            "写上条件，或设为默认连线",
            "Write a condition, or make it the default flow",
        )
    if chosen is None and not bare and not exhaustive(node, diagram, known):
        yield error(
            "conditions",
            node.id,
            f"{node.label} 没有默认连线，条件也不能证明已包括所有情况",
            f"{node.label} has no default, and its conditions do not provably cover all cases",
            "把「其他情况」的连线设为默认（不写条件）",
            "Make the flow for “everything else” the default, without a condition",
        )
