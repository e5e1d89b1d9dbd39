"""The picture of the house is the house: drawn from the import contract and the imports, and drawn anew when they change."""

from __future__ import annotations

from tests.house.draw import PICTURE, edges, rows, svg


def test_the_picture_of_the_house_is_drawn_from_what_it_is_now() -> None:
    assert PICTURE.read_text("utf-8") == svg(), "python -m tests.house.draw"


def test_every_package_of_the_program_has_its_place_in_the_picture() -> None:
    placed = {name for row in rows() for name in row}
    assert {name for edge in edges() for name in edge} <= placed


def test_every_line_of_the_picture_goes_down() -> None:
    height = {name: number for number, row in enumerate(rows()) for name in row}
    assert [(a, b) for a, b in edges() if height[a] >= height[b] and a != "web"] == []
