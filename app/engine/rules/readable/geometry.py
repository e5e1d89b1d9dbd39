"""A plane as it lies before the eye: boxes of elements and of labels, and the ways of the flows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from app.engine.rules.diagram import EVENTS, GATEWAYS, Diagram, Flow, Node, Scope
from app.engine.rules.planes import Plane, around, home, planes
from app.engine.xml import NAMESPACES

MOST_POINTS = 12  # of one flow; a longer way is looked at as far as this
WIDE, LINE = 90, 14  # how the viewer sets words without bounds: this wide, a line this high …
CHINESE, LATIN = 11.5, 6.5  # … in letters of 11 px
LIFT = 15  # words of a flow stand this far beside its middle
_BOUNDS = f"{{{NAMESPACES['dc']}}}Bounds"
_LABEL = f"{{{NAMESPACES['bpmndi']}}}BPMNLabel/{_BOUNDS}"
_POINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"

T = TypeVar("T")
Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        return self.left < other.right - 1 and other.left < self.right - 1 and self.top < other.bottom - 1 and other.top < self.bottom - 1

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(eq=False)
class Sheet:
    """A plane of ours. `holder`: the process or the subprocess whose content it shows."""

    diagram: Diagram
    plane: Plane
    holder: Scope

    @cached_property
    def boxes(self) -> dict[str, Box]:
        """Everything that has a shape here, pools and lanes too."""
        found = ((element, _box(xml.find(_BOUNDS))) for element, xml in reversed(self.plane.shapes))
        return {element: box for element, box in found if box is not None}

    @cached_property
    def bodies(self) -> list[tuple[Node, Box]]:
        """The flow nodes that belong here."""
        return [(node, self.boxes[node.id]) for node in self.diagram.nodes if self._here(node.scope) and node.id in self.boxes]

    @cached_property
    def ways(self) -> list[tuple[Flow, list[Point]]]:
        """The flows that belong here, each from its source to its target."""
        drawn = dict(reversed(self.plane.edges))  # the first edge of each
        flows = [flow for scope in self.diagram.scopes if self._here(scope) for flow in scope.flows if flow.id in drawn]
        found = ((flow, [p for xml in drawn[flow.id].findall(_POINT)[:MOST_POINTS] if (p := _point(xml)) is not None]) for flow in flows)
        return [(flow, _bent(points)) for flow, points in found if len(points) > 1]

    @cached_property
    def labels(self) -> list[tuple[Node | Flow, Box]]:
        """The words beside events, gateways and flows: where the drawing says, else where the viewer puts them."""
        said = {element: _box(xml.find(_LABEL)) for element, xml in reversed([*self.plane.shapes, *self.plane.edges])}
        named = [(node, box) for node, box in self.bodies if node.name and node.kind in EVENTS | GATEWAYS]
        found: list[tuple[Node | Flow, Box]] = [(node, said.get(node.id) or _below(node.name, box)) for node, box in named]
        return found + [(flow, said.get(flow.id) or _beside(flow.name, points)) for flow, points in self.ways if flow.name]

    def apart(self, one: Node | Flow, other: Node | Flow) -> bool:
        """Whether neither is a subprocess that holds the other."""
        return one.id not in self._round(other) and other.id not in self._round(one)

    def _round(self, element: Node | Flow) -> frozenset[str]:
        if element.id not in self._rounds:
            scope = element.scope if isinstance(element, Node) else element.source.scope if element.source is not None else None
            self._rounds[element.id] = frozenset() if scope is None else frozenset(around(scope))
        return self._rounds[element.id]

    @cached_property
    def _rounds(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _homes(self) -> dict[str, str]:
        return {scope.id: home(self.diagram, scope) for scope in self.diagram.scopes}

    def _here(self, scope: Scope) -> bool:
        return self._homes[scope.id] in self.plane.holds


def sheets(diagram: Diagram) -> Iterator[Sheet]:
    """The planes that show something of ours."""
    for plane in planes(diagram):
        holder = next((scope for scope in diagram.scopes if scope.id in plane.holds and not diagram.foreign(scope)), None)
        if holder is not None:
            yield Sheet(diagram, plane, holder)


def meeting(boxes: Sequence[tuple[T, Box]]) -> Iterator[tuple[T, T]]:
    """Each two that lie on each other."""
    ordered = sorted(boxes, key=lambda item: item[1].left)
    for index, (one, box) in enumerate(ordered):
        for other, second in ordered[index + 1 :]:
            if second.left >= box.right:
                break
            if box.meets(second):
                yield one, other


def crosses(start: Point, end: Point, box: Box) -> bool:
    """Whether a straight line runs through the inside of a box."""
    low, high = 0.0, 1.0
    for begin, finish, least, most in ((start[0], end[0], box.left, box.right), (start[1], end[1], box.top, box.bottom)):
        if min(begin, finish) >= most - 1 or max(begin, finish) <= least + 1:
            return False
        if begin != finish:
            enters, leaves = sorted(((least + 1 - begin) / (finish - begin), (most - 1 - begin) / (finish - begin)))
            low, high = max(low, enters), min(high, leaves)
    return low < high


def _bent(points: list[Point]) -> list[Point]:
    """A way without the points at which it goes straight on."""
    found = points[:1]
    for (x, y), (u, v), (s, t) in zip(points, points[1:], points[2:], strict=False):
        if not (x == u == s or y == v == t):
            found.append((u, v))
    return [*found, points[-1]]


def _below(text: str, box: Box) -> Box:
    wide, high = _set(text)
    return Box(box.middle[0] - wide / 2, box.bottom, box.middle[0] + wide / 2, box.bottom + high)


def _beside(text: str, points: list[Point]) -> Box:
    wide, high = _set(text)
    before = (len(points) - 1) // 2
    (x, y), (u, v) = points[before], points[before + 1]
    across = abs(u - x) > abs(v - y)
    middle, top = (x + u) / 2 + (0 if across else LIFT), (y + v) / 2 - (LIFT if across else 0) - 10
    return Box(middle - wide / 2, top, middle + wide / 2, top + high)


def _set(text: str) -> tuple[float, float]:
    """Width and height of words, broken into lines letter by letter."""
    lines, wide = 1, 0.0
    for letter in text:
        width = LATIN if letter.isascii() else CHINESE
        if wide + width > WIDE:
            lines, wide = lines + 1, 0.0
        wide += width
    return (WIDE if lines > 1 else wide), lines * LINE


def _box(bounds: Any) -> Box | None:
    if bounds is None:
        return None
    found = [_number(bounds.get(key)) for key in ("x", "y", "width", "height")]
    x, y, width, height = found
    return None if x is None or y is None or width is None or height is None else Box(x, y, x + width, y + height)


def _point(xml: Any) -> Point | None:
    x, y = _number(xml.get("x")), _number(xml.get("y"))
    return None if x is None or y is None else (x, y)


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
