"""Check diagrams, tables and forms."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.actions.release.check_files import check_files
from app.api._book import Book
from app.api._findings import Finding, finding_view
from app.api._parser import large
from app.api._schemas import Body, doc
from app.api._who import actor
from app.memory import give_back

book = Book("checks", __name__, "Checks")
large("checks.check")


class Files(Body):
    """Texts by name."""

    files = fields.Dict(keys=fields.String(validate=validate.Length(1, 200)), values=fields.String(), required=True, metadata=doc("path → text"))


class Checked(Schema):
    """What was found."""

    findings = fields.List(fields.Nested(Finding), required=True)


@book.post("/checks")
@book.takes(Files)
@book.gives(200, Checked, 400, 403, 413, 415)
def check(body: dict[str, Any]) -> dict[str, Any]:
    """Findings, without storing anything: also for what is well-formed and unsupported."""
    try:
        return {"findings": [finding_view(f, actor().language) for f in check_files(body["files"])]}
    finally:
        give_back()
