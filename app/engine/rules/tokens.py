"""The token game over one (sub)process: which markings can be reached, and where tokens are left waiting for ever.

Only what chooses is branched over (exclusive and event gateways, boundary events); everything else fires at once, one node at
a time. In such nets the order of independent nodes does not matter for what gets stuck, so a few hundred markings suffice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from app.engine.rules.diagram import Flow, Node, Scope

# Tokens moved in all: a tenth of a second.
MOST = 60_000
JOINS = frozenset({"parallelGateway", "inclusiveGateway"})
Marking = frozenset[tuple[Flow, int]]


class TooMany(Exception):
    """More tokens to move than one looks at."""


def stuck(scope: Scope) -> tuple[dict[Node, set[Flow]], set[Node]]:
    """Joins that wait for ever (with the flows on which a token waits), and nodes that tokens reach twice at a time; TooMany beyond the limit."""
    waiting: dict[Node, set[Flow]] = {}
    doubled: set[Node] = set()
    todo: list[Marking] = [frozenset(Counter(start.outgoing).items()) for start in scope.starts[:1]]
    seen = set(todo)
    work = 0
    while todo:
        marking = todo.pop()
        still = True
        ahead = Counter(flow.target for flow, _ in marking if flow.target is not None and flow.target.kind not in JOINS)
        doubled.update(node for node, count in ahead.items() if count > 1)
        for tokens in _after(Counter(dict(marking))):
            still = False
            work += 1 + len(marking) + len(tokens)
            if work > MOST:
                raise TooMany
            for flow, count in tokens.items():
                if count > 1 and flow.target is not None:
                    doubled.add(flow.target)
                    tokens[flow] = 1
            key = frozenset(tokens.items())
            if key not in seen:
                seen.add(key)
                todo.append(key)
        if still:
            for flow, _ in marking:
                if flow.target is not None and flow.target.kind in JOINS:
                    waiting.setdefault(flow.target, set()).add(flow)
    return waiting, doubled


def _after(tokens: Counter[Flow]) -> Iterator[Counter[Flow]]:
    """The markings after the next node that can fire; none when nothing can."""
    for flow in sorted(tokens, key=_eagerness):
        node = flow.target
        if node is None or (node.kind == "inclusiveGateway" and len(node.incoming) > 1):
            continue
        if node.kind == "parallelGateway" and len(node.incoming) > 1:
            if all(tokens[way] for way in node.incoming):
                yield from _fired(tokens, node.incoming, node)
                return
            continue
        yield from _fired(tokens, [flow], node)
        return
    # Everything else stands still: now an inclusive join takes what has come.
    for node in {flow.target for flow in tokens if flow.target is not None and flow.target.kind == "inclusiveGateway"}:
        yield from _fired(tokens, [way for way in node.incoming if tokens[way]], node)
        return


def _eagerness(flow: Flow) -> tuple[int, str]:
    """Plain steps first, then merges (so that two tokens that both get there are seen together), then choices."""
    node = flow.target
    if node is None or node.kind == "endEvent":
        return 0, flow.id
    choice = bool(node.boundaries) or (node.kind != "parallelGateway" and len(node.outgoing) > 1)
    return 2 if choice else 1 if len(node.incoming) > 1 else 0, flow.id


def _fired(tokens: Counter[Flow], used: list[Flow], node: Node) -> Iterator[Counter[Flow]]:
    left = tokens.copy()
    left.subtract(used)
    left = +left
    if node.kind == "endEvent":
        yield Counter() if node.event == "terminate" else left
        return
    for produced in ways(node):
        yield left + Counter(produced)


def ways(node: Node) -> Iterator[list[Flow]]:
    """The alternatives of what a node sends on."""
    out = node.outgoing
    if node.kind in ("exclusiveGateway", "eventBasedGateway", "complexGateway"):
        yield from ([flow] for flow in out)
    elif node.kind == "inclusiveGateway":
        # One way, all ways and, where that is few enough, each pair: what deadlocks at all does so for one of these.
        for size in {1, 2 if len(out) <= 12 else 1, len(out)} & set(range(1, len(out) + 1)):
            yield from (list(some) for some in combinations(out, size))
    else:
        yield out
        for event in node.boundaries:
            yield event.outgoing if event.interrupts else [*out, *event.outgoing]
