"""Opinions of experts, one row per member and round; who did not answer has a row too (domain 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Text, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.base import Act, Record
from app.records.changes import create
from app.records.clauses import R20


class ExpertReview(Record):
    """`stage`: 谋划, 论证, 竣工验收. `expert`: user name of who answered (or should have). `replaces`: the member in whose place.
    `items`: the form as answered. `state`: 已提交, 未提交."""

    __tablename__ = "expert_review"
    title: ClassVar[str] = "专家意见"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "stage", "round", "expert", "items", "conclusion", "state"})

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(Text)
    round: Mapped[int]
    expert: Mapped[str] = mapped_column(Text)
    replaces: Mapped[str | None] = mapped_column(Text)
    items: Mapped[dict[str, Any]] = mapped_column(JSONB)
    conclusion: Mapped[str | None] = mapped_column(Text)
    conflict_declared: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("ix_expert_review_project_id", "project_id", "stage", "round"),)


def record_reviews(
    act: Act,
    *,
    project_id: int,
    stage: str,
    number: int,
    panel: Sequence[str],
    answers: Sequence[Mapping[str, Any]],
) -> list[ExpertReview]:
    """One row per answer, and one 未提交 per member of whom none came (each answer names `by` and `item`, the member it stands for).

    Raises  RuleRefused when somebody answered who has not declared to be without interest.
    """
    rows = [_answered(project_id, stage, number, answer) for answer in answers]
    heard = {str(answer.get("item") or answer.get("by")) for answer in answers}
    common = {"project_id": project_id, "stage": stage, "round": number, "items": {}, "conflict_declared": False, "state": "未提交"}
    rows += [ExpertReview(expert=member, **common) for member in panel if member not in heard]
    return [create(act, row) for row in rows]


def _answered(project_id: int, stage: str, number: int, answer: Mapping[str, Any]) -> ExpertReview:
    by, member = str(answer["by"]), str(answer.get("item") or answer["by"])
    if answer.get("conflict_declared") is not True:
        raise RuleRefused(f"专家 {by} 未作无利害关系承诺，其意见不能采用。", "An expert must declare to be without interest.", clause=R20)
    items = {name: value for name, value in answer.items() if name not in ("by", "item")}
    facts = {"project_id": project_id, "stage": stage, "round": number, "items": items, "conclusion": answer.get("conclusion")}
    return ExpertReview(expert=by, replaces=None if member == by else member, conflict_declared=True, state="已提交", **facts)


def reviews_of(session: Session, project_id: int, stage: str, number: int) -> list[ExpertReview]:
    """The rows of a round, in the order in which they were written; of a round that was held again (重新谋划) the newest ones."""
    mine = (ExpertReview.project_id == project_id, ExpertReview.stage == stage, ExpertReview.round == number, ExpertReview.voided_at.is_(None))
    newest = select(func.max(ExpertReview.created_at)).where(*mine).scalar_subquery()
    return list(session.scalars(select(ExpertReview).where(*mine, ExpertReview.created_at == newest).order_by(ExpertReview.id)))


def last_activity(session: Session, project_id: int) -> datetime | None:
    """When an opinion about the project was last written."""
    return session.scalar(select(func.max(ExpertReview.created_at)).where(ExpertReview.project_id == project_id))
