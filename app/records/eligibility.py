"""What D03 reads of the records: sanctions, internal review, linked project, overdue acceptances, sums for a compressed budget."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.records.acceptance import count_overdue
from app.records.declaration import Declaration
from app.records.investment_plan_entry import listed_sum
from app.records.performance_score import last_published
from app.records.project import Project, resolve_link
from app.records.sanction import active_sanctions, suspension


@dataclass(frozen=True)
class Eligibility:
    """`internal_review`: passed, or replaced by F97 for a 运维服务类 project from P44. `compress_ratio`: percent, None without such a sanction.
    `declared_yuan`: what the department declares for the year, this project included; `listed_yuan`: what was 列入 the year before."""

    suspended: bool
    sanction_id: int | None
    sanction_basis: str | None
    internal_review: bool
    linked: bool
    overdue_acceptance: int
    compress_ratio: Decimal | None
    declared_yuan: Decimal
    listed_yuan: Decimal
    last_grade: str | None


def eligibility(
    session: Session, project: Project, *, plan_year: int, category: str, linked_project: str | None, total_yuan: Decimal, now: datetime, overdue_days: int
) -> Eligibility:
    """The facts about a project and its department at this moment, for one plan year."""
    stop = suspension(session, project.dept, plan_year)
    ratios = [s.compress_ratio for s in active_sanctions(session, project.dept, plan_year) if s.compress_ratio is not None]
    linked_text, linked_id = resolve_link(session, linked_project)
    score = last_published(session, linked_id)
    return Eligibility(
        suspended=stop is not None,
        sanction_id=stop.id if stop else None,
        sanction_basis=stop.basis if stop else None,
        internal_review=is_reviewed(project, category),
        linked=linked_text is not None,
        overdue_acceptance=count_overdue(session, project.dept, now, overdue_days),
        compress_ratio=max(ratios, default=None),
        declared_yuan=_declared_sum(session, project, plan_year) + total_yuan,
        listed_yuan=listed_sum(session, project.dept, plan_year - 1),
        last_grade=score.grade if score else None,
    )


def is_reviewed(project: Project, category: str) -> bool:
    """Whether the internal review was passed; a 运维服务类 project that P44 started has F97 in its place."""
    return project.internal_review_at is not None or (project.from_om and category == "运维服务类")


def _declared_sum(session: Session, project: Project, plan_year: int) -> Decimal:
    theirs = (Declaration.dept == project.dept, Declaration.plan_year == plan_year, Declaration.project_id != project.id)
    standing = (Declaration.state == "受理", Declaration.voided_at.is_(None))
    return session.scalar(select(func.sum(Declaration.total_budget_yuan)).where(*theirs, *standing)) or Decimal("0.00")
