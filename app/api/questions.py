"""The auditor's desk: questions, their answers, their files."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import INCLUDE, Schema, fields, validate

from app.actions.history.ask_question import Period, ask_question, list_questions
from app.actions.history.export_checkpoint import export_checkpoint
from app.actions.history.export_question import export_question
from app.actions.history.list_checkpoints import list_checkpoints, require_auditor
from app.actions.history.show_desk import show_desk
from app.api._book import Book
from app.api._paging import paged
from app.api._saved import CSV, XLSX, saved
from app.api._schemas import Paged, doc, moment, page_of
from app.api._who import actor
from app.api.records import ShownColumn

book = Book("questions", __name__, "The auditor's desk")


class PeriodQuery(Schema):
    """Days of Shanghai, both included; without them the last twelve months."""

    first = fields.Date(load_default=None)
    last = fields.Date(load_default=None)
    office = fields.String(load_default=None, metadata=doc("code of the department whose cases they are"))
    n = fields.Integer(load_default=None, validate=validate.Range(0, 1000), metadata=doc("the number that some questions ask for"))


class QuestionQuery(PeriodQuery, Paged):
    """The period, and which page."""


class Question(Schema):
    """A question."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    words = fields.String(required=True, metadata=doc("what exactly is asked"))
    words_en = fields.String(required=True)
    limit = fields.Integer(required=True, allow_none=True, metadata=doc("the number it asks for when none is given; null: it asks for none"))
    columns = fields.List(fields.Nested(ShownColumn), required=True)


class AnswerRow(Schema):
    """A row: the question's own columns."""

    class Meta:
        unknown = INCLUDE

    instance = fields.String(required=True, allow_none=True, metadata=doc("id of the case it is about"))


class News(Schema):
    """How many rows a question has since the last visit."""

    key = fields.String(required=True)
    total = fields.Integer(required=True)


class Desk(Schema):
    """The first page."""

    since = fields.Date(required=True)
    last_visit = moment("when this person opened it last", optional=True)
    cases = fields.Integer(required=True, metadata=doc("all that were ever begun"))
    running = fields.Integer(required=True)
    house_acts = fields.Integer(required=True, metadata=doc("acts in the house's own chain"))
    news = fields.List(fields.Nested(News), required=True)


@book.get("/desk")
@book.gives(200, Desk, 403)
def desk() -> dict[str, Any]:
    """What happened since the last visit."""
    return show_desk(actor())


@book.get("/questions")
@book.gives(200, page_of(Question, "QuestionsPage"), 403)
def questions() -> dict[str, Any]:
    """All questions."""
    found = list_questions(actor())
    return {"items": found, "total": len(found), "next": None}


@book.get("/questions/<string:key>")
@book.takes(QuestionQuery, "query")
@book.gives(200, page_of(AnswerRow, "AnswersPage"), 400, 403, 404)
def answers(query: dict[str, Any], key: str) -> dict[str, Any]:
    """The answer over a period, newest first."""
    after, limit = query.pop("cursor"), query.pop("limit")
    return paged(ask_question(actor(), key, Period(**query), limit=limit, after=after))


@book.get("/exports/questions/<string:key>.xlsx")
@book.takes(PeriodQuery, "query")
@book.doc(responses={"200": {"description": "the answer as Excel", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}})
@book.refuses(400, 403, 404)
def answers_xlsx(query: dict[str, Any], key: str) -> Response:
    """The answer as an Excel file."""
    return _file(query, key, "xlsx", XLSX)


@book.get("/exports/questions/<string:key>.csv")
@book.takes(PeriodQuery, "query")
@book.doc(responses={"200": {"description": "the answer as CSV", "content": {CSV: {"schema": {"type": "string", "format": "binary"}}}}})
@book.refuses(400, 403, 404)
def answers_csv(query: dict[str, Any], key: str) -> Response:
    """The answer as CSV in UTF-8."""
    return _file(query, key, "csv", CSV)


class CheckpointItem(Schema):
    """A signed head over all chains."""

    n = fields.Integer(required=True)
    at = moment("when it was signed")
    made_by = fields.String(required=True)
    cases = fields.Integer(required=True)
    events = fields.Integer(required=True)
    root = fields.String(required=True, metadata=doc("Merkle root of all chains (RFC 6962, SHA-256), hex"))
    fingerprint = fields.String(required=True, metadata=doc("of the public key"))
    signed = fields.Boolean(required=True, metadata=doc("the signature holds"))


@book.get("/checkpoints")
@book.gives(200, page_of(CheckpointItem, "CheckpointsPage"), 403)
def checkpoints() -> dict[str, Any]:
    """The checkpoints, newest first."""
    found = list_checkpoints(actor())
    return {"items": found, "total": len(found), "next": None}


@book.get("/exports/checkpoints/<number:n>.json")
@book.doc(responses={"200": {"description": "the checkpoint as a file to keep elsewhere", "content": {"application/json": {"schema": {"type": "object"}}}}})
@book.refuses(403, 404)
def checkpoint_file(n: int) -> Response:
    """What was signed, the signature and every chain it holds; `flask checkpoint verify` holds a database against it."""
    require_auditor(actor())
    response = Response(export_checkpoint(n), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="checkpoint-{n}.json"'
    return response


def _file(query: dict[str, Any], key: str, kind: str, mimetype: str) -> Response:
    sheet = export_question(actor(), key, Period(**query), kind)
    return saved(sheet.content, mimetype, sheet.name, f"answer.{kind}")
