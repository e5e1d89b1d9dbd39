"""The year's plans: the investment plan is published, the construction plan issued, the projects are told (P15)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import select

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.amounts import yuan_of
from app.records.base import Act
from app.records.clauses import I19
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.plan_issue import SCORES, Planned, issue_plan
from app.records.plan_publication import Decided, publish_plan
from handlers._project import cannot_take_back
from handlers.waiting import Year


def _published(_call: Call, _result: Mapping[str, Any]) -> None:
    raise RuleRefused("计划一经发布不得更改，须通过下一版计划增补。", "A published plan is never changed, only supplemented.", clause=I19)


class Publishing(Year):
    """F46."""

    answers = fields.Dict(required=True, metadata={"description": "投资计划发布（F46 的填写内容）"})


class Published(Schema):
    """What was decided; ids only."""

    listed = fields.Integer(metadata={"description": "列入的项目数"})
    not_listed = fields.List(fields.Integer(), metadata={"description": "未列入的项目（项目编号）"})


@service("plan.publish", input=Publishing, output=Published, effect="records", undo=_published)
def publish(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记县本级政府性投资计划：列入与未列入、申报结果、分年度预算"""
    answers = said["answers"]
    told = {"plan_no": answers["plan_no"], "published_on": date.fromisoformat(answers["publish_date"]), "files": answers.get("plan_file") or []}
    found = publish_plan(Act.of(call), said["plan_year"], rows=[_decided(row) for row in answers["entries"]], **told)
    return {"listed": len(found.listed), "not_listed": found.not_listed}


def _decided(row: Mapping[str, Any]) -> Decided:
    annual = row.get("annual_investment_wan")
    return Decided(
        project_code=row["project_code"],
        include=row["include"],
        total_yuan=yuan_of(row["total_investment_wan"]),
        annual_yuan=yuan_of(annual) if annual else None,
        fund_source=row.get("fund_source"),
        content_scale=row.get("content_scale"),
        period=row.get("period"),
        reason=row.get("reason_if_not"),
    )


class Projects(Year):
    """Projects of a year."""

    projects = fields.List(fields.Integer(), required=True, metadata={"description": "项目（项目编号）"})


class Told(Schema):
    """How many were told."""

    told = fields.Integer(metadata={"description": "通知的项目数"})


@service("plan.tell_not_listed", input=Projects, output=Told, effect="records", undo=cannot_take_back)
def tell_not_listed(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """逐项告知未列入投资计划及理由"""
    year, projects = said["plan_year"], said["projects"]
    mine = (InvestmentPlanEntry.plan_year == year, InvestmentPlanEntry.project_id.in_(projects), InvestmentPlanEntry.state == "未列入")
    rows = select(InvestmentPlanEntry.project_id, InvestmentPlanEntry.reason).where(*mine, InvestmentPlanEntry.voided_at.is_(None))
    reasons: dict[int, str | None] = dict(call.session.execute(rows.order_by(InvestmentPlanEntry.id)).all())
    for project in projects:
        _tell(call, project, year, {"result": "未列入", "reason": reasons.get(project)})
    return {"told": len(projects)}


class Issuing(Year):
    """F47 with the scores of F45."""

    answers = fields.Dict(required=True, metadata={"description": "年度建设计划（F47 的填写内容）"})
    scores = fields.List(fields.Dict(), required=True, metadata={"description": "排序评分（F45 的各行）"})


class Issued(Schema):
    """The version; ids only."""

    version = fields.Integer(allow_none=True, metadata={"description": "版次，没有可下达的项目时为空"})
    projects = fields.List(fields.Integer(), metadata={"description": "下达的项目（项目编号）"})


@service("plan.issue", input=Issuing, output=Issued, effect="records", undo=_published)
def issue(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """下达年度建设计划的一个版次（已下达的版次不再更改）"""
    scores = {row["project_code"]: row for row in said["scores"]}
    weights = {name: Decimal(str(call.parameters["ranking_weights"][name])) for name in SCORES}
    rows = [_planned(row, scores.get(row["project_code"], {})) for row in said["answers"]["entries"]]
    found = issue_plan(Act.of(call), said["plan_year"], rows=rows, weights=weights, files=said["answers"].get("files") or [])
    return {"version": found.plan_version, "projects": found.projects}


def _planned(row: Mapping[str, Any], scores: Mapping[str, Any]) -> Planned:
    points = {name: Decimal(str(scores[name])) for name in SCORES if name in scores}
    months = {"start_month": row["start_month"], "end_month": row["end_month"]}
    return Planned(row["project_code"], row["order"], yuan_of(row["budget_wan"]), note=row.get("note"), scores=points, **months)


@service("plan.tell_listed", input=Projects, output=Told, effect="records", undo=cannot_take_back)
def tell_listed(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """逐项告知建设计划已下达"""
    for project in said["projects"]:
        _tell(call, project, said["plan_year"], {"result": "列入", "reason": None})
    return {"told": len(said["projects"])}


def _tell(call: Call, project: int, plan_year: int, payload: Mapping[str, Any]) -> None:
    call.send("MSG_PLAN_ISSUED", {"project_id": project, "plan_year": plan_year}, payload, key=f"{call.key}:{project}")
