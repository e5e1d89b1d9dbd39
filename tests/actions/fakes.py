"""Services of the tests: a bank that remembers, a guard that refuses, a sender. The outside world is small, but it is real code under real names."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Event
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.catalogue import Call, Reading, Refuse, reader, service
from app.models import Notice


class Amount(Schema):
    amount = fields.Integer(required=True, metadata={"description": "yuan"})


class Number(Schema):
    number = fields.Integer(required=True, metadata={"description": "whom the message is for"})


class Note(Schema):
    to = fields.String(required=True, metadata={"description": "role@office"})
    text = fields.String(required=True, metadata={"description": "what to tell"})


class Told(Schema):
    told = fields.Integer(metadata={"description": "how many notices"})


class Nothing(Schema):
    pass


class Receipt(Schema):
    receipt = fields.String(metadata={"description": "the bank's own number"})


class Bank:
    """Remembers every order by its once-key; fails as often as it is told to."""

    def __init__(self) -> None:
        self.orders: dict[str, int] = {}
        self.calls = 0
        self.failures = 0
        self.asked, self.may_answer = Event(), Event()
        self.may_answer.set()

    def order(self, amount: int, once: str) -> str:
        """A receipt."""
        self.calls += 1
        self.asked.set()
        assert self.may_answer.wait(30)
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the bank does not answer")
        self.orders.setdefault(once, amount)
        return f"R{len(self.orders)}"


BANK = Bank()


@service("test.bank", effect="outside", input=Amount, output=Receipt)
def bank(call: Call, inp: Mapping[str, Any]) -> Mapping[str, Any]:
    """Hand an order to the bank of the tests."""
    return {"receipt": BANK.order(inp["amount"], once=call.key)}


@service("test.guard", effect="records", input=Amount, output=Nothing)
def guard(call: Call, inp: Mapping[str, Any]) -> None:
    """Write a notice, then refuse more than 100."""
    call.notify("sgj_leader@sgj", f"申请 {inp['amount']}")
    if inp["amount"] > 100:
        raise Refuse("金额超过 100。", "More than 100.", code="TOO_MUCH")


@service("test.send", effect="records", input=Number, output=Nothing)
def send(call: Call, inp: Mapping[str, Any]) -> None:
    """Send MSG_GO."""
    call.send("MSG_GO", {"number": inp["number"]}, {"word": "走"})


@service("test.note", effect="records", input=Note, output=Nothing)
def note(call: Call, inp: Mapping[str, Any]) -> None:
    """Write a notice."""
    call.notify(inp["to"], inp["text"])


@service("test.count", effect="records", input=Nothing, output=Told)
def count(call: Call, inp: Mapping[str, Any]) -> Mapping[str, Any]:
    """Count the notices of this case."""
    return {"told": _told(call.session, call.instance_id)}


@reader("told_so_far")
def told_so_far(reading: Reading) -> int:
    """How many notices this case has sent."""
    return _told(reading.session, reading.instance_id)


def _told(session: Session, case: int | None) -> int:
    return session.scalars(select(func.count()).select_from(Notice).where(Notice.instance_id == case)).one()
