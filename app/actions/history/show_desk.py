"""The auditor's first page: what happened since the last visit, and how much there is to look over."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from app.access.reading import log_reading
from app.actions.history.ask_question import Period, ask_question
from app.clock import real_now
from app.db import transaction
from app.ground.case_clock import case_now
from app.models import HouseHead, Instance, ReadLog, Register
from app.people import Actor, require
from app.periods import SHANGHAI, local_day
from app.views.tasks import moment

VISIT = "audit desk"
FIRST_VISIT_DAYS = 30
# What an auditor wants to know first.
NEWS = ("interventions", "incidents", "late", "two_hands", "rights")


def show_desk(actor: Actor) -> dict[str, Any]:
    """`since`: the day of the last visit before today, else thirty days ago; `news`: how many rows each question has since then.

    Raises  NotAllowed.
    """
    require(actor.holds("auditor"), "审计台供审计人员使用。", "This desk is for auditors.")
    with transaction() as session:
        now = case_now(session)
        today = local_day(now)
        midnight = datetime.combine(local_day(real_now()), time(), SHANGHAI)  # looking again on the same day shows the same
        visits = select(func.max(ReadLog.at)).where(ReadLog.person == actor.username, ReadLog.what == VISIT, ReadLog.at < midnight)
        last = session.scalars(visits).one()
        since = min(local_day(last) if last else today - timedelta(days=FIRST_VISIT_DAYS), today)
        log_reading(session, actor, VISIT, None)
        running = session.scalars(select(func.count()).select_from(Instance).where(Instance.ended_at.is_(None))).one()
        cases = session.scalars(select(Register.last_number).where(Register.id == 1)).one()
        acts = session.scalars(select(HouseHead.count)).one_or_none() or 0
    news = [{"key": key, "total": ask_question(actor, key, Period(first=since), limit=1).total} for key in NEWS]
    return {"since": since.isoformat(), "last_visit": moment(last), "cases": cases, "running": running, "house_acts": acts, "news": news}
