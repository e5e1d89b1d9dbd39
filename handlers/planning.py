"""Readers of the plan and of annex 2: what F36, F45, F46, F47 and F51 show at first. They only read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.catalogue import Reading, reader
from app.periods import local_day
from app.records.amounts import wan_of
from app.records.construction_plan_entry import issued_entry, next_version
from app.records.declaration import Declaration
from app.records.declaration_version import newest_form
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.plan_issue import SCORES, to_plan, weigh
from app.records.plan_publication import proposed
from app.records.project import Project, find_project
from app.records.year_progress import unfinished_appraisals

_PERIOD = re.compile(r"(\d{4})年(\d{1,2})月至(\d{4})年(\d{1,2})月")


@reader("unfinished_rows")
def unfinished_rows(reading: Reading, plan_year: int) -> list[dict[str, Any]]:
    """某计划年度未按期完成论证的项目"""
    return [_named(project) for _, project in unfinished_appraisals(reading.session, plan_year)]


@reader("investment_rows")
def investment_rows(reading: Reading, plan_year: int) -> list[dict[str, Any]]:
    """某计划年度拟列入投资计划的条目（年度投资额默认为总投资）"""
    return [_named(project) | {"include": True} | _listed(entry) for entry, project in proposed(reading.session, plan_year)]


def _listed(entry: InvestmentPlanEntry) -> dict[str, Any]:
    total = wan_of(entry.total_investment_yuan)
    shown = {"total_investment_wan": total, "annual_investment_wan": wan_of(entry.annual_investment_yuan) or total}
    shown |= {"fund_source": entry.fund_source, "content_scale": entry.content_scale, "period": entry.period}
    return {name: value for name, value in shown.items() if value is not None}


@reader("ranking_rows")
def ranking_rows(reading: Reading, plan_year: int) -> list[dict[str, Any]]:
    """某计划年度已列入投资计划、待编入建设计划的项目"""
    return [_named(project) for _, project in to_plan(reading.session, plan_year)]


@reader("plan_draft")
def plan_draft(reading: Reading, plan_year: int, scores: Sequence[Mapping[str, Any]], kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """年度建设计划的初稿：按加权得分排序，预算和月份取自投资计划；退回后保留已填内容"""
    weights = {name: Decimal(str(reading.parameters["ranking_weights"][name])) for name in SCORES}
    points = {row["project_code"]: weigh({name: Decimal(str(row[name])) for name in SCORES}, weights) for row in scores}
    before = {row["project_code"]: row for row in (kept or {}).get("entries", [])}
    listed = sorted(to_plan(reading.session, plan_year), key=lambda both: (-points.get(both[1].code or "", Decimal(0)), both[1].code or ""))
    entries = [_planned(entry, project, place) | before.get(project.code, {}) for place, (entry, project) in enumerate(listed, 1)]
    files = {"files": kept["files"]} if kept and kept.get("files") else {}
    return {"plan_year": plan_year, "version": next_version(reading.session, plan_year), "entries": entries} | files


def _planned(entry: InvestmentPlanEntry, project: Project, place: int) -> dict[str, Any]:
    shown = {"order": place, "budget_wan": wan_of(entry.total_investment_yuan)} | _months(entry.period)
    return _named(project) | shown


def _months(period: str | None) -> dict[str, str]:
    """«2026年04月至2026年09月» as months; nothing where the text is another."""
    found = _PERIOD.search(period or "")
    if found is None:
        return {}
    year, month, last_year, last_month = found.groups()
    return {"start_month": f"{year}-{int(month):02d}", "end_month": f"{last_year}-{int(last_month):02d}"}


def _named(project: Project) -> dict[str, Any]:
    return {"project_code": project.code, "project_name": project.name}


@reader("annex_draft")
def annex_draft(reading: Reading, plan_year: int, kept: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """实施计划表（附件2）的初始内容：取自申报表和建设计划；退回后保留已填内容"""
    project = find_project(reading.session, reading.project_id)
    if project is None:
        return dict(kept or {})
    shown: dict[str, Any] = {"build_unit": project.build_unit, "project_category": project.category, "category_parts": project.parts or None}
    shown |= {"contact_person": project.dedicated_person, "contact_phone": project.dedicated_phone}
    shown |= _declared(reading, project.id, plan_year)
    plan = issued_entry(reading.session, project.id, plan_year)
    if plan is not None:
        shown |= {"period_start": plan.start_month, "period_end": plan.end_month}
    shown |= dict(kept or {}) | {"fill_date": local_day(reading.now).isoformat(), "project_name": project.name}
    return {name: value for name, value in shown.items() if value is not None}


def _declared(reading: Reading, project_id: int, plan_year: int) -> dict[str, Any]:
    """The persons, the introduction and the papers of the newest declaration for the year."""
    mine = (Declaration.project_id == project_id, Declaration.plan_year == plan_year, Declaration.voided_at.is_(None))
    row = reading.session.scalars(select(Declaration).where(*mine).order_by(Declaration.id.desc()).limit(1)).one_or_none()
    if row is None:
        return {}
    form = newest_form(reading.session, row)[1]
    names = ("project_leader", "project_leader_phone", "tech_leader", "tech_leader_phone", "plan_files")
    shown = {name: form.get(name) for name in names}
    return shown | {"project_intro": form.get("brief_description"), "needs_mlps": form.get("mlps_level") in ("二级", "三级", "四级")}
