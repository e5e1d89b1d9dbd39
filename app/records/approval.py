"""Approvals (P14, P14B): what was asked, what the approving authority decided and why. A decision is never changed (I19, R35–R38)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, Index, Numeric, Text, UniqueConstraint, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.records.base import Record, Yuan

SEPARATE, UNIFIED, NONE_NEEDED = "单独审批", "统一申请审批", "无需审批"
ROUTES = (SEPARATE, UNIFIED, NONE_NEEDED)
PROPOSAL, STUDY, DESIGN, JOINT = "建议书", "可研", "初设概算", "统一"
STATE_OF: Mapping[str, str] = {"同意批复": "批复", "退回补正": "退回", "不予批准": "不予批准", "转单独审批": "转单独审批"}
OPEN = ("待汇总", "已申请")
GRANTED = ("批复", "无需审批")


class Approval(Record):
    """`doc_type`: 建议书, 可研, 初设概算 (单独审批), 统一; empty for 无需审批. `round`: the n-th of this kind for the declaration. `requested_yuan`:
    the amount asked for, `estimate_yuan` the one it is held against (P5 art. 12). `files`, `letter_no`, `platform_code`, `applied_by`: the request.
    `batch`: the case P14B on whose open list it stands, with its place `batch_order`. `no`, `content`, `scale`, `standard`, `budget_yuan`, `period`,
    `valid_until`: the approval as issued by `authority`. `state`: 待汇总, 已申请, 批复, 退回, 不予批准, 转单独审批, 无需审批."""

    __tablename__ = "approval"
    title: ClassVar[str] = "审批"
    fixed: ClassVar[frozenset[str]] = frozenset(
        {"project_id", "declaration_id", "opinion_id", "route", "doc_type", "round", "requested_yuan", "estimate_yuan", "applied_by"}
    )

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    declaration_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("declaration.id"))
    opinion_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("appraisal_opinion.id"))
    route: Mapped[str] = mapped_column(Text)
    doc_type: Mapped[str | None] = mapped_column(Text)
    round: Mapped[int]
    requested_yuan: Mapped[Yuan]
    estimate_yuan: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    files: Mapped[list[str]] = mapped_column(JSONB)
    letter_no: Mapped[str | None] = mapped_column(Text)
    platform_code: Mapped[str | None] = mapped_column(Text)
    applied_by: Mapped[str] = mapped_column(Text)
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    batch: Mapped[int | None] = mapped_column(BigInteger)
    batch_no: Mapped[str | None] = mapped_column(Text)
    batch_order: Mapped[int | None]
    route_reason: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    authority: Mapped[str | None] = mapped_column(Text)
    no: Mapped[str | None] = mapped_column(Text)
    content: Mapped[str | None] = mapped_column(Text)
    scale: Mapped[str | None] = mapped_column(Text)
    standard: Mapped[str | None] = mapped_column(Text)
    budget_yuan: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    period: Mapped[str | None] = mapped_column(Text)
    valid_until: Mapped[date | None] = mapped_column(Date)
    attachments: Mapped[list[str]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        # What a plan entry refers to: an approval of this very project (I1).
        UniqueConstraint("id", "project_id", name="uq_approval_of_project"),
        Index("uq_approval_pool", "project_id", unique=True, postgresql_where=text("state IN ('待汇总', '已申请') AND voided_at IS NULL")),
        Index("uq_approval_no", "project_id", "no", unique=True, postgresql_where=text("voided_at IS NULL")),
        Index("ix_approval_declaration", "declaration_id", "doc_type", "round"),
        Index("ix_approval_state", "state", "batch"),
    )

    def is_closed(self) -> bool:
        """A decision that was made stands: an approval is immutable (I19)."""
        return self.state not in OPEN


def approvals_of(session: Session, declaration_id: int) -> list[Approval]:
    """All approvals of a declaration that count, oldest first."""
    mine = (Approval.declaration_id == declaration_id, Approval.voided_at.is_(None))
    return list(session.scalars(select(Approval).where(*mine).order_by(Approval.id)))


def last_granted(session: Session, declaration_id: int, doc_type: str | None) -> Approval | None:
    """The newest 批复 (or 无需审批) of a kind of document."""
    return next((row for row in reversed(approvals_of(session, declaration_id)) if row.doc_type == doc_type and row.state in GRANTED), None)


def final_approval(session: Session, declaration_id: int | None) -> Approval | None:
    """The approval on which a declaration enters the investment plan: the 批复 of 初设概算 or of the unified batch, or the recorded 无需审批 (I1).

    Nothing counts that was decided before the newest decision against it or another route's beginning.
    """
    if declaration_id is None:
        return None
    rows = approvals_of(session, declaration_id)
    last = rows[-1] if rows else None
    return last if last is not None and last.state in GRANTED and last.doc_type in (DESIGN, JOINT, None) else None


def next_round(session: Session, declaration_id: int, doc_type: str | None) -> int:
    """The number of the next request of this kind; one that was set aside keeps its number."""
    mine = (Approval.declaration_id == declaration_id, Approval.doc_type.is_not_distinct_from(doc_type))
    return 1 + (session.scalar(select(func.max(Approval.round)).where(*mine)) or 0)
