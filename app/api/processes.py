"""What one may start, and starting it."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from app.actions.case.start import shown_opened, start_instance
from app.actions.process.list import list_processes
from app.actions.process.preview_start import preview_start
from app.actions.process.show_start_form import show_start_form
from app.api._book import Book
from app.api._case_schemas import Case
from app.api._once import HEADER, once
from app.api._schemas import Body, doc, page_of
from app.api._task_schemas import FormView, Previewed, Task
from app.api._who import actor

book = Book("processes", __name__, "Processes and starting them")


class Process(Schema):
    """A process that this person may start."""

    key = fields.String(required=True, metadata=doc("its id in the diagram", example="egov_lifecycle"))
    name = fields.String(required=True)
    documentation = fields.String(required=True)
    start_form = fields.String(required=True, allow_none=True)
    release = fields.Integer(required=True)


class StartForm(Schema):
    """What must be filled in to start; `form` is null when nothing must."""

    process = fields.String(required=True)
    name = fields.String(required=True)
    documentation = fields.String(required=True)
    release = fields.Integer(required=True)
    form = fields.Nested(FormView, required=True, allow_none=True)


class StartAnswers(Body):
    """The start form's answers."""

    data = fields.Dict(keys=fields.String(), load_default=dict)


class Start(StartAnswers):
    """The same with a key of the caller's own."""

    business_key = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 200))


class Started(Schema):
    """The new case, and what this person may do next in it."""

    instance = fields.Nested(Case, required=True)
    next_tasks = fields.List(fields.Nested(Task), required=True)


@book.get("/processes")
@book.gives(200, page_of(Process, "ProcessesPage"))
def processes() -> dict[str, Any]:
    """What this person may start, of the current release."""
    found = list_processes(actor())
    return {"items": found, "total": len(found), "next": None}


@book.get("/processes/<string:process>/start-form")
@book.gives(200, StartForm, 403, 404)
def start_form(process: str) -> dict[str, Any]:
    """The start form of a process."""
    return show_start_form(actor(), process)


@book.post("/processes/<string:process>/start-form/preview")
@book.takes(StartAnswers)
@book.gives(200, Previewed, 400, 403, 404, 413, 415)
def start_preview(body: dict[str, Any], process: str) -> dict[str, Any]:
    """Computed fields and findings for an unfinished start form; stores nothing."""
    return preview_start(actor(), process, body["data"])


@book.post("/processes/<string:process>/instances")
@book.takes(Start, parameters=[HEADER])
@book.gives(201, Started, 400, 403, 404, 409, 413, 415)
def start(body: dict[str, Any], process: str) -> Response:
    """Start a case."""
    who = actor()
    return once(201, lambda: shown_opened(who, start_instance(who, process, body["data"], body["business_key"])))
