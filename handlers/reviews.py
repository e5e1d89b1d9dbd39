"""Experts' opinions and meetings' results are written down (P11 step 4, P12 step 4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.records.amounts import yuan_of
from app.records.base import Act
from app.records.expert_review import record_reviews
from app.records.meeting_result import record_meeting
from handlers._project import project_of, take_back


class Round(Schema):
    """One round of a panel."""

    stage = fields.String(required=True, metadata={"description": "环节：谋划、论证、竣工验收"})
    round = fields.Integer(required=True, metadata={"description": "第几轮"})
    panel = fields.List(fields.String(), required=True, metadata={"description": "专家名单（用户名）"})
    answers = fields.List(fields.Dict(), required=True, metadata={"description": "已提交的意见"})


class Counted(Schema):
    """How the panel answered in which round."""

    round = fields.Integer(metadata={"description": "第几轮"})
    submitted = fields.Integer(metadata={"description": "已提交人数"})
    agreed = fields.Integer(metadata={"description": "同意人数"})
    modified = fields.Integer(metadata={"description": "修改后同意人数"})
    rejected = fields.Integer(metadata={"description": "不同意人数"})


@service("expert_review.record", input=Round, output=Counted, effect="records", undo=take_back)
def record(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记专家意见（未答复的专家记为未提交）"""
    rest = {"stage": said["stage"], "number": said["round"], "panel": said["panel"], "answers": said["answers"]}
    rows = record_reviews(Act.of(call), project_id=project_of(call).id, **rest)
    heard = Counter(row.conclusion for row in rows if row.state == "已提交")
    return {"round": said["round"], "submitted": heard.total(), "agreed": heard["同意"], "modified": heard["修改后同意"], "rejected": heard["不同意"]}


class Meeting(Schema):
    """The meeting's result F35."""

    answers = fields.Dict(required=True, metadata={"description": "县政府会议结果（F35 的填写内容）"})


class Written(Schema):
    """The row that was written."""

    meeting_result_id = fields.Integer(metadata={"description": "会议结果记录编号"})


@service("meeting.record", input=Meeting, output=Written, effect="records", undo=take_back)
def meeting(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记县政府会议结果"""
    answers = said["answers"]
    adjusted = answers.get("adjusted_budget_wan")
    minutes = answers.get("minutes_file")
    row = record_meeting(
        Act.of(call),
        project_id=call.project_id,
        subject=call.element,
        meeting=answers["meeting_name"],
        date=date.fromisoformat(answers["meeting_date"]),
        minutes_no=answers.get("minutes_no"),
        minutes=minutes if isinstance(minutes, list) else [minutes] if minutes else [],
        result=answers["result"],
        adjusted_budget_yuan=yuan_of(adjusted) if adjusted else None,
        requirements=answers.get("requirements"),
    )
    return {"meeting_result_id": row.id}
