"""A declaration after the form: judged by the moment of its stamp, late, registered, handed to the appraisal, withdrawn (P12 steps 2–5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.base import Act
from app.records.clauses import R24
from app.records.declaration import Declaration, open_declaration
from app.records.declaration_window import get_window
from app.records.registration import judge as judge_stamp
from app.records.registration import register as accept
from app.records.registration import withdraw as take_out
from handlers._project import Nothing, cannot_take_back, project_of, take_back
from handlers.waiting import Year


class KnownWindow(Schema):
    """The window that P00 read."""

    window = fields.Dict(required=True, metadata={"description": "进入申报时读到的窗口"})


class Judged(Schema):
    """The stamp against the window."""

    class Meta:
        unknown = EXCLUDE

    stamped_at = fields.DateTime(required=True, metadata={"description": "盖章时间"})
    window_id = fields.Integer(required=True, metadata={"description": "适用的窗口"})
    plan_year = fields.Integer(required=True, metadata={"description": "计划年度"})
    close_at = fields.DateTime(required=True, metadata={"description": "窗口关闭时间"})
    on_time = fields.Boolean(required=True, metadata={"description": "是否按时"})
    days_late = fields.Integer(required=True, metadata={"description": "逾期天数"})
    cycle_ended = fields.Boolean(required=True, metadata={"description": "该年度周期是否已办结"})


@service("declaration.judge", input=KnownWindow, output=Judged, effect="records")
def judge(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """以主管部门盖章时间判断申报是否按时、属于哪个计划年度"""
    found = judge_stamp(call.session, call.now, int(said["window"]["plan_year"]))
    window = found.window
    facts = {"stamped_at": call.now, "on_time": found.on_time, "days_late": found.days_late, "cycle_ended": window.cycle_ended_at is not None}
    return facts | {"window_id": window.id, "plan_year": window.plan_year, "close_at": window.close_at}


class LateRequest(Schema):
    """The late request F22 with the judgement."""

    late_reason_type = fields.String(required=True, metadata={"description": "逾期原因类别"})
    evidence_files = fields.List(fields.Raw(), load_default=list, allow_none=True, metadata={"description": "证明材料"})
    judge = fields.Nested(Judged, required=True, metadata={"description": "盖章时间的判断结果"})


class LateFacts(Schema):
    """What D04 reads."""

    late_reason_type = fields.String(metadata={"description": "逾期原因类别"})
    has_evidence = fields.Boolean(metadata={"description": "是否有证明材料"})
    days_late = fields.Integer(metadata={"description": "逾期天数"})
    cycle_ended = fields.Boolean(metadata={"description": "该年度周期是否已办结"})


@service("declaration.late_facts", input=LateRequest, output=LateFacts, effect="records")
def late_facts(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """读取逾期申请的处理依据"""
    judged = said["judge"]
    ended = get_window(call.session, judged["plan_year"]).cycle_ended_at is not None
    known = {"late_reason_type": said["late_reason_type"], "has_evidence": bool(said["evidence_files"])}
    return known | {"days_late": judged["days_late"], "cycle_ended": ended}


class Accepted(Schema):
    """What is to be registered."""

    answers = fields.Dict(required=True, metadata={"description": "申报表（P12_T1 的填写内容）"})
    judge = fields.Nested(Judged, required=True, metadata={"description": "盖章时间的判断结果"})
    is_supplementary = fields.Boolean(required=True, metadata={"description": "是否增补"})
    warnings = fields.List(fields.String(), load_default=list, allow_none=True, metadata={"description": "资格校验的提示"})


class Registered(Schema):
    """The accepted declaration."""

    declaration_id = fields.Integer(metadata={"description": "申报记录编号"})
    declare_no = fields.String(metadata={"description": "申报编号"})
    project_code = fields.String(metadata={"description": "项目编码"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})
    send_ready = fields.Boolean(metadata={"description": "是否立即送交论证（增补，或窗口已关闭）"})


@service("declaration.register", input=Accepted, output=Registered, effect="records", undo=take_back)
def register(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """受理申报：登记申报编号、项目编码和计划年度"""
    project, judged = project_of(call), said["judge"]
    stamped_at: datetime = judged["stamped_at"]
    extra = {"is_supplementary": said["is_supplementary"], "answers": said["answers"], "warnings": said["warnings"] or []}
    row = accept(Act.of(call), project, plan_year=judged["plan_year"], stamped_at=stamped_at, **extra)
    closed = get_window(call.session, row.plan_year).state == "关闭"
    known = {"declaration_id": row.id, "declare_no": row.no, "project_code": project.code, "plan_year": row.plan_year}
    return known | {"send_ready": row.is_supplementary or closed}


@service("declaration.send_ready", input=Year, output=Nothing, effect="records", undo=cannot_take_back)
def send_ready(call: Call, said: Mapping[str, Any]) -> None:
    """将本项目的申报送交论证"""
    call.send("MSG_APPRAISAL_READY", {"project_id": call.project_id, "plan_year": said["plan_year"]}, {})


class Standing(Schema):
    """The declaration that goes on to the appraisal."""

    declaration_id = fields.Integer(metadata={"description": "申报记录编号"})
    declare_no = fields.String(metadata={"description": "申报编号"})
    plan_year = fields.Integer(metadata={"description": "计划年度"})


@service("declaration.read_accepted", input=Nothing, output=Standing, effect="records")
def read_accepted(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """读取本项目受理中的申报及其计划年度"""
    project = project_of(call)
    row = open_declaration(call.session, project.id)
    if row is None:
        raise RuleRefused(f"项目“{project.name}”没有受理中的申报，不能进入论证。", "The project has no accepted declaration.", clause=R24)
    return {"declaration_id": row.id, "declare_no": row.no, "plan_year": row.plan_year}


class Which(Schema):
    """One declaration."""

    declaration_id = fields.Integer(required=True, metadata={"description": "申报记录编号"})


@service("declaration.withdraw", input=Which, output=Nothing, effect="records", undo=take_back)
def withdraw(call: Call, said: Mapping[str, Any]) -> None:
    """撤回已受理的申报"""
    project = project_of(call)
    row = call.session.get(Declaration, said["declaration_id"])
    if row is None or row.project_id != project.id:
        raise RuleRefused("没有找到本项目的该项申报。", "The project has no such declaration.", clause=R24)
    take_out(Act.of(call), row)
