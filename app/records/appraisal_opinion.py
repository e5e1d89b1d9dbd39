"""The opinion of the appraisal (论证意见): drafted on the votes, signed, taken to the meeting of the county government (P13, P13B; R30–R33, I20)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.appraisal_round import Rules, Votes, votes_of
from app.records.base import Act, Record, Yuan
from app.records.changes import change, create, void
from app.records.clauses import I20, R31, R33
from app.records.declaration import Declaration
from app.records.declaration_version import filers, newest_form
from app.records.meeting_result import MeetingResult

CONCLUSIONS = ("通过", "修改后再论证", "不通过")


class AppraisalOpinion(Record):
    """`round`: that of the opinions it rests on; `form_version`: the version of the declaration's form that was appraised. `items`: per item of
    F32 how many said what, and what the three units said. `votes`: {pass, modify, reject, units}. `batch`: the case P13B on whose open list it
    stands, with its place `batch_order`. `meeting_result_id`: what the meeting decided last. `state`: 草拟, 签发, 待上会, 已上会."""

    __tablename__ = "appraisal_opinion"
    title: ClassVar[str] = "论证意见"
    fixed: ClassVar[frozenset[str]] = frozenset(
        {
            "project_id", "declaration_id", "form_version", "round", "items", "importance", "urgency", "basis", "standard", "scale", "content",
            "fund_sources", "confirmed_budget_yuan", "demand_clear", "arch_simple", "needs_separate_approval", "owner_share_note", "votes",
            "conclusion", "opinion_text", "signed_by", "signed_at",
        }
    )  # fmt: skip

    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    declaration_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("declaration.id"))
    form_version: Mapped[int]
    round: Mapped[int]
    items: Mapped[dict[str, Any]] = mapped_column(JSONB)
    importance: Mapped[str] = mapped_column(Text)
    urgency: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    standard: Mapped[str] = mapped_column(Text)
    scale: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    fund_sources: Mapped[list[Any]] = mapped_column(JSONB)
    confirmed_budget_yuan: Mapped[Yuan]
    demand_clear: Mapped[bool]
    arch_simple: Mapped[bool]
    needs_separate_approval: Mapped[bool]
    owner_share_note: Mapped[str | None] = mapped_column(Text)
    votes: Mapped[dict[str, Any]] = mapped_column(JSONB)
    conclusion: Mapped[str] = mapped_column(Text)
    opinion_text: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str | None] = mapped_column(Text)
    signed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    batch: Mapped[int | None] = mapped_column(BigInteger)
    batch_order: Mapped[int | None]
    meeting_result_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("meeting_result.id"))
    state: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_appraisal_opinion_project_id", "project_id", "id"),
        Index("ix_appraisal_opinion_declaration_id", "declaration_id"),
        Index("ix_appraisal_opinion_state", "state", "batch"),
    )


def draft_opinion(act: Act, declaration: Declaration, *, number: int, conclusion: str, rules: Rules, **values: Any) -> AppraisalOpinion:
    """Draft the opinion on a round's votes; an earlier draft of the declaration that nobody signed is set aside.

    Raises  RuleRefused unless experts enough and all three units were heard (I20), when who filed drafts it, when 通过 lacks its majority, and
            when another revision is one too many.
    """
    votes = votes_of(act.session, declaration.project_id, number)
    votes.require_complete(rules)
    if act.by in filers(act.session, declaration):
        raise RuleRefused("申报人不得起草本项目的论证意见。", "Who filed the declaration drafts no opinion on it.", clause=I20)
    require_conclusion(votes, conclusion, revisions(act.session, declaration.id), rules)
    for earlier in _opinions(act.session, declaration.id):
        if earlier.state == "草拟":
            void(act, earlier)
    form, _answers = newest_form(act.session, declaration)
    facts = {"project_id": declaration.project_id, "declaration_id": declaration.id, "form_version": form, "round": number}
    told = {"items": votes.items, "votes": votes.as_json(), "conclusion": conclusion, "state": "草拟"}
    return create(act, AppraisalOpinion(**facts, **told, **values))


def require_conclusion(votes: Votes, conclusion: str, revised: int, rules: Rules) -> None:
    """Whether a conclusion fits the votes: 通过 needs its share of the experts and no unit against it; 修改后再论证 only so many times [A].

    Raises  RuleRefused.
    """
    if conclusion not in CONCLUSIONS:
        raise RuleRefused(f"没有“{conclusion}”这一论证结论。", f"There is no conclusion «{conclusion}».", clause=R31)
    if conclusion == "通过" and not votes.may_pass(rules):
        raise RuleRefused(
            f"专家通过{votes.passed}票、共{votes.heard}票，须达{rules.pass_share}且三家单位均未提出不通过，论证结论不能为通过。",
            f"{rules.pass_share} of the experts and no unit against it are needed to pass.",
            clause=R31,
        )
    if conclusion == "修改后再论证" and revised >= rules.revision_limit:
        raise RuleRefused(f"已修改后再论证{revised}次，本次论证结论只能为通过或不通过。", "No further revision: pass or reject.", clause=R31)


def sign_opinion(act: Act, opinion: AppraisalOpinion, rules: Rules) -> AppraisalOpinion:
    """Sign a draft (草拟 → 签发): by somebody else than who drafted it or filed the declaration (I20).

    Raises  RuleRefused.
    """
    if opinion.state != "草拟":
        raise RuleRefused(f"论证意见已{opinion.state}，不能再签发。", "The opinion was signed before.", clause=R33)
    declaration = act.session.get_one(Declaration, opinion.declaration_id)
    if act.by == opinion.created_by or act.by in filers(act.session, declaration):
        raise RuleRefused("起草人、申报人不得签发本项目的论证意见。", "Who drafted the opinion or filed the declaration does not sign it.", clause=I20)
    votes_of(act.session, opinion.project_id, opinion.round).require_complete(rules)
    return change(act, opinion, state="签发", signed_by=act.by, signed_at=act.at)


def await_meeting(act: Act, opinion: AppraisalOpinion) -> AppraisalOpinion:
    """A signed 通过 waits for the meeting, or waits again after 缓议; it stands on no list yet.

    Raises  RuleRefused when it was not signed, or does not conclude 通过.
    """
    if opinion.conclusion != "通过" or opinion.state not in ("签发", "已上会"):
        raise RuleRefused("只有已签发且结论为通过的论证意见才能上会。", "Only a signed opinion that passes goes to the meeting.", clause=R33)
    return change(act, opinion, state="待上会", batch=None, batch_order=None)


def note_meeting(act: Act, opinion: AppraisalOpinion, result: MeetingResult) -> AppraisalOpinion:
    """Keep with the opinion what the meeting decided.

    Raises  RuleRefused when it was not taken to the meeting, or the result is about another project.
    """
    if opinion.state != "已上会" or result.project_id != opinion.project_id:
        raise RuleRefused("论证意见尚未提交会议研究。", "The opinion was not taken to the meeting.", clause=R33)
    return change(act, opinion, meeting_result_id=result.id)


def revisions(session: Session, declaration_id: int) -> int:
    """How often the declaration was sent to be revised and appraised again."""
    signed = (AppraisalOpinion.conclusion == "修改后再论证", AppraisalOpinion.state != "草拟", AppraisalOpinion.voided_at.is_(None))
    return session.scalar(select(func.count()).where(AppraisalOpinion.declaration_id == declaration_id, *signed)) or 0


def get_opinion(session: Session, opinion_id: int, project_id: int) -> AppraisalOpinion:
    """An opinion of this project, locked; RuleRefused when it is not there."""
    row = session.get(AppraisalOpinion, opinion_id, with_for_update={"key_share": True})
    if row is None or row.project_id != project_id or row.voided_at is not None:
        raise RuleRefused("没有找到本项目的该论证意见。", "The project has no such opinion.", clause=R33)
    return row


def standing_opinion(session: Session, project_id: int | None) -> AppraisalOpinion | None:
    """The newest signed opinion of a project that concludes 通过: what P14 and the meeting read."""
    mine = (AppraisalOpinion.project_id == project_id, AppraisalOpinion.conclusion == "通过", AppraisalOpinion.state != "草拟")
    newest = select(AppraisalOpinion).where(*mine, AppraisalOpinion.voided_at.is_(None)).order_by(AppraisalOpinion.id.desc()).limit(1)
    return session.scalars(newest).one_or_none()


def appraised_budget(session: Session, opinion: AppraisalOpinion) -> Decimal:
    """The budget in yuan that counts from here on: that of the meeting where it adjusted it, else that of the opinion (AM-03)."""
    meeting = session.get(MeetingResult, opinion.meeting_result_id) if opinion.meeting_result_id is not None else None
    return meeting.adjusted_budget_yuan if meeting is not None and meeting.adjusted_budget_yuan is not None else opinion.confirmed_budget_yuan


def _opinions(session: Session, declaration_id: int) -> list[AppraisalOpinion]:
    mine = (AppraisalOpinion.declaration_id == declaration_id, AppraisalOpinion.voided_at.is_(None))
    return list(session.scalars(select(AppraisalOpinion).where(*mine).order_by(AppraisalOpinion.id)))
