"""通知."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.actions.notice.list import list_notices
from app.actions.notice.read import read_notice
from app.api._book import Book
from app.api._paging import paged
from app.api._schemas import Paged, doc, identifier, moment, page_of
from app.api._who import actor
from app.api.tasks import Nothing

book = Book("notices", __name__, "Notices")


class NoticesQuery(Paged):
    """Which notices."""

    unread = fields.Boolean(load_default=None, metadata=doc("only those that this person has not read, or only those read"))


class Notice(Schema):
    """Something that this person was told."""

    id = identifier("the notice")
    text = fields.String(required=True)
    instance = fields.String(required=True, allow_none=True, metadata=doc("its case"))
    created_at = moment("when it was told")
    read_at = moment("when it was read first; null until this person has read it", optional=True)


@book.get("/notices")
@book.takes(NoticesQuery, "query")
@book.gives(200, page_of(Notice, "NoticesPage"), 400)
def notices(query: dict[str, Any]) -> dict[str, Any]:
    """What this person was told, newest first."""
    return paged(list_notices(actor(), unread=query["unread"], limit=query["limit"], after=query["cursor"]))


@book.post("/notices/<number:notice_id>/read")
@book.takes(Nothing)
@book.gives(200, Notice, 400, 403, 404, 413, 415)
def read(body: dict[str, Any], notice_id: int) -> dict[str, Any]:
    """Mark a notice as read."""
    return read_notice(actor(), notice_id)
