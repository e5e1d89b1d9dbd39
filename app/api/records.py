"""The institution's books."""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, Schema, fields

from app.actions.list_records import Looked, kinds_of_records, list_records
from app.actions.show_record import show_record
from app.api._book import Book
from app.api._paging import paged
from app.api._schemas import Number, Paged, doc, identifier, page_of
from app.api._who import actor

book = Book("records", __name__, "Records")


class RecordsQuery(Paged):
    """Which records; a filter that the kind has no field for matches nothing."""

    project = Number(load_default=None)
    plan_year = fields.Integer(load_default=None)
    state = fields.String(load_default=None)
    q = fields.String(load_default=None, metadata=doc("piece of name, code or number"))


class Record(Schema):
    """A record: these fields and those of its kind; money as decimal text."""

    class Meta:
        unknown = INCLUDE

    id = identifier("the record")
    kind = fields.String(required=True)
    project = fields.String(required=True, allow_none=True, metadata=doc("id of its project"))
    process_instance_id = fields.String(required=True, allow_none=True, metadata=doc("the case that wrote it"))
    version = fields.Integer(required=True)


class Kind(Schema):
    """A kind of record."""

    kind = fields.String(required=True)
    title = fields.String(required=True)


@book.get("/records")
@book.gives(200, page_of(Kind, "KindsPage"))
def kinds() -> dict[str, Any]:
    """The kinds of records."""
    found = kinds_of_records()
    return {"items": found, "total": len(found), "next": None}


@book.get("/records/<string:kind>")
@book.takes(RecordsQuery, "query")
@book.gives(200, page_of(Record, "RecordsPage"), 400, 404)
def records(query: dict[str, Any], kind: str) -> dict[str, Any]:
    """Records of a kind, newest first."""
    after = query.pop("cursor")
    return paged(list_records(actor(), kind, Looked(**query, after=after)))


@book.get("/records/<string:kind>/<number:record_id>")
@book.gives(200, Record, 403, 404)
def record(kind: str, record_id: int) -> dict[str, Any]:
    """One record."""
    return show_record(actor(), kind, record_id)
