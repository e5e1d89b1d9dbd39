"""What an auditor's question is: its words, its columns, and the rows that answer it.

A question is one file in this folder: it says `QUESTION`, and `app/questions/__init__.py` names it. `rows` gives a select with a column `at` (when it
happened; what the period is about), `tie` (a number that no two rows of the same moment share), `instance_id` where a row is about a case, and its
own columns. Whatever names a person (`people`) or an element (`elements`, beside `release_id`) by id is said by name afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.models import Instance
from app.periods import Calendar
from app.records.columns import Column
from app.records.project import Project

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """The period (end not included), the number that some questions ask for, now, and the working days."""

    start: datetime
    end: datetime
    n: int
    now: datetime
    calendar: Calendar


@dataclass(frozen=True)
class Question:
    """`limit`: the number that it asks for, when nobody says another one; None: it asks for none. `finish` computes what SQL cannot."""

    key: str
    title: str
    title_en: str
    words: str
    words_en: str
    columns: tuple[Column, ...]
    rows: Callable[[Asked], Select[Any]]
    people: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    limit: int | None = None
    finish: Callable[[Row, Asked], Row] = field(default=lambda row, asked: {})


CASE = Column("case_name", "项目/案件", "Project or case")
CODE = Column("project_code", "项目编号", "Project code")
DEPT = Column("dept_name", "主管部门", "Department")
ABOUT_CASE = (CASE, CODE, DEPT)


def of_cases(*columns: Any, at: Any, tie: Any) -> Select[Any]:
    """A select over cases with what says which case a row is about; the caller joins its own table to Instance."""
    about = (Instance.id.label("instance_id"), Instance.title.label("case_name"), Project.code.label("project_code"), Instance.dept.label("dept"))
    found: Select[Any] = select(at.label("at"), tie.label("tie"), *about, Instance.release_id.label("release_id"), *columns)
    return found.select_from(Instance).outerjoin(Project, Project.id == Instance.project_id)
