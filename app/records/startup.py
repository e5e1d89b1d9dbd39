"""Annex 2 is checked and accepted: the project starts (P20; I2, I20, R43–R45, R52, R113, R115)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.errors import RuleRefused
from app.periods import local_day
from app.records.amounts import yuan_of
from app.records.base import Act
from app.records.changes import change, create
from app.records.clauses import I20, P5_23, R43, R44, R113, R115
from app.records.construction_plan_entry import ConstructionPlanEntry
from app.records.project import Project, go_on
from app.records.readiness import require_ready
from app.records.startup_plan import OA_STATES, StartupPlan, startup_of

_WHOLE = Decimal(100)


def check_annex(answers: Mapping[str, Any], approved_yuan: Decimal) -> None:
    """The months follow one another, the payment plan is the whole of the contract and within what was approved.

    Raises  RuleRefused.
    """
    tender, start = answers["tender_month"], answers["period_start"]
    end, acceptance = answers["period_end"], answers["acceptance_month"]
    if not tender <= start <= end <= acceptance:
        raise RuleRefused("拟招标时间、建设周期起止、拟验收时间须依次不早于前一项。", "Tender, start, end and acceptance follow one another.", clause=R115)
    payments = answers["payment_plan"]
    ratios = sum((Decimal(str(row["ratio_percent"])) for row in payments), Decimal(0))
    if ratios != _WHOLE:
        raise RuleRefused(f"资金支付计划的比例合计应为100%，现为{ratios:f}%。", f"The ratios add up to {ratios:f} percent, not 100.", clause=R113)
    total = sum((yuan_of(row["amount_wan"]) for row in payments), Decimal(0))
    if total > approved_yuan:
        raise RuleRefused("资金支付计划的合计不得超过批复金额。", "The payments exceed what was approved.", clause=P5_23)


def start_project(act: Act, project: Project, *, plan_year: int, answers: Mapping[str, Any], filed_by: str) -> StartupPlan:
    """Accept annex 2: the row, and the project goes on to 采购.

    Raises  RuleRefused when appraisal, approval or plan entry is missing or the project is frozen (I2), it was started before, the annex does not
            hold together, or who filed it accepts it (I20).
    """
    ready = require_ready(act.session, project, plan_year)
    if ready.plan is None or ready.approved_yuan is None:
        raise RuleRefused("项目未列入年度建设计划。", "The project is in no plan.", clause=R43)
    if startup_of(act.session, project.id) is not None:
        raise RuleRefused(f"项目“{project.name}”已启动。", "The project was started before.", clause=R43)
    if act.by == filed_by:
        raise RuleRefused("填报实施计划表的人员不得审核本表。", "Who filed annex 2 does not accept it.", clause=I20)
    check_annex(answers, ready.approved_yuan)
    row = StartupPlan(
        project_id=project.id,
        plan_year=plan_year,
        construction_plan_entry_id=ready.plan.id,
        snapshot=dict(answers),
        filed_by=filed_by,
        accepted_by=act.by,
        accepted_at=act.at,
        start_date=local_day(act.at),
        oa_flow_no=answers.get("oa_flow_no"),
    )
    create(act, row)
    go_on(act, project, "采购")
    return row


def note_oa(act: Act, project: Project, state: str, detail: str | None) -> StartupPlan:
    """Write down how the flow's registration in 协同办公系统 went.

    Raises  RuleRefused for a project that was not started, or an unknown state.
    """
    row = startup_of(act.session, project.id)
    if row is None or state not in OA_STATES:
        raise RuleRefused("没有可登记协同办公结果的实施计划表。", "There is no annex 2 to note this with.", clause=R44)
    return change(act, row, oa_state=state, oa_detail=detail)


def mark_overdue(act: Act, plan: ConstructionPlanEntry) -> bool:
    """Mark that annex 2 is overdue, for the monthly bulletin; gives whether it was not marked before."""
    if plan.startup_overdue_at is not None:
        return False
    change(act, plan, startup_overdue_at=act.at)
    return True
