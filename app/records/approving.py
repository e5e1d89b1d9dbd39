"""A separate approval is decided, or needs none (P14): each decision is a row of its own, written once (R35, R36, R38, I19–I21, P5 art. 9–12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.appraisal_opinion import AppraisalOpinion, appraised_budget, standing_opinion
from app.records.approval import DESIGN, NONE_NEEDED, PROPOSAL, SEPARATE, STATE_OF, STUDY, Approval, final_approval, last_granted, next_round
from app.records.base import Act
from app.records.changes import create
from app.records.clauses import I2, I20, I21, P5_9, P5_12, R35, R36, R38
from app.records.declaration import Declaration
from app.records.declaration_version import filers
from app.records.final_version import last_final
from app.records.project import ENDED, Project

DOCUMENTS = (PROPOSAL, STUDY, DESIGN)
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Request:
    """What a department asks for: one document of the separate approval, its amount in yuan, ids of its files."""

    doc_type: str
    requested_yuan: Decimal
    files: Sequence[str]
    applied_by: str
    applied_at: datetime | None = None
    letter_no: str | None = None
    platform_code: str | None = None


@dataclass(frozen=True)
class Ruling:
    """F43: the decision and its reason; on 同意批复 the approval as issued. `authority`: code of the office that decides."""

    decision: str
    opinion: str | None
    authority: str
    no: str | None = None
    content: str | None = None
    scale: str | None = None
    standard: str | None = None
    budget_yuan: Decimal | None = None
    period: str | None = None
    valid_until: date | None = None
    attachments: Sequence[str] = field(default_factory=tuple)


def estimate_of(session: Session, declaration: Declaration) -> Decimal:
    """What 概算 is held against: the budget of the newest approved 可研, else that of the appraisal (P5 art. 12)."""
    study = last_granted(session, declaration.id, STUDY)
    if study is not None and study.budget_yuan is not None:
        return study.budget_yuan
    return appraised_budget(session, passed_opinion(session, declaration))


def exceeds(requested: Decimal, estimate: Decimal, percent: Decimal) -> bool:
    """Whether an amount is more than `percent` above the estimate; exactly so much is not.

    >>> exceeds(Decimal("1650.00"), Decimal("1500.00"), Decimal(10)), exceeds(Decimal("1650.01"), Decimal("1500.00"), Decimal(10))
    (False, True)
    """
    return requested * _HUNDRED > estimate * (_HUNDRED + percent)


def rule(act: Act, declaration: Declaration, request: Request, ruling: Ruling, *, merged: bool, percent: Decimal) -> Approval:
    """Decide about a document; the row is written once and stays.

    `merged`: 初设概算 may stand for all three documents (P5 art. 13).
    Raises  RuleRefused when the documents before it are not approved (P5 art. 9), 概算 is more than `percent` above the estimate (art. 12), the
            person filed it (I20), a reason is missing (I21), or the approval as issued is incomplete (R38).
    """
    opinion, estimate = require_request(act.session, declaration, request, merged=merged)
    if ruling.decision == "转单独审批":
        raise RuleRefused("本项目已在单独审批程序中。", "It is in the separate procedure already.", clause=R36)
    if request.doc_type == DESIGN and ruling.decision == "同意批复" and exceeds(request.requested_yuan, estimate, percent):
        raise RuleRefused(f"概算超过投资估算{percent.normalize():f}%，不得批复。", "The design is too far above its estimate.", clause=P5_12)
    require_ruling(act, declaration, request.applied_by, request.requested_yuan, ruling)
    return create(act, Approval(**asked(act, declaration, opinion, request, estimate), **ruled(act, ruling)))


def return_excess(act: Act, declaration: Declaration, request: Request, *, percent: Decimal, merged: bool, authority: str) -> Approval | None:
    """概算 more than `percent` above its estimate is returned, on the record and with that reason; nothing is written when it is not (P5 art. 12)."""
    opinion, estimate = require_request(act.session, declaration, request, merged=merged)
    if request.doc_type != DESIGN or not exceeds(request.requested_yuan, estimate, percent):
        return None
    over = (request.requested_yuan - estimate) / estimate * _HUNDRED
    reason = f"概算{request.requested_yuan:.2f}元超过投资估算{estimate:.2f}元的{over:.2f}%，高于{percent.normalize():f}%（{P5_12}）"
    ruling = Ruling("退回补正", reason, authority)
    return create(act, Approval(**asked(act, declaration, opinion, request, estimate), **ruled(act, ruling)))


def need_none(act: Act, declaration: Declaration, *, reason: str, authority: str, allowed: bool) -> Approval:
    """Record that a project needs no approval (AM-08).

    Raises  RuleRefused unless the parameter allows it, a reason is given, and it is not the filer who says so.
    """
    if not allowed:
        raise RuleRefused("当前设置不允许“无需审批”，须选择单独审批或统一申请审批。", "«No approval needed» is switched off.", clause=R35)
    opinion = passed_opinion(act.session, declaration)
    require_reviewer(act, declaration, None)
    if not (reason or "").strip():
        raise RuleRefused("认定无需审批须书面说明理由。", "«No approval needed» needs a written reason.", clause=I21)
    amount = appraised_budget(act.session, opinion)
    asked_for: dict[str, Any] = {"requested_yuan": amount, "estimate_yuan": None, "files": [], "applied_by": declaration.created_by, "attachments": []}
    said = {"route": NONE_NEEDED, "route_reason": reason, "reason": reason, "budget_yuan": amount, "state": NONE_NEEDED, "authority": authority}
    which = {"doc_type": None, "round": next_round(act.session, declaration.id, None), "decided_by": act.by, "decided_at": act.at}
    return create(act, Approval(**_of(declaration, opinion), **asked_for, **said, **which))


def require_request(session: Session, declaration: Declaration, request: Request, *, merged: bool) -> tuple[AppraisalOpinion, Decimal]:
    """Whether this document may be asked for now; gives the opinion behind it and the estimate.

    Raises  RuleRefused.
    """
    if request.doc_type not in DOCUMENTS or not request.files:
        raise RuleRefused("须提交本环节规定的审批文件。", "The document of this step is missing.", clause=P5_9)
    opinion = passed_opinion(session, declaration)
    if final_approval(session, declaration.id) is not None:
        raise RuleRefused(f"申报{declaration.no}已取得批复。", "The declaration was approved before.", clause=R38)
    before = {PROPOSAL: None, STUDY: PROPOSAL, DESIGN: STUDY}[request.doc_type]
    if before is not None and not merged and last_granted(session, declaration.id, before) is None:
        raise RuleRefused(f"{before}尚未批复，不得报批{request.doc_type}。", f"{before} was not approved yet.", clause=P5_9)
    if request.requested_yuan <= 0:
        raise RuleRefused("投资额须大于零。", "The amount must be positive.", clause=P5_9)
    return opinion, estimate_of(session, declaration)


def require_ruling(act: Act, declaration: Declaration, applied_by: str, requested_yuan: Decimal, ruling: Ruling) -> None:
    """Whether this person may decide so.

    Raises  RuleRefused.
    """
    require_reviewer(act, declaration, applied_by)
    if ruling.decision not in STATE_OF:
        raise RuleRefused(f"没有“{ruling.decision}”这一审批结论。", f"There is no decision «{ruling.decision}».", clause=R38)
    if ruling.decision != "同意批复":
        if not (ruling.opinion or "").strip():
            raise RuleRefused(f"审批结论为“{ruling.decision}”的，须书面说明理由。", "A negative decision needs a written reason.", clause=I21)
        return
    if any(not (text or "").strip() for text in (ruling.no, ruling.content, ruling.scale, ruling.standard, ruling.period)):
        raise RuleRefused("批复须写明文号、建设内容、规模、标准和工期。", "An approval says number, content, scale, standard and period.", clause=R38)
    same = (Approval.project_id == declaration.project_id, Approval.no == ruling.no, Approval.voided_at.is_(None))
    if act.session.scalar(select(Approval.id).where(*same)) is not None:
        raise RuleRefused(f"批复文号“{ruling.no}”本项目已用过。", "This number was used in the project before.", clause=R38)
    if ruling.budget_yuan is None or not 0 < ruling.budget_yuan <= requested_yuan:
        raise RuleRefused("批复金额须大于零且不超过申请金额。", "The approved budget lies between zero and what was asked for.", clause=R38)


def require_reviewer(act: Act, declaration: Declaration, applied_by: str | None) -> None:
    """Who filed the declaration, its later versions or the request decides nothing about it (I20).

    Raises  RuleRefused.
    """
    if act.by == applied_by or act.by in filers(act.session, declaration):
        raise RuleRefused("申报人、申请人不得审批自己提出的事项。", "Who filed the request does not decide it.", clause=I20)


def passed_opinion(session: Session, declaration: Declaration) -> AppraisalOpinion:
    """The opinion on which a standing declaration goes to approval: signed, agreed by the meeting, final version frozen (I2, R35).

    Raises  RuleRefused.
    """
    project = session.get_one(Project, declaration.project_id)
    if declaration.state != "受理" or declaration.outcome is not None or project.state in ENDED:
        raise RuleRefused(f"申报{declaration.no}已终结，不能审批。", "The declaration does not stand any more.", clause=R35)
    opinion, final = standing_opinion(session, declaration.project_id), last_final(session, declaration.project_id)
    if opinion is None or final is None or final.declaration_id != declaration.id or opinion.id != final.opinion_id:
        raise RuleRefused("项目尚未通过论证并形成定稿，不得审批。", "The project did not pass its appraisal.", clause=I2)
    return opinion


def asked(act: Act, declaration: Declaration, opinion: AppraisalOpinion, request: Request, estimate: Decimal) -> dict[str, Any]:
    """The columns of a request."""
    numbers = {"round": next_round(act.session, declaration.id, request.doc_type), "requested_yuan": request.requested_yuan, "estimate_yuan": estimate}
    letter = {"letter_no": request.letter_no, "platform_code": request.platform_code}
    who: dict[str, Any] = {"applied_by": request.applied_by, "applied_at": request.applied_at, "files": list(request.files)}
    return _of(declaration, opinion) | {"route": SEPARATE, "doc_type": request.doc_type} | numbers | letter | who


def ruled(act: Act, ruling: Ruling) -> dict[str, Any]:
    """The columns of a decision."""
    made: dict[str, Any] = {"decision": ruling.decision, "reason": ruling.opinion, "decided_by": act.by, "decided_at": act.at, "authority": ruling.authority}
    made |= {"attachments": list(ruling.attachments), "state": STATE_OF[ruling.decision]}
    if ruling.decision != "同意批复":
        return made
    issued = {"no": ruling.no, "content": ruling.content, "scale": ruling.scale, "standard": ruling.standard, "period": ruling.period}
    return made | issued | {"budget_yuan": ruling.budget_yuan, "valid_until": ruling.valid_until}


def _of(declaration: Declaration, opinion: AppraisalOpinion) -> dict[str, Any]:
    return {"project_id": declaration.project_id, "declaration_id": declaration.id, "opinion_id": opinion.id}
