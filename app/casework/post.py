"""Messages: sent, kept, met with who waits. All locks of one step are taken together and in order, so that no sender waits in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import delete, insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from app.casework.case import Case, Outgoing
from app.casework.queue import defer
from app.engine.facts import Step
from app.models import Delivery, Message, Wait
from app.models.message import canonical


@dataclass(frozen=True)
class Address:
    """Where a message goes: its name and the canonical text of its correlation."""

    name: str
    correlation: str


def post(case: Case, step: Step) -> None:
    """Write this step's messages and waits, and defer a job for each meeting of the two."""
    session, mine = case.session, case.instance.id
    for thrown in step.messages:
        case.outbox.append(Outgoing(thrown.name, thrown.correlation, thrown.payload, f"{case.uid}:{thrown.address}"))
    if step.waits_gone:
        session.execute(delete(Wait).where(Wait.instance_id == mine, Wait.address.in_(step.waits_gone)))
    if not case.outbox and not step.waits_set:
        return
    waits = [Address(w.message, canonical(w.correlation)) for w in step.waits_set]
    lock_addresses(session, [*(Address(o.name, canonical(o.correlation)) for o in case.outbox), *waits])
    for out in sorted(case.outbox, key=lambda o: (o.name, canonical(o.correlation), o.key)):
        sent = send_row(session, out, sender=case.actor.username, at=case.now, keep=_keeps(case, out.name))
        if sent is not None:
            case.note("message:send", {"name": out.name, "correlation": out.correlation, "payload": out.payload, "message": sent, "key": out.key})
    case.outbox.clear()
    for wait, address in zip(step.waits_set, waits, strict=True):
        row = {"instance_id": mine, "address": wait.address, "element": wait.element, "process": wait.process}
        session.execute(insert(Wait), [row | {"message": address.name, "correlation": address.correlation, "since": case.now}])
        _take_kept(session, address, mine, wait.address)


def _keeps(case: Case, name: str) -> bool:
    known = case.release.messages.get(name)
    return known.keep if known is not None else True


def lock_addresses(session: Session, addresses: Iterable[Address]) -> None:
    """Sender and waiter of the same address exclude each other, so that neither misses the other."""
    digests = {blake2b(f"{a.name}?{a.correlation}".encode(), digest_size=8).digest() for a in addresses}
    keys = sorted(int.from_bytes(digest, "big", signed=True) for digest in digests)
    session.execute(text("SELECT pg_advisory_xact_lock(k) FROM unnest(CAST(:keys AS bigint[])) AS k"), {"keys": keys})


def send_row(session: Session, out: Outgoing, *, sender: str, at: Any, keep: bool) -> int | None:
    """Write one message and a delivery for everybody who waits; the same key a second time does nothing (None)."""
    correlation = canonical(out.correlation)
    listening = select(Wait.instance_id, Wait.address).where(Wait.message == out.name, Wait.correlation == correlation)
    waiting = session.execute(listening.order_by(Wait.instance_id, Wait.address)).all()
    status = "delivered" if waiting else ("kept" if keep else "dropped")
    row = {"name": out.name, "correlation": correlation, "payload": dict(out.payload), "sender": sender, "key": out.key, "status": status, "sent_at": at}
    number = session.scalars(upsert(Message).values(row).on_conflict_do_nothing(index_elements=["key"]).returning(Message.id)).one_or_none()
    if number is None:
        return None
    first: dict[int, str] = {}
    for instance_id, address in waiting:
        first.setdefault(instance_id, address)
    for instance_id, address in first.items():
        _deliver_later(session, number, instance_id, address)
    return number


def _deliver_later(session: Session, message: int, instance_id: int, address: str) -> None:
    session.execute(insert(Delivery), [{"message_id": message, "instance_id": instance_id, "address": address}])
    defer(session, "deliver_message", message_id=message, instance_id=instance_id)


def _take_kept(session: Session, address: Address, instance_id: int, wait: str) -> None:
    """The oldest kept message for this address, if any, is on its way to the new waiter."""
    kept = select(Message).where(Message.name == address.name, Message.correlation == address.correlation, Message.status == "kept")
    message = session.scalars(kept.order_by(Message.id).limit(1)).one_or_none()
    if message is not None:
        message.status = "delivered"
        session.flush()
        _deliver_later(session, message.id, instance_id, wait)

