"""Readers of the approval's forms: F42's estimate, what F43 may approve, the pool of F44."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.catalogue import Reading, reader
from app.records.amounts import wan_of
from app.records.approval import Approval
from app.records.approval_batch import pool
from app.records.approving import estimate_of, passed_opinion
from app.records.declaration import Declaration, open_declaration
from app.records.declaration_version import newest_form
from app.records.project import ENDED, NO_CODE, Project

_NAMES = {"建议书": "项目建议书", "可研": "可行性研究报告", "初设概算": "初步设计及概算", "统一": "统一申请"}


@reader("approval_estimate")
def approval_estimate(reading: Reading) -> str | None:
    """概算所对照的投资估算（最近批复的可研；合并报批时为论证概算），万元"""
    declaration = open_declaration(reading.session, reading.project_id) if reading.project_id is not None else None
    return wan_of(estimate_of(reading.session, declaration)) if declaration is not None else None


@reader("approval_draft")
def approval_draft(reading: Reading, request: Mapping[str, Any]) -> dict[str, Any]:
    """审批单的初始内容：申请金额，定稿和论证意见的内容、规模、标准、工期"""
    declaration = open_declaration(reading.session, reading.project_id) if reading.project_id is not None else None
    if declaration is None:
        return {}
    return _draft(reading, declaration, str(request["doc_type"]), str(request["amount_wan"]))


@reader("unified_approval_draft")
def unified_approval_draft(reading: Reading, approval_id: int) -> dict[str, Any]:
    """统一申请中一个项目的审批单初始内容"""
    row = reading.session.get(Approval, approval_id)
    if row is None:
        return {}
    declaration = reading.session.get_one(Declaration, row.declaration_id)
    return _draft(reading, declaration, "统一", wan_of(row.requested_yuan) or "")


@reader("approval_pool")
def approval_pool(reading: Reading, batch_no: str) -> dict[str, Any]:
    """待汇总的项目（不含已在其他批次中的）"""
    rows = pool(reading.session, reading.instance_id)
    items = [
        {"project_code": project.code or NO_CODE, "project_name": project.name, "budget_wan": wan_of(row.requested_yuan)}
        | {"route_reason": row.route_reason or "符合统一申请审批条件"}
        for row, project in rows
    ]
    return {"batch_no": batch_no, "items": items}


def _draft(reading: Reading, declaration: Declaration, doc_type: str, amount_wan: str) -> dict[str, Any]:
    project = reading.session.get_one(Project, declaration.project_id)
    head = {"document": _NAMES[doc_type], "project_code": project.code or NO_CODE, "project_name": project.name, "requested_wan": amount_wan}
    if declaration.outcome is not None or project.state in ENDED:
        return head
    opinion, (_, form) = passed_opinion(reading.session, declaration), newest_form(reading.session, declaration)
    text = {"approved_content": opinion.content, "approved_scale": opinion.scale, "approved_standard": opinion.standard}
    return head | text | {"approved_budget_wan": amount_wan, "approved_period": form.get("construction_period_text")}
