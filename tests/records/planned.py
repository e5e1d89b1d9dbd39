"""Projects on their way into the plan: declared, appraised, approved, listed, issued; rows as the appraisal and the approval leave them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.records.appraisal_opinion import AppraisalOpinion
from app.records.approval import JOINT, UNIFIED, Approval
from app.records.base import Act
from app.records.changes import create
from app.records.declaration import Declaration, open_declaration
from app.records.final_version import FinalVersion, last_final
from app.records.investment_plan_entry import InvestmentPlanEntry, create_entry
from app.records.plan_issue import SCORES, Issued, Planned, issue_plan
from app.records.plan_publication import Decided, Publication, publish_plan
from app.records.project import Project, go_on
from app.records.registration import register
from tests.records.situations import answers

Acts = Callable[..., Act]
WEIGHTS = dict(zip(SCORES, map(Decimal, (40, 30, 30)), strict=True))
TOTAL = Decimal("8600000.00")


def declare(act: Acts, project: Project, year: int = 2026, when: str = "2025-07-15 10:00:00", **changed: Any) -> Declaration:
    """Its declaration is accepted."""
    stamp = act(when, by=f"{project.dept}.leader", key=f"declare:{project.id}")
    given = answers(project.name, build_unit=project.dept, **changed)
    return register(stamp, project, plan_year=year, stamped_at=stamp.at, is_supplementary=False, answers=given)


def appraise(act: Acts, project: Project) -> FinalVersion:
    """Signed opinion and final version of its open declaration."""
    now = act("2025-09-18 09:00:00", by="sgj.handler", key=f"appraise:{project.id}")
    declaration = open_declaration(now.session, project.id)
    assert declaration is not None
    said: dict[str, Any] = {"items": {}, "importance": "高", "urgency": "中", "basis": "纪要", "standard": "标准", "scale": "一套", "content": "升级"}
    said |= {"fund_sources": [], "confirmed_budget_yuan": TOTAL, "demand_clear": True, "arch_simple": True, "needs_separate_approval": False, "votes": {}}
    keys = {"project_id": project.id, "declaration_id": declaration.id}
    opinion = create(now, AppraisalOpinion(**keys, form_version=1, round=1, **said, conclusion="通过", opinion_text="同意", state="已上会"))
    frozen = {"snapshot": declaration.snapshot, "change_list": "无", "files": [], "checks": [], "hash": "0" * 64}
    return create(now, FinalVersion(**keys, opinion_id=opinion.id, number=1, form_version=1, **frozen))


def approve(act: Acts, project: Project, total: Decimal = TOTAL) -> InvestmentPlanEntry:
    """Approved, and proposed for the year's plan; the project enters 计划."""
    now = act("2025-11-05 09:00:00", by="fgw.reviewer", key=f"approve:{project.id}")
    go_on(now, project, "计划")
    declaration, final = open_declaration(now.session, project.id), last_final(now.session, project.id)
    assert declaration is not None and final is not None
    keys = {"project_id": project.id, "declaration_id": declaration.id, "opinion_id": final.opinion_id}
    asked = {"route": UNIFIED, "doc_type": JOINT, "round": 1, "requested_yuan": total, "files": [], "applied_by": "sgj.handler", "attachments": []}
    said = {"content": "平台升级", "scale": "一套", "standard": "标准", "budget_yuan": total, "period": "2026年04月至2026年09月"}
    granted = {"decision": "同意批复", "decided_by": "fgw.reviewer", "decided_at": now.at, "no": f"霍发改〔2025〕{project.id}号", "state": "批复"}
    create(now, Approval(**keys, **asked, **said, **granted))
    return create_entry(now, declaration)


def proposed_project(act: Acts, project: Project, total: Decimal = TOTAL) -> Project:
    """All of that."""
    declare(act, project)
    appraise(act, project)
    approve(act, project, total)
    return project


def decided(project: Project, include: bool = True, **changed: Any) -> Decided:
    """Its row of F46."""
    row: dict[str, Any] = {"total_yuan": TOTAL, "annual_yuan": TOTAL if include else None, "reason": None if include else "财力不足"}
    row |= {"fund_source": "县本级财政性资金", "content_scale": "平台升级", "period": "2026年04月至2026年09月"}
    return Decided(project_code=str(project.code), include=include, **row | changed)


def publish(act: Acts, *rows: Decided, when: str = "2026-01-15 09:00:00") -> Publication:
    """The county publishes its plan."""
    now = act(when, by="xzf.meeting", key=f"publish:{when}")
    return publish_plan(now, 2026, plan_no="霍政〔2026〕3号", published_on=date(2026, 1, 15), files=["1"], rows=rows)


def planned(project: Project, order: int = 1, scores: Mapping[str, Decimal] | None = None, **changed: Any) -> Planned:
    """Its row of F47 with scores."""
    row: dict[str, Any] = {"budget_yuan": TOTAL, "start_month": "2026-04", "end_month": "2026-09", "note": None}
    points = scores or dict(zip(SCORES, map(Decimal, (90, 80, 70)), strict=True))
    return Planned(project_code=str(project.code), order=order, scores=points, **row | changed)


def issue(act: Acts, *rows: Planned, when: str = "2026-01-23 09:00:00") -> Issued:
    """The bureau's leader signs the construction plan."""
    return issue_plan(act(when, by="sgj.leader", key=f"issue:{when}"), 2026, rows=rows, weights=WEIGHTS)


def issued_project(act: Acts, project: Project) -> Project:
    """In the issued plan, alone."""
    proposed_project(act, project)
    publish(act, decided(project))
    issue(act, planned(project))
    return project
