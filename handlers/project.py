"""The project's record over its life: made at the registration, updated in planning, moved from state to state, closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.amounts import yuan_of
from app.records.base import Act
from app.records.changes import change
from app.records.clauses import R2, R10
from app.records.plan_issue import close_plan_entries
from app.records.project import ENDED, create_project, enter, go_on, reserve, resolve_link
from app.records.registration import conclude
from handlers._project import Nothing, project_of, take_back

_OFF = {"waiting_for_window": False, "late_request_open": False}


class Registration(Schema):
    """The registration F10."""

    project_name = fields.String(required=True, metadata={"description": "项目名称"})
    dept_code = fields.String(required=True, metadata={"description": "项目建设主管部门（单位代码）"})
    build_unit = fields.String(load_default=None, allow_none=True, metadata={"description": "项目建设单位（单位代码），不填即为主管部门"})
    leader_in_charge = fields.String(required=True, metadata={"description": "分管领导"})
    dedicated_person = fields.String(required=True, metadata={"description": "专人"})
    dedicated_phone = fields.String(required=True, metadata={"description": "专人联系电话"})
    gov_activity_related = fields.Boolean(required=True, metadata={"description": "是否与政务活动相关"})
    scope_type = fields.String(required=True, metadata={"description": "项目范畴"})
    construction_nature = fields.String(required=True, metadata={"description": "建设性质"})
    fund_nature = fields.String(required=True, metadata={"description": "资金性质"})
    is_global_major = fields.String(load_default=None, allow_none=True, metadata={"description": "是否全局性重大，不填即为否"})
    demand_origin = fields.List(fields.String(), required=True, metadata={"description": "来源"})
    linked_project = fields.String(load_default=None, allow_none=True, metadata={"description": "关联既有项目（编号或名称）"})
    from_om = fields.Boolean(load_default=False, allow_none=True, metadata={"description": "是否由运维经费申请（P44）发起"})


class Created(Schema):
    """The project that was made."""

    project_id = fields.Integer(metadata={"description": "项目编号"})
    dept = fields.String(metadata={"description": "主管部门（单位代码）"})
    build_unit = fields.String(metadata={"description": "建设单位（单位代码）"})
    dept_kind = fields.String(metadata={"description": "主管部门的类别：department、county、township"})


@service("project.create", input=Registration, output=Created, effect="records", undo=take_back)
def create(call: Call, registration: Mapping[str, Any]) -> dict[str, Any]:
    """登记项目：建立项目台账（储备）"""
    values = dict(registration)
    dept = values.pop("dept_code")
    build_unit = values.pop("build_unit") or dept
    for office in (dept, build_unit):
        if call.kinds.get(office) in (None, "supplier"):
            raise RuleRefused(f"“{office}”不是县内单位，不能作为主管部门或建设单位。", f"{office!r} is no office of the county.", clause=R2)
    values |= {"name": values.pop("project_name"), "nature": values.pop("construction_nature"), "dept": dept, "build_unit": build_unit}
    values |= {"is_global_major": values["is_global_major"] or "否", "from_om": bool(values["from_om"])}
    project = create_project(Act.of(call), **values)
    return {"project_id": project.id, "dept": dept, "build_unit": build_unit, "dept_kind": call.kinds[dept]}


class Scope(Schema):
    """The answer of D02."""

    scope = fields.String(required=True, metadata={"description": "纳入范围的判定（D02）"})
    close = fields.Boolean(load_default=False, allow_none=True, metadata={"description": "是否同时结束项目（不纳入管理）"})
    reason = fields.String(load_default=None, allow_none=True, metadata={"description": "理由"})


@service("project.record_scope", input=Scope, output=Nothing, effect="records", undo=take_back)
def record_scope(call: Call, said: Mapping[str, Any]) -> None:
    """登记纳入管理范围的判定结果"""
    act, project = Act.of(call), project_of(call)
    change(act, project, scope=said["scope"])
    if said["close"]:
        enter(act, project, "终止", close_reason=said["reason"] or said["scope"], **_OFF)


class Update(Schema):
    """Only what is given is changed."""

    project_name = fields.String(metadata={"description": "项目名称"})
    build_unit = fields.String(metadata={"description": "项目建设单位（单位代码）"})
    est_budget_wan = fields.String(allow_none=True, metadata={"description": "估算（万元）"})
    uses_county_dc = fields.Boolean(allow_none=True, metadata={"description": "是否使用县政务云"})
    builds_own_dc = fields.Boolean(allow_none=True, metadata={"description": "是否自建应用类数据中心"})
    mlps_level = fields.String(allow_none=True, metadata={"description": "拟定安全保护等级"})
    project_category = fields.String(allow_none=True, metadata={"description": "项目类别"})
    category_parts = fields.List(fields.String(), metadata={"description": "包含类别"})
    construction_nature = fields.String(metadata={"description": "建设性质"})
    linked_project = fields.String(allow_none=True, metadata={"description": "关联既有项目（编号或名称）"})
    trial_start = fields.Date(allow_none=True, metadata={"description": "试运行开始日期"})


_COLUMNS = {"project_name": "name", "project_category": "category", "category_parts": "parts", "construction_nature": "nature"}


@service("project.update", input=Update, output=Nothing, effect="records", undo=take_back)
def update(call: Call, given: Mapping[str, Any]) -> None:
    """更新项目台账"""
    values = {_COLUMNS.get(name, name): value for name, value in given.items()}
    if "est_budget_wan" in values:
        wan = values.pop("est_budget_wan")
        values["est_budget_yuan"] = yuan_of(wan) if wan is not None else None
    if "linked_project" in values:
        values["linked_project"], values["linked_project_id"] = resolve_link(call.session, values["linked_project"])
    change(Act.of(call), project_of(call), **values)


class State(Schema):
    """A state of the project."""

    state = fields.String(required=True, metadata={"description": "项目状态：申报、论证、审批……"})


@service("project.set_state", input=State, output=Nothing, effect="records", undo=take_back)
def set_state(call: Call, said: Mapping[str, Any]) -> None:
    """项目进入下一状态（阶段随之变化）"""
    go_on(Act.of(call), project_of(call), said["state"])


class Review(Schema):
    """When the review was passed."""

    internal_review_at = fields.DateTime(metadata={"description": "内部预审通过时间"})


@service("project.pass_internal_review", input=Nothing, output=Review, effect="records", undo=take_back)
def pass_internal_review(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """登记内部预审通过"""
    change(Act.of(call), project_of(call), internal_review_at=call.now)
    return {"internal_review_at": call.now}


class Outcome(Schema):
    """How the round ended."""

    outcome = fields.String(load_default=None, allow_none=True, metadata={"description": "未能继续的结果（写入未办结的申报）"})


@service("project.back_to_reserve", input=Outcome, output=Nothing, effect="records", undo=take_back)
def back_to_reserve(call: Call, said: Mapping[str, Any]) -> None:
    """退回储备：未办结的申报写入结果，未办结的计划条目改为未列入或取消"""
    act, project = Act.of(call), project_of(call)
    reason = said["outcome"] or "退回储备"
    if said["outcome"]:
        conclude(act, project.id, said["outcome"])
    close_plan_entries(act, project.id, reason)
    reserve(act, project, **_OFF)


class Closing(Schema):
    """How and why a project ends."""

    state = fields.String(required=True, metadata={"description": "终止或下线"})
    reason = fields.String(required=True, metadata={"description": "原因"})


@service("project.close", input=Closing, output=Nothing, effect="records", undo=take_back)
def close(call: Call, said: Mapping[str, Any]) -> None:
    """结束项目（终止或下线），关闭未办结的申报和计划条目"""
    if said["state"] not in ENDED:
        raise RuleRefused(f"项目只能以终止或下线结束，不能是“{said['state']}”。", "A project ends as 终止 or 下线.", clause=R10)
    act, project = Act.of(call), project_of(call)
    conclude(act, project.id, "终止")
    close_plan_entries(act, project.id, said["reason"])
    enter(act, project, said["state"], close_reason=said["reason"], **_OFF)
