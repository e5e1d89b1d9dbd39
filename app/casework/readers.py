"""What expressions outside of the engine may call beside the functions of the language: the catalogue's readers over this case, and `last("P12_T1")`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.casework.case import Case
from app.catalogue import Reading, readers
from app.ground.calendars import calendar_of
from app.models import Event, Person

Functions = Mapping[str, Callable[..., Any]]


def readers_of(case: Case) -> Functions:
    """The readers, with the eyes of who acts, and the newest answers to any element of this case."""
    reading = Reading(
        case.session,
        case.now,
        calendar_of(case.calendar),
        case.release.parameters,
        case.instance.id,
        case.project_id,
        case.actor.username,
        partial(_name_of, case.session),
    )
    return {**reading_with(reading), "last": partial(_newest_answers, case)}


def reading_with(reading: Reading) -> Functions:
    """The readers alone."""
    return {name: partial(reader.function, reading) for name, reader in readers().items()}


def last_answers(session: Session, instance_id: int, element: str) -> dict[str, Any] | None:
    """The newest answers to an element in this case, also of an earlier call of its process."""
    newest = select(Event.payload).where(Event.instance_id == instance_id, Event.kind == "task:complete", Event.element == element)
    payload = session.scalars(newest.order_by(Event.seq.desc()).limit(1)).first()
    return dict(orjson.loads(payload)["data"]) if payload is not None else None


def _newest_answers(case: Case, element: str) -> dict[str, Any] | None:
    """Those of this very command, which is not written yet, come first."""
    here = (note for note in reversed(case.notes) if note.kind == "task:complete" and note.element == element)
    note = next(here, None)
    return dict(note.payload["data"]) if note is not None else last_answers(case.session, case.instance.id, element)


def _name_of(session: Session, username: str) -> str:
    return session.scalars(select(Person.name).where(Person.username == username)).one_or_none() or username
