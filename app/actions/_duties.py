"""Separation of duties (SD1, SD3): who acted before, and who has an interest, may not do this task."""

from __future__ import annotations

from sqlalchemy import or_, select

from app.actions._case import Case
from app.errors import RuleRefused
from app.models import Membership, Person, Task

CLAUSE_ACTED = "职责分离 SD1（四眼原则）"
CLAUSE_INTEREST = "霍政办〔2019〕5号 二(二) 专家论证；回避规则 SD3"


def require_free(case: Case, task: Task, username: str) -> None:
    """Raises RuleRefused when this person acted in an excluded step of the case, or has an interest in its project."""
    properties = case.release.element(task.process, task.element).properties
    excluded = [e.strip() for e in properties.get("excludeActorsOf", "").split(",") if e.strip()]
    if excluded and _acted(case, excluded, username):
        raise RuleRefused(
            f"「{task.name}」不能由办理过前序环节的同一人办理。",
            f"{task.name}: who acted in an earlier step may not do this one.",
            clause=CLAUSE_ACTED,
        )
    if properties.get("excludeInterested", "").lower() == "true" and _interested(case, username):
        raise RuleRefused(f"「{task.name}」不能由与项目有利害关系的人员办理。", f"{task.name}: interested persons are excluded.", clause=CLAUSE_INTEREST)


def _acted(case: Case, elements: list[str], username: str) -> bool:
    did = or_(Task.done_by == username, Task.done_for == username)
    statement = select(Task.id).where(Task.instance_id == case.instance.id, Task.element.in_(elements), did).limit(1)
    return case.session.scalars(statement).first() is not None


def _interested(case: Case, username: str) -> bool:
    """Works in, or belongs to, the case's department or its build unit."""
    offices = [o for o in (case.instance.dept, case.instance.build_unit) if o]
    works = select(Person.username).where(Person.username == username, Person.works_in.in_(offices))
    member = select(Membership.person).where(Membership.person == username, Membership.office.in_(offices))
    return case.session.scalars(works.union(member).limit(1)).first() is not None
