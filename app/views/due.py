"""How long there is until a deadline, in working days of the published calendar.

It is shown, and nothing is decided by it: the number of the newest calendar is kept for a minute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import current_app
from sqlalchemy.orm import Session

from app.clock import stopwatch
from app.ground.calendars import calendar_of, latest_calendar
from app.periods import local_day, working_days_between

FRESH_SECONDS = 60


@dataclass
class _Newest:
    number: int
    read_at: float


def calendar_now(session: Session) -> int:
    """The number of the newest calendar, at most a minute old."""
    kept: _Newest | None = current_app.extensions.get("house.newest_calendar")
    if kept is None or stopwatch() - kept.read_at > FRESH_SECONDS:
        kept = current_app.extensions["house.newest_calendar"] = _Newest(latest_calendar(session), stopwatch())
    return kept.number


def working_days_left(due_at: datetime | None, now: datetime, calendar: int) -> int | None:
    """0: today is the last day; 3: three working days are left after today; -2: two working days too late (at least -1 once it is over)."""
    if due_at is None:
        return None
    today, last = local_day(now), local_day(due_at - timedelta(seconds=1))
    return _between(today, last, calendar) if now < due_at else -max(1, _between(last, today, calendar))


@lru_cache(maxsize=4096)
def _between(start: date, end: date, calendar: int) -> int:
    """A published calendar never changes, and a list asks for the same few days again and again."""
    return working_days_between(start, end, calendar_of(calendar))
