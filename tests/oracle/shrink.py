"""Makes a plan smaller as long as the same kind of difference stays, so that a person can understand it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

from tests.oracle.arms import Other
from tests.oracle.plan import Block, Plan, seq, walk
from tests.oracle.play import Run, play

TRIES = 4


def shrink(plan: Plan, seed: str, kind: str, other: Other, seconds: float = 60) -> tuple[Plan, str, Run]:
    """The smallest plan found, with the seed and the run that show it."""
    run, until = play(plan, seed, other), monotonic() + seconds
    progress = True
    while progress and monotonic() < until:
        progress = False
        for candidate in smaller(plan):
            found = _shows(candidate, seed, kind, other)
            if found is not None:
                plan, (seed, run), progress = candidate, found, True
                break
            if monotonic() > until:
                break
    return plan, seed, run


def _shows(plan: Plan, seed: str, kind: str, other: Other) -> tuple[str, Run] | None:
    base = seed.rpartition("~")[0] or seed
    for tried in (seed, *(f"{base}~{number}" for number in range(TRIES))):
        run = play(plan, tried, other)
        if run.problem is not None and run.kind.split(" ")[0] == kind.split(" ")[0] and run.kind.split(" ")[1:2] == kind.split(" ")[1:2]:
            return tried, run
    return None


def smaller(plan: Plan) -> Iterator[Plan]:
    """Plans that lack something, the large steps first."""
    called = {block.facts["target"] for root in plan.processes.values() for block in walk(root) if block.kind == "call"}
    for key in plan.processes:
        if key != "main" and key not in called:
            yield replace(plan, processes={other: root for other, root in plan.processes.items() if other != key})
    for key, root in plan.processes.items():
        for changed in _without(root):
            yield replace(plan, processes={**plan.processes, key: changed})


def _without(block: Block) -> Iterator[Block]:
    if block.kind == "seq":
        for number in range(len(block.parts)):
            yield seq(*block.parts[:number], *block.parts[number + 1 :])
        for number, part in enumerate(block.parts):
            for inside in (*part.parts, *(event.path for event in part.events)):
                yield seq(*block.parts[:number], *inside.parts, *block.parts[number + 1 :])
    yield from _fewer(block)
    yield from _inside(block)


def _fewer(block: Block) -> Iterator[Block]:
    facts = block.facts
    if block.kind in ("xor", "or", "and", "race") and len(block.parts) > 1:
        for number in range(len(block.parts)):
            kept = [n for n in range(len(block.parts)) if n != number]
            changed = {name: [facts[name][n] for n in kept] for name in ("when", "first") if name in facts}
            yield replace(block, parts=tuple(block.parts[n] for n in kept), facts={**facts, **changed})
    for number in range(len(block.events)):
        yield replace(block, events=block.events[:number] + block.events[number + 1 :])
    for name in ("several", "repeat", "gate", "merge", "operator", "inputs", "key", "reminds"):
        if facts.get(name):
            yield replace(block, facts={key: value for key, value in facts.items() if key != name})
    if facts.get("properties"):
        yield replace(block, facts={**facts, "properties": {}})
    if isinstance(facts.get("several"), dict):
        for name in ("enough", "turn"):
            if facts["several"].get(name):
                yield replace(block, facts={**facts, "several": {key: value for key, value in facts["several"].items() if key != name}})
    if facts.get("limit", 0) > 1:
        yield replace(block, facts={**facts, "limit": facts["limit"] - 1})


def _inside(block: Block) -> Iterator[Block]:
    def each(part: Block, put: Callable[[Block], Block]) -> Iterator[Block]:
        yield from (put(changed) for changed in _without(part))

    for number, part in enumerate(block.parts):
        yield from each(part, lambda p, n=number: replace(block, parts=(*block.parts[:n], p, *block.parts[n + 1:])))  # type: ignore[misc]
    for number, event in enumerate(block.events):
        if event.path.parts:
            yield from each(
                event.path,
                lambda p, n=number, e=event: replace(block, events=(*block.events[:n], replace(e, path=p), *block.events[n + 1:])),  # type: ignore[misc]
            )
