"""What the appraisal and the approval leave in the books, for scenarios that begin behind them; and cases that only another case starts."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import select

from app.casework.append import append_events
from app.casework.case import open_case
from app.casework.settle import begin_case
from app.db import transaction
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.history.written import named
from app.models import Instance
from app.people import SYSTEM
from app.records.base import Act
from app.records.changes import change
from app.records.project import find_project
from tests.records import planned
from tests.scenarios.play import Stage


def appraise(stage: Stage, *projects: str) -> None:
    """Signed opinion and final version."""
    write_beside(lambda act, project: planned.appraise(act, project), projects)


def approve(stage: Stage, project: str, total_yuan: str) -> None:
    """Approval, and the entry 拟列入."""
    write_beside(lambda act, row: planned.approve(act, row, Decimal(total_yuan)), (project,))


def freeze(stage: Stage, project: str, frozen: bool = True) -> None:
    """As a violation's case does it."""
    write_beside(lambda act, row: change(act(), row, frozen=frozen), (project,))


def write_beside(do, projects):
    """Written in the name of some running case, whose event names it: what nobody's event names is found by every verification."""
    with transaction() as session:
        running = select(Instance.id).where(Instance.status == "running").order_by(Instance.id).limit(1)
        case, wrote = open_case(session, session.scalars(running).one(), SYSTEM, timers_first=False), []

        def act(_when="", by="sgj.handler", key="books"):
            return Act(session, by, case.now, case.instance.id, "books", key, wrote)

        for number in projects:
            do(act, find_project(session, int(number)))
        case.note("books:write", named(wrote))
        case.instance.last_event_at = case.now
        append_events(case)


def begin(process: str, **data: object) -> str:
    """Start a case that has no start for people, as another case does."""
    with transaction() as session:
        begun = begin_case(session, SYSTEM, process, data, case_now(session), latest_calendar(session))
        return str(begun.instance.id)
