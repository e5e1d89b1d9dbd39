"""The working calendars by id, parsed once per process; a published calendar never changes."""

from __future__ import annotations

from flask import current_app
from sqlalchemy.orm import Session

from app.db import db, one
from app.models import CalendarVersion
from app.periods import Calendar

NEWEST_CALENDAR = "SELECT coalesce(max(id), 0) FROM calendar_version"
WEEKENDS = Calendar("", "只有周末", frozenset(), frozenset(), frozenset())


def _kept(number: int) -> tuple[str, Calendar]:
    kept: dict[int, tuple[str, Calendar]] = current_app.extensions.setdefault("house.calendars", {})
    if number not in kept:
        row = db.session.get_one(CalendarVersion, number)
        kept[number] = row.digest, Calendar.from_json(row.content)
    return kept[number]


def calendar_of(number: int) -> Calendar:
    """The calendar published under this number; weekends alone while none was published (0)."""
    return _kept(number)[1] if number else WEEKENDS


def calendar_digest(number: int) -> str:
    """What the history chain holds of a calendar."""
    return _kept(number)[0] if number else ""


def latest_calendar(session: Session) -> int:
    """The number of the newest calendar: the one that commands use from now on."""
    return int(one(session, NEWEST_CALENDAR)[0])

