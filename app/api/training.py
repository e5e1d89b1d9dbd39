"""The training clock; there is none on a normal server."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.actions.training.move_clock import move_clock, show_clock
from app.api._book import Book
from app.api._schemas import Body, moment
from app.api._who import actor
from app.views.tasks import moment as shown

book = Book("training", __name__, "Training clock")


class Clock(Schema):
    """Where it stands."""

    now = moment("the case clock")


class NewClock(Body):
    """Where it is to stand."""

    now = fields.AwareDateTime(required=True, format="iso")


class Fired(Schema):
    """Something that fired on the way."""

    at = moment("when it was due")
    instance = fields.String(required=True)
    process = fields.String(required=True)
    element = fields.String(required=True)
    kind = fields.String(required=True)


class MovedClock(Clock):
    """Where it stands now, and what fired on the way, in order."""

    fired = fields.List(fields.Nested(Fired), required=True)


@book.get("/training/clock")
@book.gives(200, Clock, 404)
def clock() -> dict[str, Any]:
    """Where the training clock stands."""
    return {"now": shown(show_clock())}


@book.post("/training/clock")
@book.takes(NewClock)
@book.gives(200, MovedClock, 400, 403, 404, 413, 415)
def move(body: dict[str, Any]) -> dict[str, Any]:
    """Move it forward: everything that becomes due on the way happens, in order."""
    moved = move_clock(actor(), body["now"])
    fired = [{"at": shown(f.at), "instance": str(f.instance), "process": f.process, "element": f.element, "kind": f.kind} for f in moved.fired]
    return {"now": shown(moved.now), "fired": fired}
