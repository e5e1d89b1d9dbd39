"""The unified application: listed, given up, sent to the approving authority, decided project by project (P14B; R37, R38)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.periods import local_day
from app.records.amounts import wan_of
from app.records.approval_batch import decide_row, list_batch, may_only_reject, pool, release_batch, submit_batch, total_of
from app.records.base import Act
from app.records.clauses import R37
from app.records.project import get_project
from handlers._project import Nothing, cannot_take_back, take_back
from handlers.approval_ruling import ruling_of, tell_at_limit


class Begun(Schema):
    """What waits."""

    projects = fields.Integer(metadata={"description": "待汇总的项目数"})
    batch_no = fields.String(metadata={"description": "批次号"})


@service("approval_batch.begin", input=Nothing, output=Begun, effect="records")
def begin(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """开始统一申请：没有待汇总项目的不能发起"""
    waiting = len(pool(call.session))
    if not waiting:
        raise RuleRefused("目前没有待汇总的项目，不能发起统一申请。", "No project waits for the unified application.", clause=R37)
    return {"projects": waiting, "batch_no": f"TY-{local_day(call.now).year}-{call.instance_id:04d}"}


class Item(Schema):
    """A row of F44."""

    class Meta:
        unknown = EXCLUDE

    project_code = fields.String(required=True, metadata={"description": "项目编号"})
    route_reason = fields.String(load_default=None, allow_none=True, metadata={"description": "统一申请理由"})


class Items(Schema):
    """The list F44."""

    items = fields.List(fields.Nested(Item), required=True, metadata={"description": "申请项目"})
    batch_no = fields.String(required=True, metadata={"description": "批次号"})


class Listed(Schema):
    """Who listed what."""

    projects = fields.Integer(metadata={"description": "项目数"})
    total_wan = fields.String(metadata={"description": "申请金额合计（万元）"})
    listed_by = fields.String(metadata={"description": "汇总人"})


@service("approval_batch.list", input=Items, output=Listed, effect="records", undo=take_back)
def list_(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """列入本批统一申请（每个项目只能在一个未提交的批次中）"""
    free = {project.code: row.id for row, project in pool(call.session, call.instance_id)}
    codes = [row["project_code"] for row in said["items"]]
    if len(set(codes)) != len(codes) or (wrong := [code for code in codes if code not in free]):
        named = "、".join(code for code in codes if codes.count(code) > 1) if len(set(codes)) != len(codes) else "、".join(wrong)
        raise RuleRefused(f"项目“{named}”重复，或不在待汇总之列、已列入另一批次。", "Twice, not waiting, or on another list.", clause=R37)
    chosen = {free[row["project_code"]]: row["route_reason"] for row in said["items"]}
    rows = list_batch(Act.of(call), call.instance_id, chosen, batch_no=said["batch_no"])
    return {"projects": len(rows), "total_wan": wan_of(total_of(rows)), "listed_by": call.actor}


class Count(Schema):
    """How many."""

    projects = fields.Integer(metadata={"description": "项目数"})


@service("approval_batch.release", input=Nothing, output=Count, effect="records", undo=take_back)
def release(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """撤销本批统一申请，所列项目回到待汇总"""
    return {"projects": release_batch(Act.of(call), call.instance_id)}


class Signed(Schema):
    """The list as signed."""

    letter_files = fields.List(fields.Raw(), required=True, metadata={"description": "申请文件"})
    listed_by = fields.String(required=True, metadata={"description": "汇总人"})


class Submitted(Schema):
    """The projects that are asked for."""

    items = fields.List(fields.Dict(), metadata={"description": "各项目：approval_id、project_code、project_name"})


@service("approval_batch.submit", input=Signed, output=Submitted, effect="records", undo=take_back)
def submit(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """提交统一申请：所列项目改为已申请（已终止的退出清单）"""
    rows = submit_batch(Act.of(call), call.instance_id, listed_by=said["listed_by"], files=[str(f) for f in said["letter_files"]])
    projects = {row.id: get_project(call.session, row.project_id) for row in rows}
    return {"items": [{"approval_id": id_, "project_code": project.code, "project_name": project.name} for id_, project in projects.items()]}


class Ruled(Schema):
    """F43 about one project of the batch."""

    approval_id = fields.Integer(required=True, metadata={"description": "审批记录编号"})
    answers = fields.Dict(required=True, metadata={"description": "审批（F43 的填写内容）"})


class Told(Schema):
    """What the project is told."""

    approval_id = fields.Integer(metadata={"description": "审批记录编号"})
    decision = fields.String(metadata={"description": "审批结论"})
    told = fields.Boolean(metadata={"description": "是否已通知项目（已终止的项目不再通知）"})


@service("approval_batch.decide", input=Ruled, output=Told, effect="records", undo=cannot_take_back)
def decide(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记一个项目的审批结论，随即通知该项目"""
    row = decide_row(Act.of(call), said["approval_id"], call.instance_id, ruling_of(call, said["answers"]))
    alive = not may_only_reject(call.session, row)
    if alive:
        payload = {"decision": row.decision, "approval_id": row.id, "approval_no": row.no, "batch_no": row.batch_no}
        call.send("MSG_UNIFIED_RESULT", {"project_id": row.project_id}, payload, key=f"{call.key}:{row.id}")
    if row.state == "退回":
        tell_at_limit(call, get_project(call.session, row.project_id).name, "统一申请", row.round)
    return {"approval_id": row.id, "decision": row.decision, "told": alive}
