"""What a project needs before it may start: appraisal, approval, an entry in the issued plan, and not frozen (I2, R43, R104; the guard of P20)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.records.approval import GRANTED, Approval
from app.records.clauses import I2, R105
from app.records.construction_plan_entry import ConstructionPlanEntry, issued_entry
from app.records.final_version import last_final
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.project import ENDED, Project


@dataclass(frozen=True)
class Readiness:
    """`missing`: the conditions that are not met, in the notice's words; empty when all are. `plan`: the standing entry of the issued plan."""

    frozen: bool
    missing: list[str]
    plan: ConstructionPlanEntry | None
    entry: InvestmentPlanEntry | None

    @property
    def approved_yuan(self) -> Decimal | None:
        """The total that was approved and listed."""
        return self.entry.total_investment_yuan if self.entry is not None else None


def readiness(session: Session, project: Project, plan_year: int | None = None) -> Readiness:
    """How the project stands, in a year's plan or in the newest one that holds it."""
    plan = issued_entry(session, project.id, plan_year)
    entry = session.get(InvestmentPlanEntry, plan.investment_plan_entry_id) if plan is not None else None
    missing = []
    if last_final(session, project.id) is None:
        missing.append("论证通过")
    if entry is None or not _is_approved(session, entry):
        missing.append("审批批复")
    if plan is None:
        missing.append("列入已下达的年度建设计划")
    if project.state in ENDED:
        missing.append("项目未终止")
    return Readiness(project.frozen, missing, plan, entry)


def _is_approved(session: Session, entry: InvestmentPlanEntry) -> bool:
    """Whether the entry stands in the published plan on an approval that was granted."""
    approval = session.get(Approval, entry.approval_id)
    standing = entry.state == "列入" and entry.voided_at is None
    return standing and approval is not None and approval.state in GRANTED and approval.voided_at is None


def require_ready(session: Session, project: Project, plan_year: int | None = None) -> Readiness:
    """The same, for who writes the start of a project, a tender or a contract.

    Raises  RuleRefused naming what is missing (I2), or that the project is frozen (R105).
    """
    found = readiness(session, project, plan_year)
    if found.missing:
        raise RuleRefused(f"项目“{project.name}”不具备启动条件，缺：{'、'.join(found.missing)}。", "The project may not start yet.", clause=I2)
    if found.frozen:
        raise RuleRefused(f"项目“{project.name}”因涉嫌违规已被冻结，不得启动。", "The project is frozen.", clause=R105)
    return found
