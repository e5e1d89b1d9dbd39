"""The approval of one project: what D01 reads, the confirmed route, requests and decisions, the entry 拟列入 (P14; R35–R39)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.amounts import wan_of
from app.records.appraisal_opinion import appraised_budget
from app.records.approval import SEPARATE, final_approval
from app.records.approval_batch import put_in_pool
from app.records.approving import need_none, passed_opinion, require_reviewer
from app.records.base import Act
from app.records.clauses import I21, R12, R24, R35
from app.records.declaration import Declaration, open_declaration
from app.records.declaration_version import newest_form
from app.records.investment_plan_entry import create_entry
from app.records.project import go_on
from handlers._project import Nothing, project_of, take_back
from handlers.waiting import Year


def declaration_of(call: Call) -> Declaration:
    """The accepted declaration of the case's project that has no outcome yet.

    Raises  RuleRefused when there is none.
    """
    project = project_of(call)
    declaration = open_declaration(call.session, project.id)
    if declaration is None:
        raise RuleRefused(f"项目“{project.name}”没有受理中的申报，不能审批。", "The project has no accepted declaration.", clause=R24)
    return declaration


class Facts(Schema):
    """What D01 reads (binding)."""

    declaration_id = fields.Integer(metadata={"description": "申报记录编号"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})
    needs_separate_approval = fields.Boolean(metadata={"description": "论证意见：是否单独立项"})
    demand_clear = fields.Boolean(metadata={"description": "论证意见：需求是否明确"})
    arch_simple = fields.Boolean(metadata={"description": "论证意见：架构是否简单"})
    budget_wan = fields.String(metadata={"description": "会议调整后的预算，没有则为论证概算（万元）"})
    project_category = fields.String(metadata={"description": "定稿的项目类别"})
    category_parts = fields.List(fields.String(), metadata={"description": "定稿的包含类别"})


@service("approval.begin", input=Year, output=Facts, effect="records", undo=take_back)
def begin(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """进入审批：核对论证已通过并形成定稿，读取判断审批方式的依据"""
    declaration = declaration_of(call)
    if declaration.plan_year != said["plan_year"]:
        raise RuleRefused(f"受理中的申报属于{declaration.plan_year}年度。", "The declaration is for another year.", clause=R24)
    opinion = passed_opinion(call.session, declaration)
    go_on(Act.of(call), project_of(call), "审批")
    _, form = newest_form(call.session, declaration)
    judged = {name: getattr(opinion, name) for name in ("needs_separate_approval", "demand_clear", "arch_simple")}
    kind = {"project_category": form["project_category"], "category_parts": form.get("category_parts") or []}
    known = {"declaration_id": declaration.id, "plan_year": declaration.plan_year}
    return judged | kind | known | {"budget_wan": wan_of(appraised_budget(call.session, opinion))}


class Confirmed(Schema):
    """F40 with what D01 proposed."""

    answers = fields.Dict(required=True, metadata={"description": "审批方式确认（F40 的填写内容）"})
    proposed = fields.String(required=True, metadata={"description": "D01 建议的审批方式"})


class Route(Schema):
    """The route that binds."""

    route = fields.String(metadata={"description": "确认的审批方式"})
    reason = fields.String(allow_none=True, metadata={"description": "采用该方式的理由"})


@service("approval.confirm_route", input=Confirmed, output=Route, effect="records")
def confirm_route(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """确认审批方式：与建议不一致须有理由，无需审批须参数允许"""
    answers = said["answers"]
    require_reviewer(Act.of(call), declaration_of(call), None)
    route, reason = answers["route"], (answers.get("override_reason") or "").strip()
    if route == "无需审批" and not call.parameters["allow_no_approval"]:
        raise RuleRefused("当前设置不允许“无需审批”，须选择单独审批或统一申请审批。", "«No approval needed» is switched off.", clause=R35)
    if route != said["proposed"] and not reason:
        raise RuleRefused(f"建议方式为“{said['proposed']}”，另行确定的须说明理由。", "Another route needs its reason.", clause=I21)
    return {"route": route, "reason": reason or answers.get("principle_exception")}


class Wanted(Schema):
    """What D17 demands on the route."""

    route = fields.String(required=True, metadata={"description": "确认的审批方式"})
    documents = fields.List(fields.Dict(), required=True, metadata={"description": "D17 的结果"})


class Documents(Schema):
    """Which documents the route needs."""

    documents = fields.List(fields.String(), metadata={"description": "本方式必备的材料"})


@service("approval.check_documents", input=Wanted, output=Documents, effect="records")
def check_documents(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """核对该审批方式的必备材料：定稿缺少的不得办理；单独审批的文件随后逐项报批"""
    wanted = [row for row in said["documents"] if row["blocking"]]
    if said["route"] != SEPARATE:
        _, form = newest_form(call.session, declaration_of(call))
        if missing := [str(row["document"]) for row in wanted if row["field"] and not form.get(row["field"])]:
            raise RuleRefused(f"定稿缺少该审批方式的必备材料：{'、'.join(missing)}。", "Documents of this route are missing.", clause=R12)
    return {"documents": [str(row["document"]) for row in wanted]}


class Why(Schema):
    """The reason of the route."""

    reason = fields.String(load_default=None, allow_none=True, metadata={"description": "采用该方式的理由"})


class Row(Schema):
    """The row that was written."""

    approval_id = fields.Integer(metadata={"description": "审批记录编号"})


@service("approval.put_in_pool", input=Why, output=Row, effect="records", undo=take_back)
def pool(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """列入待汇总，通知县数管局统一申请"""
    project, declaration = project_of(call), declaration_of(call)
    row = put_in_pool(Act.of(call), declaration, reason=said["reason"])
    call.notify("sgj_handler@sgj", f"项目“{project.name}”（{project.code}）已列入待汇总，请统一申请审批。")
    return {"approval_id": row.id}


@service("approval.need_none", input=Why, output=Row, effect="records", undo=take_back)
def none_needed(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记无需审批（须参数允许，并有书面理由）"""
    allowed = bool(call.parameters["allow_no_approval"])
    authority = str(call.parameters["approval_authority"])
    row = need_none(Act.of(call), declaration_of(call), reason=said["reason"] or "", authority=authority, allowed=allowed)
    return {"approval_id": row.id}


class Entered(Schema):
    """The entry of the investment plan."""

    class Meta:
        unknown = EXCLUDE

    entry_id = fields.Integer(metadata={"description": "投资计划条目编号"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})
    state = fields.String(metadata={"description": "所依据的审批：批复、无需审批"})


@service("approval.enter_plan", input=Nothing, output=Entered, effect="records", undo=take_back)
def enter_plan(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """已批复的项目列为投资计划拟列入条目"""
    declaration = declaration_of(call)
    entry = create_entry(Act.of(call), declaration)
    go_on(Act.of(call), project_of(call), "计划")
    approval = final_approval(call.session, declaration.id)
    return {"entry_id": entry.id, "plan_year": entry.plan_year, "state": approval.state if approval is not None else None}
