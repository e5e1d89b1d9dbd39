"""Amounts of a project side by side: declared, approved, in the investment plan, in the construction plan."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select

from app.questions.asking import CODE, DEPT, Asked, Question, Row
from app.records.approval import GRANTED, Approval
from app.records.base import Record
from app.records.columns import Column
from app.records.construction_plan_entry import ConstructionPlanEntry
from app.records.declaration import Declaration
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.project import Project


def _newest(amount: Any, kind: type[Record], *conditions: Any) -> ScalarSelect[Any]:
    """The amount of the newest row that counts."""
    table: Any = kind
    return select(amount).where(table.project_id == Project.id, table.voided_at.is_(None), *conditions).order_by(table.id.desc()).limit(1).scalar_subquery()


def _rows(asked: Asked) -> Select[Any]:
    amounts = (
        _newest(Declaration.total_budget_yuan, Declaration).label("declared"),
        _newest(Approval.budget_yuan, Approval, Approval.state.in_(GRANTED), Approval.budget_yuan.is_not(None)).label("approved"),
        _newest(InvestmentPlanEntry.total_investment_yuan, InvestmentPlanEntry).label("invested"),
        _newest(ConstructionPlanEntry.budget_yuan, ConstructionPlanEntry).label("planned"),
    )
    about = (Project.instance_id.label("instance_id"), Project.name.label("case_name"), Project.code.label("project_code"), Project.dept.label("dept"))
    found = select(Project.created_at.label("at"), Project.id.label("tie"), *about, func.coalesce(Project.plan_year, None).label("plan_year"), *amounts)
    return found.where(Project.created_at >= asked.start, Project.created_at < asked.end, Project.voided_at.is_(None))


def _finish(row: Row, asked: Asked) -> dict[str, Any]:
    """An odd one goes up on its way."""
    said = [row[name] for name in ("declared", "approved", "invested", "planned") if row[name] is not None]
    rises = any(later > earlier for earlier, later in pairwise(said))
    return {"odd": "后一环节高于前一环节" if rises else ""}


QUESTION = Question(
    key="amounts",
    title="申报、批复、计划金额对照",
    title_en="Declared, approved and planned",
    words="所选时间内登记的项目，申报、批复、投资计划、建设计划的金额并列；后一环节高于前一环节的标出。",
    words_en="Projects registered in the period, their amounts side by side; one that rises on its way is marked.",
    columns=(
        Column("case_name", "项目", "Project"), CODE, DEPT, Column("plan_year", "计划年度", "Plan year", "number"),
        Column("declared", "申报（元）", "Declared", "money"), Column("approved", "批复（元）", "Approved", "money"),
        Column("invested", "投资计划（元）", "Investment plan", "money"), Column("planned", "建设计划（元）", "Construction plan", "money"),
        Column("odd", "提示", "Remark"), Column("at", "登记时间", "Registered", "moment"),
    ),
    rows=_rows,
    finish=_finish,
)  # fmt: skip
