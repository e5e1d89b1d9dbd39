"""A declaration is judged, registered and withdrawn (P12 steps 2, 5): by the moment of the department's stamp against the window (R23)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.periods import local_day
from app.records.amounts import yuan_of
from app.records.base import Act
from app.records.changes import change, create
from app.records.clauses import R20, R23, R24, R103
from app.records.declaration import Declaration, open_declaration, same_name
from app.records.declaration_window import DeclarationWindow, get_window, window_at
from app.records.eligibility import is_reviewed
from app.records.lock import lock_windows
from app.records.project import Project, enter, resolve_link
from app.records.sanction import suspension


@dataclass(frozen=True)
class Judgement:
    """A stamp judged: `window` is that of the year it counts for; `days_late`: whole days after the last day of the window, 0 when in time."""

    stamped_at: datetime
    window: DeclarationWindow
    on_time: bool
    days_late: int


def judge(session: Session, stamped_at: datetime, known_year: int) -> Judgement:
    """The window open at the moment of the stamp counts, else that of the year for which the form was begun."""
    lock_windows(session)
    window = window_at(session, stamped_at) or get_window(session, known_year)
    late = (local_day(stamped_at) - local_day(window.close_at)).days + 1 if stamped_at >= window.close_at else 0
    return Judgement(stamped_at, window, window.holds(stamped_at), late)


def register(
    act: Act, project: Project, *, plan_year: int, stamped_at: datetime, is_supplementary: bool, answers: Mapping[str, Any], warnings: Sequence[str] = ()
) -> Declaration:
    """Accept a declaration: number, row 受理, and at the first one the project's code.

    Raises  RuleRefused when the department is suspended for the year (I15), the stamp is late and no meeting agreed to a supplement (R23), the year's
            cycle has ended, the internal review is missing (R20), or another project of the department has this name in this year.
    """
    lock_windows(act.session)
    window = get_window(act.session, plan_year)
    _refuse(act.session, project, window, stamped_at, is_supplementary, answers)
    seq = 1 + (act.session.scalar(select(func.max(Declaration.seq)).where(Declaration.plan_year == plan_year)) or 0)
    rounds = act.session.scalar(select(func.count()).where(Declaration.project_id == project.id)) or 0
    row = create(
        act,
        Declaration(
            no=f"SB-{plan_year}-{seq:03d}",
            seq=seq,
            project_id=project.id,
            dept=project.dept,
            project_name=answers["project_name"],
            plan_year=plan_year,
            window_id=window.id,
            submitted_at=stamped_at,
            on_time=window.holds(stamped_at),
            is_supplementary=is_supplementary,
            round=rounds + 1,
            total_budget_yuan=yuan_of(answers["total_budget_wan"]),
            snapshot=dict(answers),
            warnings=list(warnings),
            state="受理",
        ),
    )
    _follow(act, project, row, answers)
    return row


def _refuse(session: Session, project: Project, window: DeclarationWindow, stamped_at: datetime, is_supplementary: bool, answers: Mapping[str, Any]) -> None:
    year = window.plan_year
    if (stop := suspension(session, project.dept, year)) is not None:
        raise RuleRefused(f"主管部门{year}年度项目申报已被暂缓（依据：{stop.basis}），不予受理。", "The department is suspended for the year.", clause=R103)
    if not window.holds(stamped_at) and not is_supplementary:
        raise RuleRefused(f"盖章时间不在{year}年度申报窗口内，不予受理。", "The stamp is not inside the window.", clause=R23)
    if is_supplementary and window.cycle_ended_at is not None:
        raise RuleRefused(f"{year}年度申报与计划周期已办结，不再增补。", "The year's cycle has ended.", clause=R24)
    if not is_reviewed(project, answers.get("project_category", "")):
        raise RuleRefused("项目未通过内部预审，不予受理。", "The internal review was not passed.", clause=R20)
    name = answers["project_name"]
    if same_name(session, dept=project.dept, plan_year=year, name=name, project_id=project.id) is not None:
        raise RuleRefused(f"本部门{year}年度已申报同名项目“{name}”。", "The department declared a project of this name this year.", clause=R24)
    if (standing := open_declaration(session, project.id)) is not None:
        raise RuleRefused(f"项目已有受理中的申报（{standing.no}）。", "The project has an accepted declaration.", clause=R24)


def _follow(act: Act, project: Project, row: Declaration, answers: Mapping[str, Any]) -> None:
    """What the project takes from its declaration; the code comes once and for ever, gapless within its year."""
    values: dict[str, Any] = {"plan_year": row.plan_year, "is_supplementary": row.is_supplementary, "overdue_window": None}
    if project.code is None:
        used = act.session.scalar(select(func.max(Project.code_seq)).where(Project.code_year == row.plan_year)) or 0
        code = f"EG-{row.plan_year}-{project.dept.upper()}-{used + 1:03d}"
        values |= {"code": code, "code_year": row.plan_year, "code_seq": used + 1}
    values["linked_project"], values["linked_project_id"] = resolve_link(act.session, answers.get("linked_project"))
    values |= {"name": row.project_name, "build_unit": answers["build_unit"], "nature": answers["construction_nature"]}
    values |= {"category": answers["project_category"], "parts": list(answers.get("category_parts") or [])}
    enter(act, project, "论证", mlps_level=answers.get("mlps_level"), waiting_for_window=False, late_request_open=False, **values)


def withdraw(act: Act, declaration: Declaration) -> Declaration:
    """Take an accepted declaration back (P12_T6): possible until its window closes.

    Raises  RuleRefused when it does not stand any more or the window is over.
    """
    lock_windows(act.session)
    window = get_window(act.session, declaration.plan_year)
    if declaration.state != "受理" or declaration.outcome is not None:
        raise RuleRefused(f"申报{declaration.no}已{declaration.outcome or declaration.state}，不能撤回。", "The declaration does not stand.", clause=R23)
    if act.at >= window.close_at or window.state == "关闭":
        raise RuleRefused(f"{window.plan_year}年度申报窗口已关闭，申报不能撤回。", "The window is over.", clause=R23)
    return change(act, declaration, state="撤回", outcome="撤回")


def conclude(act: Act, project_id: int, outcome: str) -> Declaration | None:
    """Give the project's standing declaration its final outcome, if it has one (P00)."""
    row = open_declaration(act.session, project_id)
    return change(act, row, state="办结", outcome=outcome) if row is not None else None
