"""Cases: find them, look at them, follow and prove their history."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from app.actions.case.list import Sought, list_instances
from app.actions.case.show import show_instance
from app.actions.case.show_diagram import show_diagram
from app.actions.history.list_events import list_events
from app.actions.history.list_steps import list_steps, show_line
from app.actions.history.show_step import show_step
from app.actions.history.verify_case import verify_case
from app.api._book import Book
from app.api._case_schemas import STATUSES, Case, CaseItem, Diagram, Verification
from app.api._paging import paged
from app.api._schemas import Number, Paged, doc, page_of
from app.api._step_schemas import Step, StepLine, StepPage
from app.api._task_schemas import Event
from app.api._who import actor
from app.memory import give_back

book = Book("instances", __name__, "Cases and their history")


class CasesQuery(Paged):
    """Which cases."""

    process = fields.String(load_default=None)
    status = fields.String(load_default=None, validate=validate.OneOf(STATUSES))
    project = Number(load_default=None)
    q = fields.String(load_default=None, validate=validate.Length(max=100), metadata=doc("piece of the project's name, business key or process"))
    phase = fields.String(load_default=None, validate=validate.Length(1, 200), metadata=doc("those that stand in this phase of the map"))
    element = fields.String(load_default=None, validate=validate.Length(1, 500), metadata=doc("those that stand at this step of the map"))
    overdue = fields.Boolean(load_default=False, metadata=doc("and are late there"))


class DiagramQuery(Paged):
    """Which diagram."""

    element = fields.String(
        load_default=None, validate=validate.Length(1, 500), metadata=doc("a call activity (id or address), for the process it calls; or anything in it")
    )
    now = fields.Boolean(load_default=False, metadata=doc("the process in which the case stands now"))


class EventsQuery(Paged):
    """From where on."""

    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**31 - 1), metadata=doc("events behind this `seq`"))


@book.get("/instances")
@book.takes(CasesQuery, "query")
@book.gives(200, page_of(CaseItem, "CasesPage"), 400, 404)
def cases(query: dict[str, Any]) -> dict[str, Any]:
    """Find cases, newest first."""
    after = query.pop("cursor")
    return paged(list_instances(actor(), Sought(**query, after=after)))


@book.get("/instances/<number:instance_id>")
@book.gives(200, Case, 404)
def case(instance_id: int) -> dict[str, Any]:
    """One case: status, open tasks, what it waits for, incidents."""
    return show_instance(actor(), instance_id)


@book.get("/instances/<number:instance_id>/diagram")
@book.takes(DiagramQuery(only=["element", "now"]), "query")
@book.gives(200, Diagram, 404)
def diagram(query: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """The diagram of the pinned release and the state of every element."""
    return show_diagram(actor(), instance_id, query["element"], now=query["now"])


@book.get("/instances/<number:instance_id>/events")
@book.takes(EventsQuery, "query")
@book.gives(200, page_of(Event, "EventsPage"), 400, 404)
def events(query: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """The history in order."""
    return paged(list_events(actor(), instance_id, behind=query["after"], limit=query["limit"], after=query["cursor"]))


@book.get("/instances/<number:instance_id>/steps")
@book.takes(Paged, "query")
@book.gives(200, page_of(Step, "StepsPage"), 400, 404)
def steps(query: dict[str, Any], instance_id: int) -> dict[str, Any]:
    """The steps, for replay."""
    return paged(list_steps(actor(), instance_id, limit=query["limit"], after=query["cursor"]))


@book.get("/instances/<number:instance_id>/line")
@book.gives(200, StepLine, 404)
def line(instance_id: int) -> dict[str, Any]:
    """All steps at once, short, for the time line of a replay."""
    return show_line(actor(), instance_id)


@book.get("/instances/<number:instance_id>/steps/<number:n>")
@book.gives(200, StepPage, 404, 409)
def step(instance_id: int, n: int) -> dict[str, Any]:
    """Marking and data right after a step, with what it changed."""
    return show_step(actor(), instance_id, n)


@book.get("/instances/<number:instance_id>/verification")
@book.gives(200, Verification, 404)
def verification(instance_id: int) -> dict[str, Any]:
    """Verify the chain and execute the case again."""
    try:
        return verify_case(actor(), instance_id)
    finally:
        give_back()
