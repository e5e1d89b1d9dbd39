"""The opinion of an appraisal is drafted, signed, taken to the meeting, and what it led to is frozen (P13 steps 3–5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields

from app.catalogue import Call, service
from app.errors import RuleRefused
from app.records.amounts import yuan_of
from app.records.appraisal_opinion import AppraisalOpinion, await_meeting, draft_opinion, get_opinion, note_meeting, sign_opinion
from app.records.appraisal_round import Rules
from app.records.base import Act
from app.records.clauses import R33
from app.records.final_version import freeze_version
from app.records.meeting_result import MeetingResult
from handlers._project import Nothing, cannot_take_back, project_of, take_back
from handlers.appraisal import declaration_of
from handlers.reviews import Written, meeting

_COLUMNS = {"basis": "confirmed_basis", "standard": "confirmed_standard", "scale": "confirmed_scale", "content": "confirmed_content"}
_AS_THEY_ARE = ("importance", "urgency", "demand_clear", "arch_simple", "needs_separate_approval", "opinion_text")


class Draft(Schema):
    """The opinion F34."""

    round = fields.Integer(required=True, metadata={"description": "第几轮论证"})
    answers = fields.Dict(required=True, metadata={"description": "论证意见（F34 的填写内容）"})


class Drafted(Schema):
    """The row that was written."""

    opinion_id = fields.Integer(metadata={"description": "论证意见记录编号"})


class Which(Schema):
    """One opinion."""

    opinion_id = fields.Integer(required=True, metadata={"description": "论证意见记录编号"})


@service("appraisal.draft", input=Draft, output=Drafted, effect="records", undo=take_back)
def draft(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """起草论证意见（草拟）：结论须与票数相符，三家单位和专家均已提交意见"""
    answers = said["answers"]
    values = {column: answers[field] for column, field in _COLUMNS.items()} | {name: answers[name] for name in _AS_THEY_ARE}
    values |= {"fund_sources": answers["confirmed_fund_sources"], "confirmed_budget_yuan": yuan_of(answers["confirmed_budget_wan"])}
    values |= {"owner_share_note": answers.get("owner_share_note")}
    told = {"number": said["round"], "conclusion": answers["conclusion"], "rules": Rules.of(call.parameters)}
    return {"opinion_id": draft_opinion(Act.of(call), declaration_of(call), **told, **values).id}


@service("appraisal.sign", input=Which, output=Nothing, effect="records", undo=take_back)
def sign(call: Call, said: Mapping[str, Any]) -> None:
    """签发论证意见"""
    sign_opinion(Act.of(call), _opinion(call, said), Rules.of(call.parameters))


@service("appraisal.await_meeting", input=Which, output=Nothing, effect="records", undo=take_back)
def await_(call: Call, said: Mapping[str, Any]) -> None:
    """论证意见待上会，并告知县数管局经办"""
    opinion = await_meeting(Act.of(call), _opinion(call, said))
    call.notify("sgj_handler@sgj", f"项目“{project_of(call).name}”的论证意见（第{opinion.id}号）待上会，请汇总提交县政府相关会议研究。")


class Met(Which):
    """What the meeting decided."""

    meeting_result_id = fields.Integer(required=True, metadata={"description": "会议结果记录编号"})


@service("appraisal.note_meeting", input=Met, output=Nothing, effect="records", undo=take_back)
def note(call: Call, said: Mapping[str, Any]) -> None:
    """将会议结果记入论证意见"""
    result = call.session.get(MeetingResult, said["meeting_result_id"])
    if result is None:
        raise RuleRefused("没有找到该会议结果。", "There is no such result of a meeting.", clause=R33)
    note_meeting(Act.of(call), _opinion(call, said), result)


class MetHere(Which):
    """What the meeting decided, as it is written down (F35)."""

    answers = fields.Dict(required=True, metadata={"description": "县政府会议结果（F35 的填写内容）"})


@service("appraisal.record_meeting", input=MetHere, output=Written, effect="records", undo=take_back)
def record_meeting(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记县政府会议结果，并记入论证意见"""
    written = dict(meeting(call, {"answers": said["answers"]}) or {})
    note(call, {"opinion_id": said["opinion_id"], **written})
    return written


class Checked(Which):
    """The check F38."""

    consistent_items = fields.List(fields.Dict(), required=True, metadata={"description": "逐项核对结果（F38）"})


class Frozen(Schema):
    """The frozen version."""

    final_version_id = fields.Integer(metadata={"description": "定稿记录编号"})
    number = fields.Integer(metadata={"description": "定稿版本号"})
    hash = fields.String(metadata={"description": "定稿内容的 SHA-256 校验值"})


@service("appraisal.freeze", input=Checked, output=Frozen, effect="records", undo=cannot_take_back)
def freeze(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """冻结定稿：此后不得更改"""
    row = freeze_version(Act.of(call), _opinion(call, said), checks=said["consistent_items"])
    return {"final_version_id": row.id, "number": row.number, "hash": row.hash}


def _opinion(call: Call, said: Mapping[str, Any]) -> AppraisalOpinion:
    return get_opinion(call.session, said["opinion_id"], project_of(call).id)
