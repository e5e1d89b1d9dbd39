"""A batch of appraised projects is listed, given up, or taken to the meeting of the county government (P13B)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.base import Act
from app.records.clauses import R33
from app.records.meeting_batch import list_batch, release_batch, submit_batch, waiting_opinions
from handlers._project import Nothing, cannot_take_back, take_back


class Row(Schema):
    """A row of F33."""

    class Meta:
        unknown = EXCLUDE

    opinion_ref = fields.Integer(required=True, metadata={"description": "论证意见记录编号"})
    proposed_order = fields.Integer(required=True, metadata={"description": "建议上会次序"})


class Rows(Schema):
    """The list F33."""

    rows = fields.List(fields.Nested(Row), required=True, metadata={"description": "上会清单"})


class Count(Schema):
    """How many."""

    projects = fields.Integer(metadata={"description": "项目数"})


@service("meeting_batch.begin", input=Nothing, output=Count, effect="records")
def begin(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """开始汇总上会：没有待上会项目的不能发起"""
    waiting = len(waiting_opinions(call.session))
    if not waiting:
        raise RuleRefused("目前没有待上会的项目，不能发起上会汇总。", "No project waits for the meeting.", clause=R33)
    return {"projects": waiting}


@service("meeting_batch.list", input=Rows, output=Count, effect="records", undo=take_back)
def list_(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """列入本批上会清单（每个项目只能在一个未提交的批次中）"""
    rows = sorted(said["rows"], key=lambda row: row["proposed_order"])
    return {"projects": len(list_batch(Act.of(call), call.instance_id, [row["opinion_ref"] for row in rows]))}


@service("meeting_batch.release", input=Nothing, output=Count, effect="records", undo=take_back)
def release(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """撤销本批上会清单，所列项目可列入其他批次"""
    return {"projects": release_batch(Act.of(call), call.instance_id)}


@service("meeting_batch.submit", input=Nothing, output=Count, effect="records", undo=cannot_take_back)
def submit(call: Call, _given: Mapping[str, Any]) -> dict[str, Any]:
    """提交上会：清单所列项目改为已上会，逐一通知各项目"""
    rows = submit_batch(Act.of(call), call.instance_id)
    for row in rows:
        call.send("MSG_TO_MEETING", {"project_id": row.project_id}, {"batch": call.instance_id}, key=f"{call.key}:{row.id}")
    return {"projects": len(rows)}
