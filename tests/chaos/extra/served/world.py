"""The services of the fault campaign: an order to the outside world (at least once, with its key), and a message sent inside the step (exactly once)."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service


class Number(Schema):
    """What the order, or the answer, is about."""

    number = fields.Integer(required=True, metadata={"description": "a number that only one case has"})


class Receipt(Schema):
    """What the world gave."""

    receipt = fields.String(metadata={"description": "the world's own number for this key"})


class Nothing(Schema):
    """No result."""


@service("chaos.order", effect="outside", input=Number, output=Receipt)
def order(call: Call, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """Order something of the world outside, which remembers"""
    said = json.dumps({"key": call.key, "number": given["number"]}).encode()
    request = urllib.request.Request(os.environ["CHAOS_WORLD"], said, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return {"receipt": json.load(answer)["receipt"]}


@service("chaos.answer", effect="records", input=Number, output=Nothing)
def answer(call: Call, given: Mapping[str, Any]) -> None:
    """Send MSG_ANSWER and write a notice, both in the step's own transaction"""
    call.send("MSG_ANSWER", {"number": given["number"]}, {"word": "行"})
    call.notify("sgj_leader@sgj", f"答复 {given['number']}")
