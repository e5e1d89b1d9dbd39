"""Append events to a case's history and seal it; the register counts a new case here, as late as possible."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from app.actions._calendars import calendar_digest
from app.actions._case import Case
from app.actions._releases import definition
from app.actions._seal import history_key
from app.history import chain
from app.models import Event, Register


def append_events(case: Case) -> None:
    """One INSERT for all notes of the command; the instance row gets count, head and seal. Leaves no notes behind."""
    key, instance = history_key(), case.instance
    if instance.number == 0:
        _count_case(case, key)
    digest = calendar_digest(case.calendar)
    rows = []
    for note in case.notes:
        seq = instance.event_count + 1
        who = note.actor or case.actor.username
        row = chain.Row(seq, note.kind, case.now, who, note.acting_for, note.element, note.address, digest, chain.canonical(note.payload), b"")
        instance.head = chain.link(key, instance.head, instance.number, row)
        instance.event_count = seq
        told = {"kind": row.kind, "at": row.at, "actor": row.actor, "acting_for": row.acting_for, "element": row.element, "address": row.address}
        rows.append({"instance_id": instance.id, "seq": seq, **told, "calendar": case.calendar, "payload": row.payload, "hash": instance.head})
    case.notes.clear()
    release = definition(instance.release_id).name
    instance.mac = chain.seal(key, instance.number, str(instance.uid), release, instance.event_count, instance.head)
    case.session.flush()
    if rows:
        case.session.execute(insert(Event), rows)


def _count_case(case: Case, key: bytes) -> None:
    """Take the next gapless number; the register's row stays locked until the commit, so nothing slow may follow."""
    last = case.session.scalars(select(Register.last_number).where(Register.id == 1).with_for_update()).one()
    case.instance.number = last + 1
    sealed = chain.register_seal(key, last + 1)
    case.session.execute(update(Register).where(Register.id == 1).values(last_number=last + 1, mac=sealed).execution_options(synchronize_session=False))
