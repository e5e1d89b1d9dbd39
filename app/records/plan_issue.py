"""The construction plan of a year is issued: one version after the other, each whole, none ever written again (P15_T3, P15_T4, R41, R42, I1, I19)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.base import Act
from app.records.changes import change_all, create_all
from app.records.clauses import I1, P5_23, R41, R42
from app.records.construction_plan_entry import ConstructionPlanEntry, next_version
from app.records.fund_budget_line import release
from app.records.investment_plan_entry import InvestmentPlanEntry, close_proposed
from app.records.project import ENDED, Project, go_on_all

SCORES = ("sharing_score", "livelihood_score", "coordination_score")
MOST = Decimal(100)


@dataclass(frozen=True)
class Planned:
    """One row of F47 with its scores of F45 (0–100 each, by name); months are YYYY-MM."""

    project_code: str
    order: int
    budget_yuan: Decimal
    start_month: str
    end_month: str
    note: str | None
    scores: Mapping[str, Decimal]


@dataclass(frozen=True)
class Issued:
    """A version: its number (none when every listed project has ended meanwhile) and its projects."""

    plan_version: int | None
    projects: list[int]


def to_plan(session: Session, plan_year: int, *, lock: bool = False) -> list[tuple[InvestmentPlanEntry, Project]]:
    """The entries 列入 of a year that no version holds yet, by code; those of ended projects do not count."""
    listed = (InvestmentPlanEntry.plan_year == plan_year, InvestmentPlanEntry.state == "列入", InvestmentPlanEntry.voided_at.is_(None))
    held = select(ConstructionPlanEntry.id).where(
        ConstructionPlanEntry.investment_plan_entry_id == InvestmentPlanEntry.id, ConstructionPlanEntry.voided_at.is_(None)
    )
    both = select(InvestmentPlanEntry, Project).join(Project, Project.id == InvestmentPlanEntry.project_id)
    rows = both.where(*listed, ~held.exists(), Project.state.not_in(ENDED)).order_by(Project.id)
    found = session.execute(rows.with_for_update(of=[InvestmentPlanEntry, Project], key_share=True) if lock else rows).all()
    return sorted(((entry, project) for entry, project in found), key=lambda both: both[1].code or "")


def issue_plan(act: Act, plan_year: int, *, rows: Sequence[Planned], weights: Mapping[str, Decimal], files: Sequence[str] = ()) -> Issued:
    """Write the year's next version with every entry 列入 that has none yet (已下达); its projects enter 启动. Earlier versions stay as they are.

    Raises  RuleRefused for a project that the investment plan of the year does not list (I1), one that is missing or there twice (R42), two of the
            same order, a score outside 0–100, a budget above the listed total, or months in the wrong order. Then nothing is written.
    """
    listed = {project.code: (entry, project) for entry, project in to_plan(act.session, plan_year, lock=True)}
    _complete(plan_year, [row.project_code for row in rows], {code or "" for code in listed})
    if len({row.order for row in rows}) != len(rows):
        raise RuleRefused("建设计划的排序不得重复。", "Each place in the order is given once.", clause=R41)
    version = next_version(act.session, plan_year)
    written, projects = [], []
    for row in sorted(rows, key=lambda row: row.order):
        entry, project = listed[row.project_code]
        _fits(row, entry)
        of = {"project_id": project.id, "plan_year": plan_year, "plan_version": version, "investment_plan_entry_id": entry.id}
        money = {"budget_yuan": row.budget_yuan, "start_month": row.start_month, "end_month": row.end_month, "note": row.note}
        ranked = {"order_no": row.order, "scores": {name: str(row.scores[name]) for name in SCORES}, "score": weigh(row.scores, weights)}
        written.append(ConstructionPlanEntry(**of, **money, **ranked, files=list(files), issued_at=act.at, issued_by=act.by, state="已下达"))
        projects.append(project)
    create_all(act, written)
    go_on_all(act, projects, "启动")
    return Issued(version if projects else None, [project.id for project in projects])


def weigh(scores: Mapping[str, Decimal], weights: Mapping[str, Decimal]) -> Decimal:
    """The weighted sum of the three scores, two decimals.

    >>> weigh(dict(zip(SCORES, map(Decimal, (90, 80, 70)))), dict(zip(SCORES, map(Decimal, (40, 30, 30)))))
    Decimal('81.00')
    """
    return (sum((scores[name] * weights[name] for name in SCORES), Decimal(0)) / MOST).quantize(Decimal("0.01"))


def _complete(plan_year: int, given: Sequence[str], listed: set[str]) -> None:
    if strangers := sorted(set(given) - listed):
        raise RuleRefused(f"项目“{strangers[0]}”未列入{plan_year}年度投资计划或已编入建设计划。", "Not listed for the year, or planned already.", clause=I1)
    if missing := sorted(listed - set(given)):
        raise RuleRefused(f"列入投资计划的项目“{missing[0]}”未编入建设计划。", "Every listed project belongs into the plan.", clause=R42)
    if len(given) != len(listed):
        raise RuleRefused("建设计划中有项目重复。", "A project is there twice.", clause=R42)


def _fits(row: Planned, entry: InvestmentPlanEntry) -> None:
    code = row.project_code
    if any(name not in row.scores or not 0 <= row.scores[name] <= MOST for name in SCORES):
        raise RuleRefused(f"项目“{code}”须按共享优先、保障民生、协调发展三项在0—100分之间评分。", "Three scores, 0 to 100.", clause=R41)
    if not 0 < row.budget_yuan <= entry.total_investment_yuan:
        raise RuleRefused(f"项目“{code}”的计划预算须大于零且不超过列入的总投资。", "The budget lies between zero and the listed total.", clause=P5_23)
    if row.start_month > row.end_month:
        raise RuleRefused(f"项目“{code}”的开始月份不能晚于结束月份。", "The months are in the wrong order.", clause=R42)


def close_plan_entries(act: Act, project_id: int, reason: str) -> None:
    """A project that ends or goes back to reserve leaves the plans: 拟列入 and unplanned 列入 become 未列入, issued rows 取消, unused budget is released."""
    close_proposed(act, project_id, reason)
    entries = (InvestmentPlanEntry.project_id == project_id, InvestmentPlanEntry.state == "列入", InvestmentPlanEntry.voided_at.is_(None))
    issued = (ConstructionPlanEntry.project_id == project_id, ConstructionPlanEntry.state != "取消", ConstructionPlanEntry.voided_at.is_(None))
    planned = list(act.session.scalars(select(ConstructionPlanEntry).where(*issued)))
    held = {row.investment_plan_entry_id for row in planned}
    loose = [row for row in act.session.scalars(select(InvestmentPlanEntry).where(*entries)) if row.id not in held and not _was_issued(act.session, row.id)]
    change_all(act, [(row, {"state": "未列入", "reason": reason}) for row in loose])
    change_all(act, [(row, {"state": "取消", "reason": reason}) for row in planned])
    if loose or planned:
        release(act, project_id, reason)


def _was_issued(session: Session, entry_id: int) -> bool:
    same = (ConstructionPlanEntry.investment_plan_entry_id == entry_id, ConstructionPlanEntry.voided_at.is_(None))
    return session.scalar(select(ConstructionPlanEntry.id).where(*same).limit(1)) is not None
