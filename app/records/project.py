"""The project: one row from the first registration to the end, whatever rounds it goes through (domain 6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Index, Numeric, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import NotFound, RuleRefused
from app.records.base import Act, Record
from app.records.changes import change, change_all, create
from app.records.clauses import R10

STATES = ("储备", "申报", "论证", "审批", "计划", "启动", "采购", "建设", "初验", "竣工验收", "结算", "运维", "终止", "下线")
ENDED = frozenset({"终止", "下线"})
PHASES = {
    "储备": "谋划阶段", "申报": "申报阶段", "论证": "申报阶段", "审批": "申报阶段", "计划": "申报阶段", "启动": "实施阶段", "采购": "实施阶段",
    "建设": "实施阶段", "初验": "验收阶段", "竣工验收": "验收阶段", "结算": "验收阶段", "运维": "运维阶段",
}  # fmt: skip
NO_CODE = "未编号"


class Project(Record):
    """`dept`, `build_unit`: codes of offices. `skip_plan_year`: the year whose window does not count for it; `overdue_window`: the plan year
    it did not declare for in time; `late_request_year`: the year that its late request is (or was last) for. `linked_project`: as the form
    gave it, the id of a project or the name of an older system."""

    __tablename__ = "project"
    title: ClassVar[str] = "项目"
    fixed: ClassVar[frozenset[str]] = frozenset({"code", "code_year", "code_seq"})

    code: Mapped[str | None] = mapped_column(Text, unique=True)
    code_year: Mapped[int | None]
    code_seq: Mapped[int | None]
    plan_year: Mapped[int | None]
    name: Mapped[str] = mapped_column(Text)
    dept: Mapped[str] = mapped_column(Text)
    build_unit: Mapped[str] = mapped_column(Text)
    leader_in_charge: Mapped[str] = mapped_column(Text)
    dedicated_person: Mapped[str] = mapped_column(Text)
    dedicated_phone: Mapped[str] = mapped_column(Text)
    gov_activity_related: Mapped[bool]
    scope_type: Mapped[str] = mapped_column(Text)
    nature: Mapped[str] = mapped_column(Text)
    fund_nature: Mapped[str] = mapped_column(Text)
    is_global_major: Mapped[str] = mapped_column(Text)
    demand_origin: Mapped[list[str]] = mapped_column(ARRAY(Text))
    scope: Mapped[str | None] = mapped_column(Text)
    category: Mapped[str | None] = mapped_column(Text)
    parts: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    state: Mapped[str] = mapped_column(Text)
    phase: Mapped[str] = mapped_column(Text)
    mlps_level: Mapped[str | None] = mapped_column(Text)
    est_budget_yuan: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    uses_county_dc: Mapped[bool | None]
    builds_own_dc: Mapped[bool | None]
    linked_project: Mapped[str | None] = mapped_column(Text)
    linked_project_id: Mapped[int | None] = mapped_column(BigInteger)
    from_om: Mapped[bool] = mapped_column(default=False)
    internal_review_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    trial_start: Mapped[date | None]
    frozen: Mapped[bool] = mapped_column(default=False)
    retroactive: Mapped[bool] = mapped_column(default=False)
    is_supplementary: Mapped[bool] = mapped_column(default=False)
    waiting_for_window: Mapped[bool] = mapped_column(default=False)
    late_request_open: Mapped[bool] = mapped_column(default=False)
    late_request_year: Mapped[int | None]
    overdue_window: Mapped[int | None]
    skip_plan_year: Mapped[int | None]
    close_reason: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ix_project_dept_id", "dept", "id"),
        Index("ix_project_plan_year", "plan_year"),
        Index("uq_project_code_year_seq", "code_year", "code_seq", unique=True),
        Index("ix_project_waiting", "id", postgresql_where=text("waiting_for_window")),
        Index("ix_project_instance_id", "instance_id"),
    )


def create_project(act: Act, **values: Any) -> Project:
    """The only place where a project is made: state 储备, no code yet."""
    linked_text, linked_id = resolve_link(act.session, values.pop("linked_project", None))
    start: dict[str, Any] = {"parts": [], "state": "储备", "phase": PHASES["储备"], "linked_project": linked_text, "linked_project_id": linked_id}
    flags = {"from_om": False, "frozen": False, "retroactive": False, "is_supplementary": False}
    waits = {"waiting_for_window": False, "late_request_open": False}
    return create(act, Project(**start, **flags | waits | values))


def get_project(session: Session, project_id: int | None) -> Project:
    """The project, locked against others who change it at the same time.

    Raises  NotFound when there is none.
    """
    project = session.get(Project, project_id, with_for_update={"key_share": True}) if project_id is not None else None
    if project is None:
        raise NotFound(f"没有编号为{project_id}的项目。", f"There is no project {project_id}.")
    return project


def find_project(session: Session, project_id: int | None) -> Project | None:
    """The project as it stands, for reading."""
    return session.get(Project, project_id) if project_id is not None else None


def enter(act: Act, project: Project, state: str, **values: Any) -> Project:
    """Bring a project into a state; the phase of the notice follows (R10).

    Raises  RuleRefused for an unknown state or when the project has ended.
    """
    return change(act, project, **_entering(project, state), **values)


def _entering(project: Project, state: str) -> dict[str, Any]:
    if state not in STATES:
        raise RuleRefused(f"没有“{state}”这一项目状态。", f"There is no project state «{state}».", clause=R10)
    if project.state in ENDED and state != project.state:
        raise RuleRefused(f"项目“{project.name}”已{project.state}，不能再进入{state}。", "The project has ended.", clause=R10)
    return {"state": state, "phase": PHASES.get(state, project.phase)}


def reserve(act: Act, project: Project, **values: Any) -> Project:
    """Back among the projects in reserve (P00_T1, and while it waits for the next window)."""
    return enter(act, project, "储备", **values)


def go_on(act: Act, project: Project, state: str) -> Project:
    """On to a later state.

    Raises  RuleRefused for a step back: only `reserve` leads back.
    """
    go_on_all(act, [project], state)
    return project


def go_on_all(act: Act, projects: Sequence[Project], state: str) -> None:
    """The same for many projects at once."""
    for project in projects:
        if state in STATES and STATES.index(state) < STATES.index(project.state):
            raise RuleRefused(f"项目“{project.name}”处于{project.state}，不能退回{state}。", "A project's state does not go back.", clause=R10)
    change_all(act, [(project, _entering(project, state)) for project in projects])


def resolve_link(session: Session, linked: Any) -> tuple[str | None, int | None]:
    """What `linked_project` means: (text as given, id of the project when it names one)."""
    given = str(linked).strip() if linked is not None else ""
    if not given:
        return None, None
    known = session.get(Project, int(given)) if given.isascii() and given.isdigit() and len(given) <= 18 else None
    return given, known.id if known is not None else None


def header(session: Session, project_id: int | None) -> dict[str, Any] | None:
    """B0, the head of every project form; an empty code shows «未编号»."""
    project = find_project(session, project_id)
    if project is None:
        return None
    shown = {"project_code": project.code or NO_CODE, "project_name": project.name, "dept": project.dept}
    return shown | {"plan_year": project.plan_year, "phase": project.phase}
