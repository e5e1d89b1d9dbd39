"""Timer starts: a process of the current release starts by the calendar; nothing from before is caught up."""

from __future__ import annotations

from sqlalchemy import select

from app import engine
from app.casework.settle import begin_case
from app.casework.timers import Fired
from app.db import transaction
from app.ground.calendars import calendar_of, latest_calendar
from app.ground.case_clock import case_now
from app.ground.releases import definition
from app.models import StartTimer
from app.people import SYSTEM


def fire_start_timer() -> Fired | None:
    """Start the process whose timer is due first, and set its next moment; None when nothing is due."""
    with transaction() as session:
        now, calendar = case_now(session), latest_calendar(session)
        due = select(StartTimer).where(StartTimer.due_at <= now).order_by(StartTimer.due_at, StartTimer.process).limit(1).with_for_update(skip_locked=True)
        row = session.scalars(due).first()
        if row is None:
            return None
        at = row.due_at
        following = engine.next_start(definition(row.release_id), row.process, after=at, now=now, calendar=calendar_of(calendar))
        if following is None:
            session.delete(row)
        else:
            row.due_at = following
        begun = begin_case(session, SYSTEM, row.process, {}, now, calendar)
        return Fired(at, begun.instance.id, row.process, row.element, "start")
