"""Joins get what they wait for: no parallel join fed by alternatives, no loop through a parallel or inclusive gateway."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import GATEWAYS, Diagram, Node, Scope
from app.engine.rules.endings import closure
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.rules.tokens import TooMany, stuck

MANY = frozenset({"parallelGateway", "inclusiveGateway"})


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Loops, deadlocks, steps that would run twice, gateways that join and split at once."""
    for scope in diagram.scopes:
        looping = [node for node in scope.nodes if node.kind in MANY and node in closure(node.next)]
        for node in looping:
            yield error(
                "parallel-loop",
                node.id,
                f"回路经过{_kind(node)} {node.label}",
                f"A loop runs through {node.label}",
                "把并行的部分放进一个子流程，回路绕着子流程走；回路的汇合用排他网关",
                "Put the parallel part into an embedded subprocess and loop round that; merge a loop with an exclusive gateway",
            )
        if not looping and any(node.kind in MANY for node in scope.nodes):
            yield from _played(scope)
        for node in scope.nodes:
            if node.kind in GATEWAYS and len(node.incoming) > 1 and len(node.outgoing) > 1 and node.kind in MANY:
                yield warning(
                    "gateway-shape",
                    node.id,
                    f"网关 {node.label} 同时汇合又分开",
                    f"Gateway {node.label} joins and splits at once",
                    "拆成两个网关：先汇合，再分开",
                    "Draw two gateways: one that joins, one that splits",
                )


def _kind(node: Node) -> str:
    return "并行网关" if node.kind == "parallelGateway" else "包容网关"


def _played(scope: Scope) -> Iterator[Finding]:
    try:
        waiting, doubled = stuck(scope)
    except TooMany:
        yield warning(
            "deadlock",
            scope.id,
            f"{scope.label} 的并行结构过于复杂，未能检查汇合是否会卡住",
            f"{scope.label} is too entangled to look for joins that get stuck",
            "把并行部分拆成子流程",
            "Split the parallel parts into subprocesses",
        )
        return
    for node, came in waiting.items():
        missing = [flow for flow in node.incoming if flow not in came] or node.incoming
        names = "、".join(flow.source.label for flow in missing if flow.source is not None)
        yield error(
            "deadlock",
            node.id,
            f"{_kind(node)} {node.label} 可能永远等不到来自 {names} 的分支",
            f"{node.label} may wait for ever for the branch from {names}",
            "由排他网关分开的路径用排他网关汇合；由并行网关分开的才用并行网关汇合",
            "Merge alternatives with an exclusive gateway, parallel branches with a parallel one",
        )
    for node in sorted(doubled, key=lambda n: n.id):
        if node.kind != "endEvent":
            yield warning(
                "runs-twice",
                node.id,
                f"并行分支没有汇合就到了 {node.label}，它会办理多次",
                f"Parallel branches reach {node.label} without a join: it is done more than once",
                "在前面用并行网关汇合；确实各办一次时可忽略",
                "Join them before it; ignore this when each is meant to do it",
            )
