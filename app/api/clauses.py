"""The notice, sentence by sentence."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.actions.process.read_notice import read_clause, read_notice
from app.api._book import Book
from app.api._schemas import doc
from app.api._who import actor

book = Book("clauses", __name__, "The notice, sentence by sentence")


class NoticeSection(Schema):
    """A part of the notice."""

    place = fields.String(required=True, metadata=doc("as people cite it", example="二(二)1"))
    title = fields.String(required=True)


class Clause(NoticeSection):
    """A sentence of the notice."""

    id = fields.String(required=True, metadata=doc("as diagrams cite it", example="R23"))
    text = fields.String(required=True)
    assumed = fields.Boolean(required=True, metadata=doc("the number of the place was concluded, not printed"))


class NoticeText(Schema):
    """The whole notice in its order."""

    document = fields.String(required=True)
    sections = fields.List(fields.Nested(NoticeSection), required=True)
    items = fields.List(fields.Nested(Clause), required=True)


@book.get("/clauses")
@book.gives(200, NoticeText)
def notice() -> dict[str, Any]:
    """All sentences."""
    return read_notice(actor())


@book.get("/clauses/<string:clause>")
@book.gives(200, Clause, 404)
def one(clause: str) -> dict[str, Any]:
    """One sentence."""
    return read_clause(actor(), clause)
