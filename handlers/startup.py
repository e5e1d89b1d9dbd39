"""The start of a project: the guard, annex 2 checked and accepted, overdue, and what 协同办公系统 answered (P20)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.periods import SHANGHAI, day_start, local_day
from app.records.amounts import wan_of
from app.records.base import Act
from app.records.clauses import I2
from app.records.construction_plan_entry import issued_entry
from app.records.readiness import readiness, require_ready
from app.records.startup import check_annex, mark_overdue, note_oa, start_project
from handlers._project import Nothing, project_of, take_back
from handlers.waiting import Year


class Guarded(Schema):
    """How the project stands."""

    ready = fields.Boolean(metadata={"description": "论证、审批、计划是否齐备"})
    frozen = fields.Boolean(metadata={"description": "项目是否冻结"})
    missing = fields.List(fields.String(), metadata={"description": "缺少的条件"})
    approved_wan = fields.String(allow_none=True, metadata={"description": "列入计划的批复金额（万元）"})
    start_month = fields.String(allow_none=True, metadata={"description": "建设计划的开始月份"})
    end_month = fields.String(allow_none=True, metadata={"description": "建设计划的结束月份"})
    mlps_level = fields.String(allow_none=True, metadata={"description": "拟定安全保护等级"})
    due_at = fields.DateTime(allow_none=True, metadata={"description": "应报送实施计划表的时限（下达后60天）"})


@service("startup.guard", input=Year, output=Guarded, effect="records")
def guard(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """核对启动条件：论证通过、审批、计划已下达、未冻结"""
    project = project_of(call)
    found = readiness(call.session, project, said["plan_year"])
    known = {"ready": not found.missing, "frozen": found.frozen, "missing": found.missing, "mlps_level": project.mlps_level}
    if found.plan is None:
        return known | {"approved_wan": None, "start_month": None, "end_month": None, "due_at": None}
    limit = local_day(found.plan.issued_at) + timedelta(days=int(call.parameters["startup_limit_days"]))
    months = {"start_month": found.plan.start_month, "end_month": found.plan.end_month}
    return known | months | {"approved_wan": wan_of(found.approved_yuan), "due_at": day_start(limit).astimezone(SHANGHAI)}


class Annex(Year):
    """F51."""

    answers = fields.Dict(required=True, metadata={"description": "实施计划表（F51 的填写内容）"})


class Checked(Schema):
    """Who filed it."""

    filed_by = fields.String(metadata={"description": "填报人（用户名）"})


@service("startup.check", input=Annex, output=Checked, effect="records")
def check(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """核对实施计划表：时间先后、支付比例、不超批复金额"""
    ready = require_ready(call.session, project_of(call), said["plan_year"])
    if ready.approved_yuan is None:
        raise RuleRefused("项目未列入年度建设计划。", "The project is in no plan.", clause=I2)
    check_annex(said["answers"], ready.approved_yuan)
    return {"filed_by": call.actor}


@service("startup.remind_overdue", input=Year, output=Nothing, effect="records", undo=take_back)
def remind_overdue(call: Call, said: Mapping[str, Any]) -> None:
    """逾期未报送实施计划表：标记供月度通报，并提醒主管部门"""
    project = project_of(call)
    plan = issued_entry(call.session, project.id, said["plan_year"])
    if plan is not None and mark_overdue(Act.of(call), plan):
        days = call.parameters["startup_limit_days"]
        call.notify(f"dept_handler@{project.dept}", f"项目“{project.name}”建设计划下达已满{days}天，尚未报送实施计划表（附件2）。")


class Accepting(Annex):
    """F51 and who filed it."""

    filed_by = fields.String(required=True, metadata={"description": "填报人（用户名）"})


class Started(Schema):
    """The accepted annex."""

    startup_plan_id = fields.Integer(metadata={"description": "实施计划表记录编号"})
    start_date = fields.Date(metadata={"description": "启动日期"})
    oa_flow_no = fields.String(allow_none=True, metadata={"description": "协同办公流程号"})


@service("startup.register", input=Accepting, output=Started, effect="records", undo=take_back)
def register(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记项目启动，项目进入采购"""
    told = {"plan_year": said["plan_year"], "answers": said["answers"], "filed_by": said["filed_by"]}
    row = start_project(Act.of(call), project_of(call), **told)
    return {"startup_plan_id": row.id, "start_date": row.start_date, "oa_flow_no": row.oa_flow_no}


class OaResult(Schema):
    """What came of the registration."""

    state = fields.String(required=True, metadata={"description": "未对接、已登记或登记失败"})
    detail = fields.String(load_default=None, allow_none=True, metadata={"description": "说明"})


@service("startup.note_oa", input=OaResult, output=Nothing, effect="records", undo=take_back)
def oa_result(call: Call, said: Mapping[str, Any]) -> None:
    """记录协同办公系统的登记结果，未登记成功的提醒县数管局补登"""
    project = project_of(call)
    row = note_oa(Act.of(call), project, said["state"], said["detail"])
    if said["state"] == "登记失败":
        number = f"（流程号{row.oa_flow_no}）" if row.oa_flow_no else ""
        call.notify("sgj_handler@sgj", f"项目“{project.name}”的实施计划表{number}未能在协同办公系统登记，请补登：{said['detail'] or '没有答复'}。")
