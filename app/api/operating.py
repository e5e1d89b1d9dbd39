"""Operator acts on a case: each by the process owner, each with a reason, each an event of its history."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.actions.case.cancel import cancel_instance
from app.actions.case.list_moves import list_moves
from app.actions.case.move_token import move_token
from app.actions.case.resume import resume_instance
from app.actions.case.retry_incident import retry_incident
from app.actions.case.show import show_instance
from app.actions.case.suspend import suspend_instance
from app.api._book import Book
from app.api._case_schemas import Case
from app.api._schemas import doc, page_of
from app.api._who import actor
from app.api.tasks import ACT, Reason

book = Book("operating", __name__, "Operator acts")


class Move(Reason):
    """From where, to where, and why."""

    address = fields.String(required=True, validate=validate.Length(1, 500), metadata=doc("the open activity", example="P12.1/P12_T1.1"))
    to = fields.String(required=True, validate=validate.Length(1, 200), metadata=doc("an element of the same (sub)process", example="P12_T2"))


class Place(Schema):
    """An element of the diagram."""

    element = fields.String(required=True)
    name = fields.String(required=True)


class Movable(Place):
    """An open activity whose token can be moved."""

    address = fields.String(required=True)
    process = fields.String(required=True)
    process_name = fields.String(required=True)
    targets = fields.List(fields.Nested(Place), required=True, metadata=doc("elements of the same (sub)process where it may go on"))


@book.post("/instances/<number:instance_id>/suspend")
@book.takes(Reason)
@book.gives(200, Case, *ACT)
def suspend(body: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """Suspend a case: no command passes until it is resumed; timers and messages wait."""
    suspend_instance(actor(), instance_id, body["reason"])
    return show_instance(actor(), instance_id)


@book.post("/instances/<number:instance_id>/resume")
@book.takes(Reason)
@book.gives(200, Case, *ACT)
def resume(body: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """Let a suspended case go on; what became due or arrived meanwhile happens in order."""
    resume_instance(actor(), instance_id, body["reason"])
    return show_instance(actor(), instance_id)


@book.post("/instances/<number:instance_id>/cancel")
@book.takes(Reason)
@book.gives(200, Case, *ACT)
def cancel(body: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """Cancel a case: its tasks, timers, waits and calls are closed; its history stays."""
    cancel_instance(actor(), instance_id, body["reason"])
    return show_instance(actor(), instance_id)


@book.get("/instances/<number:instance_id>/moves")
@book.gives(200, page_of(Movable, "MovesPage"), 403, 404)
def moves(instance_id: int) -> dict[str, Any]:
    """What can be moved in a case, and to where."""
    found = list_moves(actor(), instance_id)
    return {"items": found, "total": len(found), "next": None}


@book.post("/instances/<number:instance_id>/move")
@book.takes(Move)
@book.gives(200, Case, *ACT)
def move(body: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """Cancel an open activity and begin another element of the same (sub)process in its place."""
    move_token(actor(), instance_id, body["address"], body["to"], body["reason"])
    return show_instance(actor(), instance_id)


@book.post("/incidents/<number:incident_id>/retry")
@book.takes(Reason)
@book.gives(200, Case, *ACT)
def retry(body: dict[str, Any], incident_id: int) -> dict[str, Any]:
    """Let an incident's step be tried again."""
    return show_instance(actor(), retry_incident(actor(), incident_id, body["reason"]))
