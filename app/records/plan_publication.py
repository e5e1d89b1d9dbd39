"""The county's investment plan of a year is published: who is in, who is not and why (P15_T1, R39, R40, I1, I21). Its completion is the publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.base import Act
from app.records.changes import change_all
from app.records.clauses import I1, I21, P5_16, P5_23, R39
from app.records.declaration import Declaration
from app.records.fund_budget_line import Listed, budget_listed
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.project import ENDED, Project


@dataclass(frozen=True)
class Decided:
    """One row of F46, money in yuan; `reason` where it is not included."""

    project_code: str
    include: bool
    total_yuan: Decimal
    annual_yuan: Decimal | None
    fund_source: str | None
    content_scale: str | None
    period: str | None
    reason: str | None


@dataclass(frozen=True)
class Publication:
    """What was decided, by project."""

    listed: list[int]
    not_listed: list[int]


def publish_plan(act: Act, plan_year: int, *, plan_no: str, published_on: date, files: Sequence[str], rows: Sequence[Decided]) -> Publication:
    """Decide about entries 拟列入: the entry, the outcome of its declaration, the budget lines of what is included. Others stay 拟列入.

    No rows at all are right when every proposed project has ended meanwhile: then nothing is listed.

    Raises  RuleRefused for a plan that decides about nothing though something is proposed (R39), a project that is not 拟列入 in this year or has
            ended (I1), a total above the approved one, a year's amount that does not fit, a row without what the plan must say, or a refusal
            without its reason (I21). Then nothing is written.
    """
    known = {project.code: (entry, project) for entry, project in proposed(act.session, plan_year, lock=True)}
    if known and not rows:
        raise RuleRefused(f"{plan_year}年度有拟列入投资计划的条目，须逐项确定。", "Something is proposed; decide about it.", clause=R39)
    changes, money, listed, not_listed = [], [], [], []
    common = {"plan_no": plan_no, "published_on": published_on, "plan_files": list(files)}
    for row in rows:
        if row.project_code not in known:
            raise RuleRefused(f"项目“{row.project_code}”不在{plan_year}年度拟列入投资计划的条目中。", "This project is not proposed for the plan.", clause=I1)
        entry, project = known.pop(row.project_code)
        if not row.include:
            if not (row.reason or "").strip():
                raise RuleRefused(f"项目“{row.project_code}”不列入投资计划，须写明理由。", "A refusal needs its reason.", clause=I21)
            changes.append((entry, common | {"state": "未列入", "reason": row.reason}))
            not_listed.append(project.id)
            continue
        changes.append((entry, common | {"state": "列入"} | _included(row, entry)))
        money.append(Listed(entry.id, project.id, plan_year, row.total_yuan, row.annual_yuan or Decimal(0)))
        listed.append(project.id)
    change_all(act, changes)
    budget_listed(act, money)
    _conclude_all(act, plan_year, dict.fromkeys(listed, "列入") | dict.fromkeys(not_listed, "未列入"))
    return Publication(listed, not_listed)


def proposed(session: Session, plan_year: int, *, lock: bool = False) -> list[tuple[InvestmentPlanEntry, Project]]:
    """The entries 拟列入 of a year with their projects, by code; those of ended projects do not count."""
    waiting = (InvestmentPlanEntry.plan_year == plan_year, InvestmentPlanEntry.state == "拟列入", InvestmentPlanEntry.voided_at.is_(None))
    both = select(InvestmentPlanEntry, Project).join(Project, Project.id == InvestmentPlanEntry.project_id)
    rows = both.where(*waiting, Project.state.not_in(ENDED)).order_by(Project.id)
    found = session.execute(rows.with_for_update(of=InvestmentPlanEntry) if lock else rows).all()
    return sorted(((entry, project) for entry, project in found), key=lambda both: both[1].code or "")


def _included(row: Decided, entry: InvestmentPlanEntry) -> dict[str, object]:
    code = row.project_code
    if not 0 < row.total_yuan <= entry.total_investment_yuan:
        raise RuleRefused(f"项目“{code}”的总投资不得超过批复金额。", "The total may not exceed what was approved.", clause=P5_23)
    if row.annual_yuan is None or not 0 < row.annual_yuan <= row.total_yuan:
        raise RuleRefused(f"项目“{code}”的年度投资额须大于零且不超过总投资。", "The year's amount lies between zero and the total.", clause=P5_16)
    said = {"fund_source": row.fund_source, "content_scale": row.content_scale, "period": row.period}
    if any(not (text or "").strip() for text in said.values()):
        raise RuleRefused(f"项目“{code}”须写明资金来源、建设内容及规模和建设工期。", "The plan says source, content and period.", clause=P5_16)
    return said | {"total_investment_yuan": row.total_yuan, "annual_investment_yuan": row.annual_yuan}


def _conclude_all(act: Act, plan_year: int, outcomes: dict[int, str]) -> None:
    """Give the open declarations of these projects their final outcome."""
    mine = (Declaration.plan_year == plan_year, Declaration.project_id.in_(outcomes), Declaration.state == "受理")
    still_open = (Declaration.outcome.is_(None), Declaration.voided_at.is_(None))
    rows = act.session.scalars(select(Declaration).where(*mine, *still_open).order_by(Declaration.id).with_for_update(key_share=True))
    change_all(act, [(row, {"outcome": outcomes[row.project_id], "state": "办结"}) for row in rows])
