"""Parallel branches write different names: of two that write the same one, the later would win."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from app.engine.facts import Finding
from app.engine.rules.diagram import SCOPES, Diagram, Node
from app.engine.rules.endings import closure
from app.engine.rules.known import Known
from app.engine.rules.say import error
from app.engine.rules.writes import items, writes

MOST_BRANCHES = 24
FORKS = frozenset({"parallelGateway", "inclusiveGateway"})


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """For each fork: names written in two branches before they meet."""
    told: set[tuple[str, frozenset[str]]] = set()
    for node in diagram.nodes:
        if node.kind not in FORKS or len(node.outgoing) < 2 or diagram.foreign(node.scope):
            continue
        reached = [closure([flow.target]) if flow.target is not None else set() for flow in node.outgoing[:MOST_BRANCHES]]
        for (i, one), (k, two) in combinations(enumerate(reached), 2):
            a, b = _names(one - two, diagram, known), _names(two - one, diagram, known)
            for name in sorted(a.keys() & b.keys()):
                key = (name, frozenset({a[name].id, b[name].id}))
                if i != k and key not in told:
                    told.add(key)
                    yield error(
                        "same-key",
                        a[name].id,
                        f"{a[name].label} 与 {b[name].label} 并行，却都写入「{name}」",
                        f"{a[name].label} and {b[name].label} run in parallel and both write “{name}”",
                        "各用不同的 dataKey、resultVariable 或名称；或由汇合后的一个步骤写入",
                        "Give each its own dataKey, resultVariable or name; or write it once behind the join",
                    )


def _names(nodes: set[Node], diagram: Diagram, known: Known) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for node in nodes:
        inside = (
            [inner for scope in diagram.scopes if _lies_in(scope.owner, node) for inner in scope.nodes] if node.kind in SCOPES and node.multi is None else []
        )
        for writer in (node, *inside):
            for name, _ in writes(writer, diagram, known):
                if name not in items(writer):
                    found.setdefault(name, writer)
    return found


def _lies_in(owner: Node | None, node: Node) -> bool:
    while owner is not None and owner is not node:
        owner = owner.scope.owner
    return owner is node
