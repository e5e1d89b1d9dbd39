"""Projects brought to their approval and beyond, through the books alone: declared, appraised, agreed by the meeting, frozen, approved, proposed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.records.appraisal_opinion import await_meeting, draft_opinion, note_meeting, sign_opinion
from app.records.appraisal_round import Rules, record_unit
from app.records.approval import Approval
from app.records.approval_batch import decide_row, list_batch, put_in_pool, submit_batch
from app.records.approving import Request, Ruling, rule
from app.records.base import Act
from app.records.declaration import Declaration, open_declaration
from app.records.declaration_version import add_version
from app.records.expert_review import record_reviews
from app.records.final_version import freeze_version
from app.records.investment_plan_entry import InvestmentPlanEntry, create_entry
from app.records.meeting_batch import list_batch as list_for_meeting
from app.records.meeting_batch import submit_batch as submit_to_meeting
from app.records.meeting_result import record_meeting
from app.records.project import Project
from app.records.registration import register
from tests.records.situations import answers

Acts = Callable[..., Act]
RULES = Rules()
PANEL = [f"expert.{n}" for n in range(3, 8)]
ITEMS = {"conflict_declared": True, "necessity_op": "符合", "feasibility_op": "符合", "sharing_op": "基本符合", "budget_op": "符合"}
SAID = ITEMS | {"separate_op": "不单独立项", "conclusion": "通过"}
PERCENT = Decimal(10)


def declare(act: Acts, project: Project, **changed: object) -> Declaration:
    """The declaration of plan year 2026, stamped on 15 July 2025."""
    stamp = act("2025-07-15 09:00:00", by=f"{project.dept}.leader")
    form = answers(project.name, build_unit=project.dept, fund_sources=[{"source": "县本级财政性资金", "amount_wan": "860.00"}], **changed)
    return register(stamp, project, plan_year=2026, stamped_at=stamp.at, is_supplementary=False, answers=form)


def pass_appraisal(act: Acts, project: Project, *, adjusted_yuan: str | None = None, **confirmed: object) -> Declaration:
    """Five experts and three units agree, the opinion is signed, the meeting agrees, the final version is frozen."""
    session: Session = act().session
    declaration = open_declaration(session, project.id) or declare(act, project)
    record_reviews(act(), project_id=project.id, stage="论证", number=1, panel=PANEL, answers=[SAID | {"by": by, "item": by} for by in PANEL])
    for by, office in (("fgw.reviewer", "fgw"), ("czj.reviewer", "czj"), ("sgj.leader", "sgj")):
        record_unit(act(by=by), project_id=project.id, number=1, office=office, answer=SAID)
    facts = {"importance": "高", "urgency": "中", "basis": "会议纪要", "standard": "行业标准", "scale": "一套", "content": "平台升级"}
    money = {"fund_sources": [{"source": "县本级财政性资金", "amount_wan": "860.00"}], "confirmed_budget_yuan": Decimal("8600000.00")}
    judged = {"demand_clear": True, "arch_simple": True, "needs_separate_approval": False, "opinion_text": "同意立项"}
    said = {**facts, **money, **judged, **confirmed}
    drafted = draft_opinion(act(by="sgj.handler"), declaration, number=1, conclusion="通过", rules=RULES, **said)
    opinion = await_meeting(act(), sign_opinion(act(by="sgj.leader"), drafted, RULES))
    list_for_meeting(act(), 70, [opinion.id])
    submit_to_meeting(act(by="sgj.leader"), 70)
    held = {"project_id": project.id, "subject": "P13_T6", "meeting": "常务会议", "date": date(2025, 9, 10), "minutes": [], "result": "同意"}
    adjusted = {"adjusted_budget_yuan": Decimal(adjusted_yuan)} if adjusted_yuan else {}
    note_meeting(act(), opinion, record_meeting(act(by="xzf.meeting"), **held, **adjusted))
    last = {**declaration.snapshot}
    add_version(act(by=f"{project.dept}.handler"), declaration, element="P13_T7", answers=last, change_list="按论证意见修改", files=["9"])
    freeze_version(act(by="sgj.handler"), opinion, checks=[{"opinion_item": "概算", "resolved": True}])
    return declaration


def ruling(decision: str = "同意批复", *, no: str = "霍发改〔2025〕1号", budget_yuan: str = "8600000.00", opinion: str | None = None) -> Ruling:
    """What the authority decides; its approval as issued."""
    if decision != "同意批复":
        return Ruling(decision, opinion if opinion is not None else "材料不齐", "fgw")
    text = {"content": "平台升级", "scale": "一套", "standard": "行业标准", "period": "2026年04月至2026年09月"}
    return Ruling(decision, opinion, "fgw", no=no, budget_yuan=Decimal(budget_yuan), **text)


def document(kind: str, yuan: str = "8600000.00", by: str = "wjw.handler") -> Request:
    """A document of the separate approval."""
    return Request(kind, Decimal(yuan), ["11"], by)


def approve_separately(act: Acts, declaration: Declaration, yuan: str = "8600000.00") -> Approval:
    """建议书, 可研 and 初设概算 approved one after another."""
    for number, kind in enumerate(("建议书", "可研", "初设概算"), 1):
        decided = ruling(no=f"霍发改〔2025〕{declaration.id}{number}号", budget_yuan=yuan)
        row = rule(act(by="fgw.reviewer"), declaration, document(kind, yuan), decided, merged=False, percent=PERCENT)
    return row


def ask_together(act: Acts, *rows: Approval, batch: int = 80) -> list[Approval]:
    """A batch of these, listed and signed."""
    list_batch(act(by="sgj.handler"), batch, {row.id: "符合统一申请条件" for row in rows}, batch_no=f"TY-2025-{batch}")
    return submit_batch(act(by="sgj.leader"), batch, listed_by="sgj.handler", files=["21"])


def approve_together(act: Acts, declaration: Declaration, batch: int = 80) -> Approval:
    """Pool, batch, approval."""
    row = put_in_pool(act(by="fgw.reviewer"), declaration, reason="架构简单")
    ask_together(act, row, batch=batch)
    return decide_row(act(by="fgw.reviewer"), row.id, batch, ruling(budget_yuan=str(row.requested_yuan)))


def propose(act: Acts, project: Project) -> InvestmentPlanEntry:
    """The project's entry 拟列入 of plan year 2026, on a unified approval."""
    declaration = pass_appraisal(act, project)
    approve_together(act, declaration, batch=1000 + project.id)
    return create_entry(act(by="fgw.reviewer"), declaration)
