"""All kinds of records by the name that the interface gives them, and a row as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.records.acceptance import Acceptance
from app.records.appraisal_opinion import AppraisalOpinion
from app.records.approval import Approval
from app.records.base import Record
from app.records.changes import plain
from app.records.construction_plan_entry import ConstructionPlanEntry
from app.records.declaration import Declaration
from app.records.declaration_version import DeclarationVersion
from app.records.declaration_window import DeclarationWindow
from app.records.expert_review import ExpertReview
from app.records.final_version import FinalVersion
from app.records.fund_budget_line import FundBudgetLine
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.meeting_result import MeetingResult
from app.records.performance_score import PerformanceScore
from app.records.project import Project
from app.records.sanction import Sanction
from app.records.startup_plan import StartupPlan

_ALL: tuple[type[Record], ...] = (
    Project, ExpertReview, DeclarationWindow, Declaration, MeetingResult, Sanction, Acceptance, PerformanceScore, InvestmentPlanEntry,
    DeclarationVersion, AppraisalOpinion, FinalVersion, Approval,
    ConstructionPlanEntry, FundBudgetLine, StartupPlan,
)  # fmt: skip
KINDS: Mapping[str, type[Record]] = {kind.__tablename__: kind for kind in _ALL}


def as_json(record: Record) -> dict[str, Any]:
    """A row as the interface shows it: money as decimal text (元), moments and dates as ISO text, `project` = id of its project."""
    shown = record.shown_as
    row = {shown.get(column.key, column.key): plain(getattr(record, column.key)) for column in record.__table__.columns}
    project = row.pop("project_id", row["id"] if isinstance(record, Project) else None)
    return {"id": row.pop("id"), "kind": record.__tablename__, "project": project, **row}
