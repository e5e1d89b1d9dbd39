"""What the appraisal and the approval leave in the books, for scenarios that begin behind them; and cases that only another case starts."""

from __future__ import annotations

from decimal import Decimal

from app.casework.settle import begin_case
from app.db import transaction
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.people import SYSTEM
from app.records.base import Act
from app.records.changes import change
from app.records.project import find_project
from tests.records import planned
from tests.scenarios.play import Stage


def appraise(stage: Stage, *projects: str) -> None:
    """Signed opinion and final version."""
    _with_act(lambda act, project: planned.appraise(act, project), projects)


def approve(stage: Stage, project: str, total_yuan: str) -> None:
    """Approval, and the entry 拟列入."""
    _with_act(lambda act, row: planned.approve(act, row, Decimal(total_yuan)), (project,))


def freeze(stage: Stage, project: str, frozen: bool = True) -> None:
    """As a violation's case does it."""
    _with_act(lambda act, row: change(act(), row, frozen=frozen), (project,))


def _with_act(do, projects):
    with transaction() as session:
        now = case_now(session)

        def act(_when="", by="sgj.handler", key="books"):
            return Act(session, by, now, None, "books", key)

        for number in projects:
            do(act, find_project(session, int(number)))


def begin(process: str, **data: object) -> str:
    """Start a case that has no start for people, as another case does."""
    with transaction() as session:
        begun = begin_case(session, SYSTEM, process, data, case_now(session), latest_calendar(session))
        return str(begun.instance.id)
