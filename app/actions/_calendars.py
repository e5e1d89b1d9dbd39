"""The working calendars by id, parsed once per process; a published calendar never changes."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import db
from app.models import CalendarVersion
from app.periods import Calendar


@lru_cache(maxsize=64)
def _cached(database: str, number: int) -> tuple[str, Calendar]:
    row = db.session.get_one(CalendarVersion, number)
    return row.digest, Calendar.from_json(row.content)


def calendar_of(number: int) -> Calendar:
    """The calendar published under this number."""
    return _cached(_database(), number)[1]


def calendar_digest(number: int) -> str:
    """What the history chain holds of a calendar."""
    return _cached(_database(), number)[0]


def latest_calendar(session: Session) -> int:
    """The number of the newest calendar: the one that commands use from now on."""
    return session.scalars(select(func.max(CalendarVersion.id))).one() or 0


def _database() -> str:
    return str(db.engine.url)
