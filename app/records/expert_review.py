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
from app.records.clauses import R20, R30

APPRAISAL = "论证"
# The panel of an appraisal is an odd number of at least five [A]; a parameter of the release may say otherwise.
LEAST_EXPERTS = 5


class ExpertReview(Record):
    """`stage`: 谋划, 论证, 竣工验收. `expert`: user name of who answered (or should have). `replaces`: the member in whose place.
    `office`: (论证) the unit for which it was said, empty for a member of the panel. `items`: the form as answered. `state`: 已提交, 未提交."""

    __tablename__ = "expert_review"
    title: ClassVar[str] = "专家意见"
    fixed: ClassVar[frozenset[str]] = frozenset({"project_id", "stage", "round", "expert", "office", "items", "conclusion", "state"})

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    stage: Mapped[str] = mapped_column(Text)
    round: Mapped[int]
    expert: Mapped[str] = mapped_column(Text)
    replaces: Mapped[str | None] = mapped_column(Text)
    office: Mapped[str | None] = mapped_column(Text)
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
    least: int = LEAST_EXPERTS,
) -> list[ExpertReview]:
    """One row per answer, and one 未提交 per member of whom none came (each answer names `by` and `item`, the member it stands for).

    Raises  RuleRefused when somebody answered who has not declared to be without interest; in an appraisal also for a panel that is no odd
            number of at least `least`, or of whom fewer than that answered (R30).
    """
    if stage == APPRAISAL:
        require_panel(panel, least)
        _require_answers(answers, least)
    rows = [_answered(project_id, stage, number, answer) for answer in answers]
    heard = {str(answer.get("item") or answer.get("by")) for answer in answers}
    common = {"project_id": project_id, "stage": stage, "round": number, "items": {}, "conflict_declared": False, "state": "未提交"}
    rows += [ExpertReview(expert=member, **common) for member in panel if member not in heard]
    return [create(act, row) for row in rows]


def require_panel(panel: Sequence[str], least: int = LEAST_EXPERTS) -> None:
    """The panel of an appraisal: an odd number of different experts, at least `least`.

    Raises  RuleRefused.
    """
    if len(panel) < least or len(panel) % 2 == 0 or len(set(panel)) != len(panel):
        raise RuleRefused(f"论证专家须为{least}人以上单数且不得重复，现为{len(panel)}人。", "An odd number of different experts, at least five.", clause=R30)


def _require_answers(answers: Sequence[Mapping[str, Any]], least: int) -> None:
    by = [str(answer["by"]) for answer in answers]
    if len(set(by)) != len(by) or len(by) < least:
        raise RuleRefused(f"论证至少须有{least}名专家各自提交意见，现有{len(set(by))}名。", "Too few experts answered.", clause=R30)


def require_no_interest(by: str, answer: Mapping[str, Any]) -> None:
    """Who reviews has declared to be without interest.

    Raises  RuleRefused.
    """
    if answer.get("conflict_declared") is not True:
        raise RuleRefused(f"{by} 未作无利害关系承诺，其意见不能采用。", "A reviewer must declare to be without interest.", clause=R20)


def _answered(project_id: int, stage: str, number: int, answer: Mapping[str, Any]) -> ExpertReview:
    by, member = str(answer["by"]), str(answer.get("item") or answer["by"])
    require_no_interest(by, answer)
    items = {name: value for name, value in answer.items() if name not in ("by", "item")}
    facts = {"project_id": project_id, "stage": stage, "round": number, "items": items, "conclusion": answer.get("conclusion")}
    return ExpertReview(expert=by, replaces=None if member == by else member, conflict_declared=True, state="已提交", **facts)


def reviews_of(session: Session, project_id: int, stage: str, number: int) -> list[ExpertReview]:
    """The panel's rows of a round, in the order in which they were written; of a round that was held again (重新谋划) the newest ones."""
    mine = (ExpertReview.project_id == project_id, ExpertReview.stage == stage, ExpertReview.round == number, ExpertReview.voided_at.is_(None))
    panel = (*mine, ExpertReview.office.is_(None))
    newest = select(func.max(ExpertReview.created_at)).where(*panel).scalar_subquery()
    return list(session.scalars(select(ExpertReview).where(*panel, ExpertReview.created_at == newest).order_by(ExpertReview.id)))


def last_activity(session: Session, project_id: int) -> datetime | None:
    """When an opinion about the project was last written."""
    return session.scalar(select(func.max(ExpertReview.created_at)).where(ExpertReview.project_id == project_id))
