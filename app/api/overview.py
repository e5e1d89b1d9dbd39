"""The map: annex 4 from the running release, and where the projects stand on it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.actions.process.show_map import show_map
from app.api._book import Book
from app.api._schemas import doc, identifier, moment
from app.api._who import actor

book = Book("map", __name__, "The map: phases, steps, and how many projects stand there")


class MapNode(Schema):
    """A place of the map."""

    element = fields.String(required=True, metadata=doc("the elements from the top down to it; `element` of GET /instances", example="P00_BODY/P00_APPLY/P12"))
    name = fields.String(required=True)
    clauses = fields.List(fields.String(), required=True, metadata=doc("clauses of the notice that its diagram cites"))
    projects = fields.Integer(required=True, metadata=doc("how many that this person may read stand there"))
    overdue = fields.Integer(required=True, metadata=doc("how many of them have a task there whose deadline is over"))


class MapPart(MapNode):
    """A step inside a step; it has no parts of its own."""

    kind = fields.String(required=True, metadata=doc("its BPMN tag", example="userTask"))


class MapStep(MapPart):
    """A step of a phase."""

    parts = fields.List(fields.Nested(MapPart), required=True)


class MapPhase(MapNode):
    """A phase of the notice."""

    phase = fields.String(required=True, metadata=doc("its name in one word; `phase` of GET /instances", example="申报"))
    steps = fields.List(fields.Nested(MapStep), required=True)


class MapWay(Schema):
    """From one phase to another, or out."""

    from_ = fields.String(required=True, data_key="from", attribute="from", metadata=doc("a phase"))
    to = fields.String(required=True, allow_none=True, metadata=doc("a phase; null: out, by an end of this name"))
    name = fields.String(required=True)
    back = fields.Boolean(required=True, metadata=doc("to an earlier phase"))


class MapRelease(Schema):
    """The running release."""

    id = identifier("the release")
    published_at = moment("when it was published")


class Map(Schema):
    """The whole map."""

    release = fields.Nested(MapRelease, required=True)
    process = fields.String(required=True, allow_none=True, metadata=doc("whose phases these are; null: the release names none", example="egov_lifecycle"))
    name = fields.String(required=True, allow_none=True)
    projects = fields.Integer(required=True, metadata=doc("all that are under way and that this person may read"))
    elsewhere = fields.Integer(required=True, metadata=doc("those of them that stand at nothing on the map"))
    phases = fields.List(fields.Nested(MapPhase), required=True)
    ways = fields.List(fields.Nested(MapWay), required=True)


@book.get("/map")
@book.gives(200, Map)
def overview() -> dict[str, Any]:
    """The phases of the running release, their steps, and how many projects stand there."""
    return show_map(actor())
