"""The final version (定稿) of a declaration, frozen with its hash: nothing changes it any more, not even a return (R34, I19)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Text, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.appraisal_opinion import AppraisalOpinion
from app.records.base import Act, Record
from app.records.changes import create
from app.records.clauses import I20, R34
from app.records.declaration import Declaration
from app.records.declaration_version import filers, versions_of
from app.records.meeting_result import MeetingResult


class FinalVersion(Record):
    """`number`: 1, 2, … within the project. `form_version`: the version of the form that was frozen; `snapshot`, `change_list`, `files`: as filed
    in it. `checks`: F38, item by item. `hash`: SHA-256 of all this. The program's role may not update the table at all."""

    __tablename__ = "final_version"
    title: ClassVar[str] = "定稿"
    fixed: ClassVar[frozenset[str]] = frozenset(
        {"project_id", "declaration_id", "opinion_id", "number", "form_version", "snapshot", "change_list", "files", "checks", "hash"}
    )

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    declaration_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("declaration.id"))
    opinion_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("appraisal_opinion.id"))
    number: Mapped[int]
    form_version: Mapped[int]
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSONB)
    change_list: Mapped[str] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(JSONB)
    checks: Mapped[list[Any]] = mapped_column(JSONB)
    hash: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index("uq_final_version_number", "project_id", "number", unique=True),)


def freeze_version(act: Act, opinion: AppraisalOpinion, *, checks: Sequence[Mapping[str, Any]]) -> FinalVersion:
    """Freeze the newest version of the form as the final one of its declaration.

    Raises  RuleRefused unless the meeting agreed, a final form was filed with its list of changes, somebody else than who filed it freezes it
            (I20), and every item of the opinion is resolved.
    """
    meeting = act.session.get(MeetingResult, opinion.meeting_result_id) if opinion.meeting_result_id is not None else None
    if opinion.state != "已上会" or meeting is None or meeting.result != "同意":
        raise RuleRefused("县政府相关会议尚未研究同意，不能形成定稿。", "The meeting has not agreed.", clause=R34)
    declaration = act.session.get_one(Declaration, opinion.declaration_id)
    filed = [row for row in versions_of(act.session, declaration.id) if (row.change_list or "").strip()]
    if declaration.outcome is not None or not filed:
        raise RuleRefused("主管部门尚未提交定稿及修改清单。", "No final form was filed.", clause=R34)
    if act.by in filers(act.session, declaration):
        raise RuleRefused("提交定稿的人员不得核对定稿。", "Who filed the final form does not check it.", clause=I20)
    if not checks or not all(row.get("resolved") is True for row in checks):
        raise RuleRefused("论证意见尚有未落实的事项，不能定稿。", "An item of the opinion is not resolved.", clause=R34)
    form = filed[-1]
    text = {"snapshot": form.snapshot, "change_list": form.change_list, "files": form.files, "checks": [dict(row) for row in checks]}
    last = act.session.scalar(select(func.max(FinalVersion.number)).where(FinalVersion.project_id == opinion.project_id)) or 0
    keys = {"project_id": opinion.project_id, "declaration_id": declaration.id, "opinion_id": opinion.id}
    return create(act, FinalVersion(**keys, number=last + 1, form_version=form.number, hash=hash_of(**keys, number=last + 1, **text), **text))


def hash_of(**parts: Any) -> str:
    """SHA-256 over the parts as JSON with sorted keys, so that it is the same whatever order the database gives them back in."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def is_intact(row: FinalVersion) -> bool:
    """Whether a frozen version still has its hash."""
    keys = {"project_id": row.project_id, "declaration_id": row.declaration_id, "opinion_id": row.opinion_id, "number": row.number}
    return row.hash == hash_of(**keys, snapshot=row.snapshot, change_list=row.change_list, files=row.files, checks=row.checks)


def last_final(session: Session, project_id: int | None) -> FinalVersion | None:
    """The newest final version of a project; there is one when its appraisal was passed (I2)."""
    mine = select(FinalVersion).where(FinalVersion.project_id == project_id).order_by(FinalVersion.number.desc()).limit(1)
    return session.scalars(mine).one_or_none()
