"""A line can be followed: it runs through no element and on no other line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.engine.facts import Finding
from app.engine.rules.diagram import Flow
from app.engine.rules.known import Known
from app.engine.rules.readable.geometry import Point, Sheet, crosses
from app.engine.rules.say import warning

MOST = 10  # pixels on another line
FULL = 40_000  # flows times nodes: on a plane so full nobody follows a line, and its size is a finding already


def check(sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Flows through elements that are not their ends; flows on top of each other."""
    if len(sheet.ways) * len(sheet.bodies) <= FULL:
        yield from _through(sheet)
        yield from _on_top(sheet)


def _through(sheet: Sheet) -> Iterator[Finding]:
    for flow, points in sheet.ways:
        pieces = list(pairwise(points))
        for node, box in sheet.bodies:
            if node is flow.source or node is flow.target or not sheet.apart(flow, node):
                continue
            # What leaves an event on a border may run along that border first.
            of_host = flow.source is not None and flow.source.host is node
            if any(crosses(start, end, box) for start, end in pieces[of_host:]):
                yield warning(
                    "readable",
                    flow.id,
                    f"连线 {flow.label} 穿过 {node.label}",
                    f"Flow {flow.label} runs through {node.label}",
                    "绕开该元素",
                    "Lead it round",
                )


@dataclass(frozen=True, eq=False)
class _Piece:
    """A level or upright piece of a flow, from `low` to `high`; the points before and after it."""

    flow: Flow
    low: float
    high: float
    before: list[Point]
    after: list[Point]

    def shares(self, other: _Piece) -> bool:
        """Whether it is the same beginning out of one source, or the same end into one target."""
        begins = self.flow.source is other.flow.source and self.before == other.before
        return begins or (self.flow.target is other.flow.target and self.after == other.after)


def _on_top(sheet: Sheet) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for pieces in _lines(sheet):
        pieces.sort(key=lambda piece: piece.low)
        for index, one in enumerate(pieces):
            for other in pieces[index + 1 :]:
                if other.low >= one.high - MOST:
                    break
                pair = (one.flow.id, other.flow.id)
                if one.flow is other.flow or min(one.high, other.high) - other.low <= MOST or one.shares(other) or pair in told:
                    continue
                told |= {pair, pair[::-1]}
                yield warning(
                    "readable",
                    one.flow.id,
                    f"连线 {one.flow.label} 与 {other.flow.label} 重合，分不清走向",
                    f"Flows {one.flow.label} and {other.flow.label} run on top of each other: nobody sees which goes where",
                    "错开其中一条，只在进入同一元素的末段或离开同一元素的首段合并",
                    "Move one of them; lines join only on the way into the same element or out of it",
                )


def _lines(sheet: Sheet) -> list[list[_Piece]]:
    """The pieces that lie on one straight line each."""
    found: dict[tuple[str, int], list[_Piece]] = defaultdict(list)
    for flow, points in sheet.ways:
        for index, ((x, y), (u, v)) in enumerate(pairwise(points)):
            before, after = points[: index + 1], points[index + 1 :]
            if y == v:
                found["level", round(y)].append(_Piece(flow, min(x, u), max(x, u), before, after))
            elif x == u:
                found["upright", round(x)].append(_Piece(flow, min(y, v), max(y, v), before, after))
    return list(found.values())
