"""Draw the house to docs/pictures/house.svg: its rows are the layers of the import contract in setup.cfg, its lines what really imports what.

    python -m tests.house.draw

Left out are lines that follow from two others, and those to the lowest rows, which everybody may know. The picture changes only when a package
comes or goes, or says something else of itself.
"""

from __future__ import annotations

import ast
import textwrap
from configparser import ConfigParser
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs/pictures/house.svg"
Edges = set[tuple[str, str]]
WIDTH, ROW, GAP, LINE = 1240, 96, 14, 13
LOWEST = 2  # rows that everybody may know
# What stands beside a row without being a part of `app` that the contract names.
BESIDE = {"api": ["web"], "access": ["handlers"]}
SAYS = {"web": "The browser application: TypeScript, a client of the API and nothing more."}


def rows() -> list[list[str]]:
    """The layers, from above."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    layers = config["importlinter:contract:layers"]["layers"].split("\n")
    found = [[name.strip() for name in layer.split("|")] for layer in layers if layer.strip()]
    for row in found:
        row[:0] = [name for beside, names in BESIDE.items() if beside in row for name in names]
    return found


def edges() -> Edges:
    """Which package imports which; none that follows from two others."""
    graph = grimp.build_graph("app", "handlers", cache_dir=None)

    def package(module: str) -> str:
        top, *inside = module.split(".")
        return inside[0] if top == "app" and inside else top

    found = {(package(m), package(n)) for m in graph.modules for n in graph.find_modules_directly_imported_by(m)} | {("web", "api")}
    found = {(a, b) for a, b in found if a != b and "app" not in (a, b)} - {("catalogue", "handlers")}  # it looks up their names, nothing else
    return {edge for edge in found if not _follows(edge, found - {edge})}


def _follows(edge: tuple[str, str], others: Edges) -> bool:
    start, end = edge
    seen, ahead = set[str](), [start]
    while ahead:
        here = ahead.pop()
        for b in (b for a, b in others if a == here and b not in seen):
            seen.add(b)
            ahead.append(b)
    return end in seen


def says(name: str) -> str:
    """What a package says of itself: the first sentence of its file."""
    if name in SAYS:
        return SAYS[name]
    places = [ROOT / "app" / name / "__init__.py", ROOT / "app" / f"{name}.py", ROOT / name / "__init__.py"]
    text = next(ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "" for path in places if path.is_file())
    said = " ".join(text.split("\n\n")[0].split()).replace("`", "").split(". ")[0].rstrip(".")
    nouns = sorted(p.parent.name for p in (ROOT / "app" / name).glob("[a-z]*/__init__.py")) if name == "actions" else []
    return f"{said}: {', '.join(nouns)}" if nouns else said


def svg() -> str:
    """The picture."""
    boxes: dict[str, tuple[float, float, float]] = {}
    layers = rows()
    for number, row in enumerate(layers):
        width = min(400.0, (WIDTH - GAP * (len(row) + 1)) / len(row))
        left = (WIDTH - width * len(row) - GAP * (len(row) - 1)) / 2
        for place, name in enumerate(row):
            boxes[name] = (left + place * (width + GAP), GAP + number * ROW, width)
    height = ROW - 28
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{len(layers) * ROW + GAP}" '
        f'viewBox="0 0 {WIDTH} {len(layers) * ROW + GAP}" font-family="sans-serif">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<rect x="0" y="{(len(layers) - LOWEST) * ROW + 2}" width="{WIDTH}" height="{LOWEST * ROW + 12}" fill="#e6ebf1"/>',
    ]
    for a, b in sorted(edges()):
        if any(b in row for row in layers[-LOWEST:]):
            continue
        (x, y, w), (x2, y2, w2) = boxes[a], boxes[b]
        start, end = (x + w / 2, y + height), (x2 + w2 / 2, y2)
        dashed = ' stroke-dasharray="5 4"' if a == "web" else ""
        if y == y2:  # beside each other: the browser and the API
            out.append(f'<path d="M{x + w:.0f} {y + height / 2:.0f} H{x2:.0f}" stroke="#8a97a6" fill="none"{dashed}/>')
            continue
        bend = min(60.0, (end[1] - start[1]) / 2)
        path = f"M{start[0]:.0f} {start[1]:.0f} C{start[0]:.0f} {start[1] + bend:.0f} {end[0]:.0f} {end[1] - bend:.0f} {end[0]:.0f} {end[1]:.0f}"
        out.append(f'<path d="{path}" stroke="#8a97a6" fill="none"{dashed}/>')
    for name, (x, y, w) in boxes.items():
        lines = textwrap.wrap(says(name), int(w / 5.9), max_lines=3, placeholder=" …")
        outside = ' stroke-dasharray="5 4"' if name in ("web", "handlers") else ""
        out.append(f'<rect x="{x:.0f}" y="{y:.0f}" width="{w:.0f}" height="{height}" rx="5" fill="#f3f6fa" stroke="#33506e"{outside}/>')
        out.append(f'<text x="{x + w / 2:.0f}" y="{y + 17:.0f}" text-anchor="middle" font-size="14" font-weight="bold" fill="#16324f">{name}</text>')
        for number, line in enumerate(lines):
            at = f'x="{x + w / 2:.0f}" y="{y + 33 + number * LINE:.0f}"'
            out.append(f'<text {at} text-anchor="middle" font-size="11" fill="#33506e">{escape(line)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(svg(), "utf-8")
