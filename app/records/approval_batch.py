"""The unified application (P14B): projects 待汇总, each on one open list only, asked for together and decided one by one (R37, R38, I19–I21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.appraisal_opinion import appraised_budget
from app.records.approval import JOINT, UNIFIED, Approval, final_approval, next_round
from app.records.approving import Ruling, passed_opinion, require_ruling, ruled
from app.records.base import Act
from app.records.changes import change, create
from app.records.clauses import I20, R37, R38
from app.records.declaration import Declaration
from app.records.declaration_version import newest_form
from app.records.project import ENDED, Project


def put_in_pool(act: Act, declaration: Declaration, *, reason: str | None, applied_by: str | None = None) -> Approval:
    """A project waits for the next unified application; again after 退回, as a new row.

    Raises  RuleRefused when it did not pass its appraisal (I2), waits already, or was approved.
    """
    opinion = passed_opinion(act.session, declaration)
    mine = (Approval.project_id == declaration.project_id, Approval.state.in_(("待汇总", "已申请")), Approval.voided_at.is_(None))
    if act.session.scalar(select(Approval.id).where(*mine)) is not None or final_approval(act.session, declaration.id) is not None:
        raise RuleRefused("本项目已在统一申请之列，或已取得批复。", "It waits already, or was approved.", clause=R37)
    amount, (_, form) = appraised_budget(act.session, opinion), newest_form(act.session, declaration)
    row = Approval(
        project_id=declaration.project_id,
        declaration_id=declaration.id,
        opinion_id=opinion.id,
        route=UNIFIED,
        doc_type=JOINT,
        round=next_round(act.session, declaration.id, JOINT),
        requested_yuan=amount,
        estimate_yuan=amount,
        files=list(form.get("plan_files") or []),
        applied_by=applied_by or declaration.created_by,
        route_reason=reason,
        attachments=[],
        state="待汇总",
    )
    return create(act, row)


def pool(session: Session, batch: int | None = None) -> list[tuple[Approval, Project]]:
    """Rows 待汇总 on no open list but that of `batch`, with their projects; none of a project that has ended."""
    free = Approval.batch.is_(None) | (Approval.batch == batch)
    mine = (Approval.state == "待汇总", Approval.voided_at.is_(None), free, Project.state.not_in(ENDED))
    rows = select(Approval, Project).join(Project, Project.id == Approval.project_id).where(*mine)
    return [(row, project) for row, project in session.execute(rows.order_by(Approval.batch_order.nulls_last(), Approval.id))]


def list_batch(act: Act, batch: int, chosen: Mapping[int, str | None], *, batch_no: str) -> list[Approval]:
    """Put the chosen rows (id → reason of the route) on the batch's list, in this order; rows taken out of it are free again.

    Raises  RuleRefused for an empty list, and for a row that does not wait, has ended or stands on another open list.
    """
    if not chosen:
        raise RuleRefused("统一申请至少列一个项目。", "The list names at least one project.", clause=R37)
    free = {row.id: row for row, _ in pool(act.session, batch)}
    if wrong := [str(number) for number in chosen if number not in free]:
        raise RuleRefused(f"审批第{'、'.join(wrong)}号不在待汇总之列，或已列入另一批次。", "Not waiting, or on another list.", clause=R37)
    order = list(chosen)
    locked = select(Approval).where(Approval.id.in_(free)).order_by(Approval.id).with_for_update(key_share=True)
    for row in act.session.scalars(locked.execution_options(populate_existing=True)):
        if row.batch not in (None, batch) or row.state != "待汇总":
            raise RuleRefused(f"审批第{row.id}号刚被列入另一批次。", "Somebody else has listed it meanwhile.", clause=R37)
        if row.id in chosen:
            change(act, row, batch=batch, batch_no=batch_no, batch_order=order.index(row.id) + 1, route_reason=chosen[row.id] or row.route_reason)
        elif row.batch == batch:
            _free(act, row)
    return [free[number] for number in order]


def release_batch(act: Act, batch: int) -> int:
    """Free all rows of a list that was given up (撤销); gives their number."""
    rows = _of_batch(act.session, batch, "待汇总")
    for row in rows:
        _free(act, row)
    return len(rows)


def submit_batch(act: Act, batch: int, *, listed_by: str, files: Sequence[str]) -> list[Approval]:
    """The list goes to the approving authority: its rows become 已申请; those of projects that have ended meanwhile leave it.

    Raises  RuleRefused when nothing is left, the letter is missing (R37), or one signs the list that he drew up (I20).
    """
    if act.by == listed_by:
        raise RuleRefused("汇总人不得审签自己汇总的统一申请。", "Who drew up the list does not sign it.", clause=I20)
    if not files:
        raise RuleRefused("统一申请须附申请文件。", "The letter of application is missing.", clause=R37)
    left = []
    for row in _of_batch(act.session, batch, "待汇总"):
        if act.session.get_one(Project, row.project_id).state in ENDED:
            _free(act, row)
        else:
            left.append(change(act, row, state="已申请", applied_at=act.at, attachments=list(files)))
    if not left:
        raise RuleRefused("统一申请已没有可提交的项目。", "Nothing is left on the list.", clause=R37)
    return left


def decide_row(act: Act, approval_id: int, batch: int, ruling: Ruling) -> Approval:
    """Decide about one project of a batch.

    Raises  RuleRefused when it is not asked for in this batch, was decided before, its project has ended and the decision is not 不予批准, or the
            ruling may not be made so (I20, I21, R38).
    """
    row = act.session.get(Approval, approval_id, with_for_update={"key_share": True})
    if row is None or row.batch != batch or row.state != "已申请" or row.voided_at is not None:
        raise RuleRefused("本批次没有待审批的该项目。", "The batch does not wait for this project.", clause=R38)
    declaration = act.session.get_one(Declaration, row.declaration_id)
    if may_only_reject(act.session, row) and ruling.decision != "不予批准":
        raise RuleRefused("项目已终止，只能不予批准。", "The project has ended: it can only be rejected.", clause=R38)
    require_ruling(act, declaration, row.applied_by, row.requested_yuan, ruling)
    return change(act, row, **ruled(act, ruling) | {"attachments": [*row.attachments, *ruling.attachments]})


def may_only_reject(session: Session, row: Approval) -> bool:
    """Whether the project ended after it was asked for."""
    return session.get_one(Project, row.project_id).state in ENDED


def total_of(rows: Sequence[Approval]) -> Decimal:
    """What a list asks for, in yuan."""
    return sum((row.requested_yuan for row in rows), Decimal("0.00"))


def _free(act: Act, row: Approval) -> None:
    change(act, row, batch=None, batch_no=None, batch_order=None)


def _of_batch(session: Session, batch: int, state: str) -> list[Approval]:
    mine = (Approval.batch == batch, Approval.state == state, Approval.voided_at.is_(None))
    return list(session.scalars(select(Approval).where(*mine).order_by(Approval.batch_order, Approval.id).with_for_update(key_share=True)))
