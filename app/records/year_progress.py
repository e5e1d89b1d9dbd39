"""How far the declarations of a plan year are: what P10 reads before it alerts, calls for the plan, or ends (P10 steps 5, 6). Each one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.appraisal_opinion import AppraisalOpinion
from app.records.base import Act
from app.records.changes import change
from app.records.clauses import R24
from app.records.declaration import Declaration
from app.records.declaration_window import DeclarationWindow, get_window
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.project import ENDED, Project


@dataclass(frozen=True)
class Progress:
    """`undecided`: declarations without a final outcome; `proposed`: entries 拟列入; `late_requests`: those that a meeting has still to decide."""

    declared: int
    undecided: int
    proposed: int
    late_requests: int

    @property
    def is_over(self) -> bool:
        """Every declaration has its outcome and no late request may bring another."""
        return self.undecided == 0 and self.late_requests == 0


def progress(session: Session, plan_year: int) -> Progress:
    """The counts of a year, at this moment."""
    declared = _of_year(plan_year)
    counts = select(func.count(), func.count().filter(Declaration.outcome.is_(None))).where(*declared)
    total, undecided = session.execute(counts).one()
    waiting = (InvestmentPlanEntry.plan_year == plan_year, InvestmentPlanEntry.state == "拟列入", InvestmentPlanEntry.voided_at.is_(None))
    entries = select(func.count()).select_from(InvestmentPlanEntry).join(Project, Project.id == InvestmentPlanEntry.project_id)
    late = (Project.late_request_open, or_(Project.late_request_year == plan_year, Project.late_request_year.is_(None)), Project.voided_at.is_(None))
    requests = select(func.count()).select_from(Project).where(*late)
    proposed = session.scalar(entries.where(*waiting, Project.state.not_in(ENDED))) or 0
    return Progress(total, undecided, proposed, session.scalar(requests) or 0)


def end_cycle(act: Act, plan_year: int) -> DeclarationWindow:
    """The year's cycle has ended: nothing can be added to it any more.

    Raises  RuleRefused while a declaration has no final outcome or a late request is open.
    """
    window = get_window(act.session, plan_year)
    if not progress(act.session, plan_year).is_over:
        raise RuleRefused(f"{plan_year}年度尚有未办结的申报或增补申请，周期不能结束。", "Declarations of the year are still open.", clause=R24)
    return change(act, window, cycle_ended_at=window.cycle_ended_at or act.at)


def unfinished_appraisals(session: Session, plan_year: int) -> list[tuple[Declaration, Project]]:
    """The declarations of a year that stand and have no signed opinion yet (AM-06: the meeting and the final version may follow later)."""
    signed = select(AppraisalOpinion.id).where(
        AppraisalOpinion.declaration_id == Declaration.id, AppraisalOpinion.state != "草拟", AppraisalOpinion.voided_at.is_(None)
    )
    both = select(Declaration, Project).join(Project, Project.id == Declaration.project_id)
    rows = both.where(*_of_year(plan_year), Declaration.state == "受理", Declaration.outcome.is_(None), ~signed.exists())
    return [(declaration, project) for declaration, project in session.execute(rows.order_by(Declaration.seq)).all()]


def first_of_next_month(moment: datetime, hour: int) -> datetime:
    """The first day of the month after this moment's, at an hour in the moment's own zone."""
    year, month = divmod(moment.year * 12 + moment.month, 12)
    return moment.replace(year=year, month=month + 1, day=1, hour=hour, minute=0, second=0, microsecond=0)


def _of_year(plan_year: int) -> tuple[ColumnElement[bool], ...]:
    return (Declaration.plan_year == plan_year, Declaration.voided_at.is_(None))
