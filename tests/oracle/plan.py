"""A plan: what a random diagram consists of, as a tree of blocks. It can be drawn (`render`), made smaller (`shrink`) and written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Event:
    """A boundary event with the path behind it. `then`: join (back to the main path), again (back to the activity), end, stop (terminate)."""

    ident: str
    kind: str
    value: str
    interrupting: bool
    then: str
    path: Block


@dataclass(frozen=True)
class Block:
    """A part of a diagram with one way in. `kind` seq, xor, and, or, race, loop, sub, call, or an element."""

    kind: str
    ident: str = ""
    parts: tuple[Block, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Plan:
    """Processes by key (`main` is started; others are called) and the data of the start."""

    seed: str
    processes: Mapping[str, Block]
    data: Mapping[str, Any]

    @property
    def size(self) -> int:
        """How many elements are drawn, gateways and events not counted."""
        return sum(1 for root in self.processes.values() for block in walk(root) if block.kind != "seq")


def walk(block: Block) -> Iterator[Block]:
    """A block and all below it."""
    yield block
    for part in block.parts:
        yield from walk(part)
    for event in block.events:
        yield from walk(event.path)


def seq(*parts: Block) -> Block:
    """One after the other."""
    return Block("seq", parts=parts)


def shown(block: Block, indent: int = 0) -> str:
    """A plan in words, for who looks at a difference."""
    said = " ".join(f"{name}={value!r}" for name, value in block.facts.items())
    lines = [f"{'  ' * indent}{block.kind} {block.ident} {said}".rstrip()] if block.kind != "seq" else []
    if block.kind == "seq" and not block.parts:
        lines.append(f"{'  ' * indent}(nothing)")
    for part in block.parts:
        lines.append(shown(part, indent + (block.kind != "seq")))
    for event in block.events:
        way = "" if event.interrupting else ", beside it"
        lines.append(f"{'  ' * (indent + 1)}! {event.ident} {event.kind} {event.value}{way}, then {event.then}:")
        lines.append(shown(event.path, indent + 2))
    return "\n".join(lines)
