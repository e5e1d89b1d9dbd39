"""The institution's books."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import INCLUDE, Schema, fields

from app.actions.record.export import export_records
from app.actions.record.list import Looked, kinds_of_records, list_records
from app.actions.record.show import show_record
from app.api._book import Book
from app.api._paging import paged
from app.api._saved import XLSX, saved
from app.api._schemas import Number, Paged, doc, identifier, page_of
from app.api._who import actor

book = Book("records", __name__, "Records")


class RecordsFilter(Schema):
    """Which records; a filter that the kind has no field for matches nothing."""

    project = Number(load_default=None)
    dept = fields.String(load_default=None, metadata=doc("code of the department whose project it is"))
    plan_year = fields.Integer(load_default=None)
    state = fields.String(load_default=None)
    q = fields.String(load_default=None, metadata=doc("piece of name, code or number, of the record or its project"))


class RecordsQuery(RecordsFilter, Paged):
    """Which records, and which page of them."""


class Record(Schema):
    """A record: these fields and those of its kind; money as decimal text."""

    class Meta:
        unknown = INCLUDE

    id = identifier("the record")
    kind = fields.String(required=True)
    project = fields.String(required=True, allow_none=True, metadata=doc("id of its project"))
    process_instance_id = fields.String(required=True, allow_none=True, metadata=doc("the case that wrote it"))
    version = fields.Integer(required=True)


class ShownColumn(Schema):
    """A column of a list."""

    name = fields.String(required=True, metadata=doc("the record's field"))
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    shown = fields.String(required=True, metadata=doc("text, number, money, date, moment or yes_no"))


class Kind(Schema):
    """A kind of record."""

    kind = fields.String(required=True)
    title = fields.String(required=True)
    columns = fields.List(fields.Nested(ShownColumn), required=True, metadata=doc("what a list of them shows; empty: no list, no Excel file"))


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


@book.get("/exports/records/<string:kind>.xlsx")
@book.takes(RecordsFilter, "query")
@book.doc(responses={"200": {"description": "the list as Excel", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}})
@book.refuses(400, 404)
def export(query: dict[str, Any], kind: str) -> Response:
    """The list as an Excel file: the same rows as the list gives this person, money as numbers with two decimals."""
    sheet = export_records(actor(), kind, Looked(**query))
    return saved(sheet.content, XLSX, sheet.name, "records.xlsx")
