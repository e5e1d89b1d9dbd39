"""Versions of a declaration's form after it was accepted: corrected in the appraisal (P13_T1b, P13_T1c), as 定稿 (P13_T7), corrected in the approval.

The declaration keeps the form as it was accepted; each later version is a row of its own, and the newest one counts (domain 6: corrections are new versions).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, Index, Text, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.errors import RuleRefused
from app.records.amounts import yuan_of
from app.records.base import Act, Record
from app.records.changes import change, create
from app.records.clauses import R24, R34
from app.records.declaration import Declaration, same_name
from app.records.project import get_project


class DeclarationVersion(Record):
    """`number`: 2 for the first correction (1 is the form as accepted). `element`: the task that wrote it. `change_list`, `files`: what F37 says and
    adds. `created_by` is who filed it: that person reviews nothing of it (I20)."""

    __tablename__ = "declaration_version"
    title: ClassVar[str] = "申报表版本"
    fixed: ClassVar[frozenset[str]] = frozenset({"declaration_id", "project_id", "number", "element", "snapshot", "change_list", "files"})

    declaration_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("declaration.id"))
    project_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("project.id"))
    number: Mapped[int]
    element: Mapped[str] = mapped_column(Text)
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSONB)
    change_list: Mapped[str | None] = mapped_column(Text)
    files: Mapped[list[Any]] = mapped_column(JSONB)

    __table_args__ = (
        Index("uq_declaration_version_number", "declaration_id", "number", unique=True),
        Index("ix_declaration_version_project_id", "project_id", "id"),
    )


def versions_of(session: Session, declaration_id: int) -> list[DeclarationVersion]:
    """The later versions of a declaration's form, oldest first; those set aside do not count."""
    mine = (DeclarationVersion.declaration_id == declaration_id, DeclarationVersion.voided_at.is_(None))
    return list(session.scalars(select(DeclarationVersion).where(*mine).order_by(DeclarationVersion.number)))


def newest_form(session: Session, declaration: Declaration) -> tuple[int, Mapping[str, Any]]:
    """Number and answers of the newest version of the form."""
    later = versions_of(session, declaration.id)
    return (later[-1].number, later[-1].snapshot) if later else (1, declaration.snapshot)


def filers(session: Session, declaration: Declaration) -> set[str]:
    """Who filed this declaration or a later version of it."""
    return {declaration.created_by} | {row.created_by for row in versions_of(session, declaration.id)}


def add_version(
    act: Act, declaration: Declaration, *, element: str, answers: Mapping[str, Any], change_list: str | None = None, files: Sequence[Any] = ()
) -> DeclarationVersion:
    """File a new version of the form; budget and name of the declaration and the project's record follow it.

    Raises  RuleRefused when the declaration does not stand any more, or another project of the department has the name in this year.
    """
    if declaration.state != "受理" or declaration.outcome is not None:
        raise RuleRefused(f"申报{declaration.no}已{declaration.outcome or declaration.state}，不能修改。", "The declaration does not stand.", clause=R34)
    name, year = str(answers["project_name"]), declaration.plan_year
    if same_name(act.session, dept=declaration.dept, plan_year=year, name=name, project_id=declaration.project_id) is not None:
        raise RuleRefused(f"本部门{year}年度已申报同名项目“{name}”。", "The department declared a project of this name this year.", clause=R24)
    used = select(DeclarationVersion.number).where(DeclarationVersion.declaration_id == declaration.id).order_by(DeclarationVersion.number.desc()).limit(1)
    number = (act.session.scalar(used) or 1) + 1
    values = {"element": element, "snapshot": dict(answers), "change_list": change_list, "files": list(files)}
    row = create(act, DeclarationVersion(declaration_id=declaration.id, project_id=declaration.project_id, number=number, **values))
    change(act, declaration, project_name=name, total_budget_yuan=yuan_of(answers["total_budget_wan"]))
    project = {"name": name, "build_unit": answers["build_unit"], "category": answers["project_category"], "nature": answers["construction_nature"]}
    project |= {"parts": list(answers.get("category_parts") or []), "mlps_level": answers.get("mlps_level")}
    change(act, get_project(act.session, declaration.project_id), **project)
    return row
