"""Requests of the separate approval and what is decided about them (P14_T2–T7; R12, R36, R38, P5 art. 9–13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from app.catalogue import Call, service
from app.records.amounts import wan_of, yuan_of
from app.records.approving import Request, Ruling, exceeds, require_request, return_excess
from app.records.approving import rule as decide
from app.records.base import Act
from handlers._project import project_of, take_back
from handlers.approval import Row, declaration_of


class Asked(Schema):
    """A document that a department files."""

    doc_type = fields.String(required=True, metadata={"description": "文件：建议书、可研、初设概算"})
    amount_wan = fields.String(required=True, metadata={"description": "投资估算或概算（万元）"})
    files = fields.List(fields.Raw(), required=True, metadata={"description": "申请文件"})
    letter_no = fields.String(load_default=None, allow_none=True, metadata={"description": "申请文号"})
    platform_code = fields.String(load_default=None, allow_none=True, metadata={"description": "在线平台项目代码"})


class Filed(Asked):
    """The document as filed, with who filed it, and how it stands to its estimate."""

    class Meta:
        unknown = EXCLUDE

    applied_by = fields.String(metadata={"description": "申请人"})
    applied_at = fields.DateTime(metadata={"description": "申请时间"})
    estimate_wan = fields.String(metadata={"description": "投资估算（万元）"})
    exceed_ratio = fields.String(metadata={"description": "超估算比例，如 0.1200"})
    exceeds = fields.Boolean(metadata={"description": "是否超过允许的比例"})


class Filing(Schema):
    """A filed document."""

    request = fields.Nested(Filed, required=True, metadata={"description": "已提交的文件（approval.ask 的结果）"})


@service("approval.ask", input=Asked, output=Filed, effect="records")
def ask(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """核对报批文件：前置文件已批复、文件齐全，计算超估算比例"""
    request = Request(said["doc_type"], yuan_of(said["amount_wan"]), [str(f) for f in said["files"]], call.actor, call.now)
    _, estimate = require_request(call.session, declaration_of(call), request, merged=_merged(call))
    ratio = ((request.requested_yuan - estimate) / estimate).quantize(Decimal("0.0001"))
    known = {"applied_by": call.actor, "applied_at": call.now, "estimate_wan": wan_of(estimate), "exceed_ratio": str(ratio)}
    return dict(said) | known | {"exceeds": exceeds(request.requested_yuan, estimate, _tolerance(call))}


@service("approval.return_excess", input=Filing, output=Row, effect="records", undo=take_back)
def excess(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """概算超过允许的比例：登记退回及理由，通知主管部门"""
    project = project_of(call)
    authority, request = str(call.parameters["approval_authority"]), _request(said["request"])
    row = return_excess(Act.of(call), declaration_of(call), request, percent=_tolerance(call), merged=_merged(call), authority=authority)
    if row is not None:
        call.notify(f"dept_handler@{project.dept}", f"项目“{project.name}”的{row.reason}，请缩减概算或重报可研。")
    return {"approval_id": row.id if row is not None else None}


class Decided(Schema):
    """F43 about a filed document."""

    request = fields.Nested(Filed, required=True, metadata={"description": "已提交的文件（approval.ask 的结果）"})
    answers = fields.Dict(required=True, metadata={"description": "审批（F43 的填写内容）"})


class Written(Schema):
    """The row that was written."""

    approval_id = fields.Integer(metadata={"description": "审批记录编号"})
    decision = fields.String(metadata={"description": "审批结论"})
    round = fields.Integer(metadata={"description": "该文件第几次报批"})


@service("approval.rule", input=Decided, output=Written, effect="records", undo=take_back)
def rule(call: Call, said: Mapping[str, Any]) -> dict[str, Any]:
    """登记审批结论；退回达到上限时告知县数管局负责人"""
    project = project_of(call)
    ruling = ruling_of(call, said["answers"])
    row = decide(Act.of(call), declaration_of(call), _request(said["request"]), ruling, merged=_merged(call), percent=_tolerance(call))
    if row.state == "退回":
        tell_at_limit(call, project.name, f"{row.doc_type}审批", row.round)
    return {"approval_id": row.id, "decision": ruling.decision, "round": row.round}


def ruling_of(call: Call, answers: Mapping[str, Any]) -> Ruling:
    """F43 as the records take it."""
    valid, budget = answers.get("valid_until"), answers.get("approved_budget_wan")
    return Ruling(
        answers["decision"],
        answers.get("opinion"),
        str(call.parameters["approval_authority"]),
        no=answers.get("approval_no"),
        content=answers.get("approved_content"),
        scale=answers.get("approved_scale"),
        standard=answers.get("approved_standard"),
        budget_yuan=yuan_of(budget) if budget else None,
        period=answers.get("approved_period"),
        valid_until=date.fromisoformat(valid) if valid else None,
        attachments=tuple(str(f) for f in answers.get("attachments") or ()),
    )


def tell_at_limit(call: Call, name: str, what: str, rounds: int) -> None:
    """Returning so often traps nobody, but the leader hears of it [A]."""
    if rounds >= int(call.parameters["return_round_limit"]):
        call.notify("sgj_leader@sgj", f"项目“{name}”的{what}已退回{rounds}次，请关注；仍可继续补正。")


def _request(filed: Mapping[str, Any]) -> Request:
    at: datetime = filed["applied_at"]
    letter = {"letter_no": filed.get("letter_no"), "platform_code": filed.get("platform_code")}
    return Request(filed["doc_type"], yuan_of(filed["amount_wan"]), [str(f) for f in filed["files"]], filed["applied_by"], at, **letter)


def _merged(call: Call) -> bool:
    return bool(call.parameters["merge_separate_documents"])


def _tolerance(call: Call) -> Decimal:
    return Decimal(str(call.parameters["estimate_tolerance_percent"]))
