"""A diagram can be read: nothing lies on anything else, lines run straight, and no line or border runs through a word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from tests.processes.measure import README, readme

ROOT = Path(__file__).resolve().parents[2]
DIAGRAMS = sorted((ROOT / "processes").glob("*.bpmn"))
NS = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "wp": "http://www.omg.org/spec/DD/20100524/DI",
}


class Box(NamedTuple):
    """A rectangle and what it belongs to."""

    name: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


class Drawing:
    """The shapes, words and lines of one plane of a diagram."""

    def __init__(self, path: Path, plane: str) -> None:
        root = etree.parse(path)
        [drawn] = root.iterfind(f".//di:BPMNPlane[@bpmnElement='{plane}']", NS)
        kinds = {node.get("id"): etree.QName(node).localname for node in root.iterfind(".//bpmn:*[@id]", NS)}
        self.nodes: list[Box] = []
        self.frames: list[Box] = []
        self.words: list[Box] = []
        self.lines: list[tuple[str, list[tuple[float, float]]]] = []
        for shape in drawn.iterfind("di:BPMNShape", NS):
            name = str(shape.get("bpmnElement"))
            box = _box(name, shape.find("dc:Bounds", NS))
            framed = kinds[name] in ("participant", "lane") or (kinds[name] == "subProcess" and shape.get("isExpanded") != "false")
            (self.frames if framed else self.nodes).append(box)
            self.words += [_box(name, bounds) for bounds in shape.iterfind("di:BPMNLabel/dc:Bounds", NS)]
        for edge in drawn.iterfind("di:BPMNEdge", NS):
            name = str(edge.get("bpmnElement"))
            self.lines.append((name, [(float(p.get("x")), float(p.get("y"))) for p in edge.iterfind("wp:waypoint", NS)]))
            self.words += [_box(name, bounds) for bounds in edge.iterfind("di:BPMNLabel/dc:Bounds", NS)]
        self.hosts = {b.get("id"): b.get("attachedToRef") for b in root.iterfind(".//bpmn:boundaryEvent", NS)}

    def segments(self) -> Iterator[Box]:
        """Every straight piece of every line, as a thin box; then the borders of pool, lanes and subprocesses."""
        for name, points in self.lines:
            for (x, y), (u, v) in pairwise(points):
                yield Box(name, min(x, u) - 0.5, min(y, v) - 0.5, max(x, u) + 0.5, max(y, v) + 0.5)
        for name, left, top, right, bottom in self.frames:
            yield Box(name, left, top - 0.5, right, top + 0.5)
            yield Box(name, left, bottom - 0.5, right, bottom + 0.5)
            yield Box(name, left - 0.5, top, left + 0.5, bottom)
            yield Box(name, right - 0.5, top, right + 0.5, bottom)


def _box(name: str, bounds: etree._Element | None) -> Box:
    assert bounds is not None, name
    x, y, width, height = (float(bounds.get(key)) for key in ("x", "y", "width", "height"))
    return Box(name, x, y, x + width, y + height)


PLANES = [(path, str(plane.get("bpmnElement"))) for path in DIAGRAMS for plane in etree.parse(path).iterfind(".//di:BPMNPlane", NS)]


@pytest.fixture(params=PLANES, ids=lambda plane: f"{plane[0].stem}-{plane[1]}")
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return Drawing(*request.param)


def test_no_element_lies_on_another(drawing: Drawing) -> None:
    assert [
        (one.name, other.name)
        for one, other in combinations(drawing.nodes, 2)
        if one.meets(other) and drawing.hosts.get(one.name) != other.name and drawing.hosts.get(other.name) != one.name
    ] == []


def test_no_word_lies_on_an_element_or_another_word(drawing: Drawing) -> None:
    on_words = [(one.name, other.name) for one, other in combinations(drawing.words, 2) if one.meets(other)]
    on_elements = [(word.name, node.name) for word in drawing.words for node in drawing.nodes if word.meets(node)]
    assert on_words + on_elements == []


def test_no_line_or_border_runs_through_a_word(drawing: Drawing) -> None:
    assert [(word.name, piece.name) for word in drawing.words for piece in drawing.segments() if word.meets(piece)] == []


def test_lines_run_straight_and_pass_no_element(drawing: Drawing) -> None:
    slanted = [name for name, points in drawing.lines for (x, y), (u, v) in pairwise(points) if x != u and y != v]
    ends = {name: (points[0], points[-1]) for name, points in drawing.lines}
    through = [
        (piece.name, node.name)
        for piece in drawing.segments()
        if piece.name in ends
        for node in drawing.nodes
        if piece.meets(node) and not any(_touches(node, point) for point in ends[piece.name])
    ]
    assert slanted + through == []


def _touches(node: Box, point: tuple[float, float]) -> bool:
    x, y = point
    return node.left - 4 <= x <= node.right + 4 and node.top - 4 <= y <= node.bottom + 4


MOST_CROSSINGS = 3  # ways back may cross each other, a few on a plane


def test_lines_hardly_cross(drawing: Drawing) -> None:
    pieces = [(name, a, b) for name, points in drawing.lines for a, b in pairwise(points)]
    crossings = []
    for (one, (ax, ay), (bx, by)), (other, (cx, cy), (dx, dy)) in combinations(pieces, 2):
        if one == other:
            continue
        if ax == bx and cy == dy:
            (ax, ay), (bx, by), (cx, cy), (dx, dy) = (cx, cy), (dx, dy), (ax, ay), (bx, by)
        if ay == by and cx == dx and min(ax, bx) < cx < max(ax, bx) and min(cy, dy) < ay < max(cy, dy):
            crossings.append((one, other))
    assert len(crossings) <= MOST_CROSSINGS, crossings


def test_every_plane_has_its_picture() -> None:
    """`python -m tests.processes.draw` draws them; a plane that is gone leaves none behind."""
    drawn = {path.stem if subprocess is None else f"{path.stem}.{subprocess}" for path in DIAGRAMS for subprocess in (None, *_opened(path))}
    assert drawn == {path.stem for path in (ROOT / "docs/diagrams").glob("*.png")}


def test_the_page_of_the_pictures_says_what_is_drawn() -> None:
    """`python -m tests.processes.measure --write` writes it."""
    assert README.read_text(encoding="utf-8") == readme()


def _opened(path: Path) -> list[str]:
    """The subprocesses that have a plane."""
    root = etree.parse(path)
    inner = {str(node.get("id")) for node in root.iterfind(".//bpmn:subProcess", NS)}
    return [plane for plane in (str(found.get("bpmnElement")) for found in root.iterfind(".//di:BPMNPlane", NS)) if plane in inner]
