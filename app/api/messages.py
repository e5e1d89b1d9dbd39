"""Messages from outside to the cases that wait for them."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import Schema, fields

from app.actions.case.send_message import send_message
from app.api._book import Book
from app.api._once import HEADER, once
from app.api._schemas import Body, doc, identifier
from app.api._who import actor, open_to_senders

book = Book("messages", __name__, "Messages")
open_to_senders("messages.send")


class Message(Body):
    """To whom, and what."""

    correlation = fields.Dict(keys=fields.String(), required=True, metadata=doc("the message's keys, such as project_id"))
    payload = fields.Dict(keys=fields.String(), load_default=dict)


class Sent(Schema):
    """It is on its way."""

    message = identifier("the message")
    delivered_to = fields.List(fields.String(), required=True, metadata=doc("cases that wait for it now; none: it is kept until one does"))


@book.post("/messages/<string:name>")
@book.takes(Message, parameters=[HEADER])
@book.gives(202, Sent, 400, 403, 404, 413, 415)
def send(body: dict[str, Any], name: str) -> Response:
    """Deliver a message to the cases that wait for it."""
    who, key = actor(), request.headers.get("Idempotency-Key")

    def act() -> dict[str, Any]:
        sent = send_message(who, name, body["correlation"], body["payload"], key)
        return {"message": str(sent.message_id), "delivered_to": [str(i) for i in sent.delivered_to]}

    return once(202, act)
