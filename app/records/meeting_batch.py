"""The list of a batch that goes to the meeting (P13B): opinions 待上会, each on one open list only (R33)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.appraisal_opinion import AppraisalOpinion
from app.records.base import Act
from app.records.changes import change
from app.records.clauses import I20, R33
from app.records.project import ENDED, Project


def waiting_opinions(session: Session, batch: int | None = None) -> list[AppraisalOpinion]:
    """Opinions that wait for the meeting and stand on no open list but that of `batch`; none of a project that has ended."""
    free = AppraisalOpinion.batch.is_(None) | (AppraisalOpinion.batch == batch)
    mine = (AppraisalOpinion.state == "待上会", AppraisalOpinion.voided_at.is_(None), free, Project.state.not_in(ENDED))
    rows = select(AppraisalOpinion).join(Project, Project.id == AppraisalOpinion.project_id).where(*mine)
    return list(session.scalars(rows.order_by(AppraisalOpinion.batch_order.nulls_last(), AppraisalOpinion.id)))


def list_batch(act: Act, batch: int, chosen: Sequence[int]) -> list[AppraisalOpinion]:
    """Put the chosen opinions on the batch's list, in this order; rows taken out of it are free again.

    Raises  RuleRefused for an empty list, a repeated row, and one that does not wait, has ended or stands on another open list.
    """
    if not chosen or len(set(chosen)) != len(chosen):
        raise RuleRefused("上会清单至少列一个项目，且不得重复。", "The list names each project once, and at least one.", clause=R33)
    free = {row.id: row for row in waiting_opinions(act.session, batch)}
    if wrong := [str(number) for number in chosen if number not in free]:
        raise RuleRefused(
            f"论证意见第{'、'.join(wrong)}号不在待上会之列，或已列入另一批次。", "Not waiting for the meeting, or on another list.", clause=R33
        )
    locked = select(AppraisalOpinion).where(AppraisalOpinion.id.in_(free)).order_by(AppraisalOpinion.id).with_for_update(key_share=True)
    for row in act.session.scalars(locked.execution_options(populate_existing=True)):
        if row.batch not in (None, batch) or row.state != "待上会":
            raise RuleRefused(f"论证意见第{row.id}号刚被列入另一批次。", "Somebody else has listed it meanwhile.", clause=R33)
        if row.id in chosen:
            change(act, row, batch=batch, batch_order=chosen.index(row.id) + 1)
        elif row.batch == batch:
            change(act, row, batch=None, batch_order=None)
    return [free[number] for number in chosen]


def release_batch(act: Act, batch: int) -> int:
    """Free all rows of a list that was given up (撤销); gives their number."""
    rows = _of_batch(act.session, batch)
    for row in rows:
        change(act, row, batch=None, batch_order=None)
    return len(rows)


def submit_batch(act: Act, batch: int) -> list[AppraisalOpinion]:
    """The list goes to the meeting: its rows become 已上会; those of projects that have ended meanwhile leave it.

    Raises  RuleRefused when nothing is left, or one signs whose own draft is on the list (I20).
    """
    rows = _of_batch(act.session, batch)
    gone = {row.id for row in rows if act.session.get_one(Project, row.project_id).state in ENDED}
    for row in rows:
        if row.id in gone:
            change(act, row, batch=None, batch_order=None)
        elif row.created_by == act.by:
            raise RuleRefused("论证意见的起草人不得审签其上会清单。", "Who drafted an opinion does not sign its list.", clause=I20)
        else:
            change(act, row, state="已上会")
    left = [row for row in rows if row.id not in gone]
    if not left:
        raise RuleRefused("上会清单已没有可提交的项目。", "Nothing is left on the list.", clause=R33)
    return left


def _of_batch(session: Session, batch: int) -> list[AppraisalOpinion]:
    mine = (AppraisalOpinion.batch == batch, AppraisalOpinion.state == "待上会", AppraisalOpinion.voided_at.is_(None))
    rows = select(AppraisalOpinion).where(*mine).order_by(AppraisalOpinion.batch_order, AppraisalOpinion.id)
    return list(session.scalars(rows.with_for_update(key_share=True)))
