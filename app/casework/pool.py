"""The county's pool of experts for one draw: who may be drawn, and who may not and why."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from app.access.duties import acted
from app.access.interest import interested
from app.casework.case import Case
from app.errors import RuleRefused
from app.history.draws import KIND, draw_lots
from app.models import Membership, Person, Task
from app.records.clauses import R30


@dataclass(frozen=True)
class Excluded:
    """Somebody of the pool who may not be drawn, and why, in both languages."""

    person: str
    name: str
    reason: str
    reason_en: str


@dataclass(frozen=True)
class Draw:
    """A draw that was made: everything that its event says."""

    seed: str
    count: int
    specialty: str | None
    pool: Sequence[str]
    excluded: Sequence[Excluded]
    drawn: Sequence[str]
    names: Mapping[str, str] = field(default_factory=dict)

    def payload(self) -> dict[str, Any]:
        """For the history: with the pool and the seed anybody can draw again."""
        told = [{"person": e.person, "reason": e.reason} for e in self.excluded]
        return {
            "seed": self.seed, "count": self.count, "specialty": self.specialty, "pool": list(self.pool), "excluded": told, "drawn": list(self.drawn),
        }  # fmt: skip


def draw_from_pool(case: Case, task: Task, role: str, count: int, specialty: str | None, taken: Mapping[str, str] | None = None) -> Draw:
    """Draw so many people of a role; interested persons (SD3), who acted in a step this one excludes (SD1) and who is `taken` (user name →
    why) are left out. Notes the draw in the case's history.

    Raises  RuleRefused when too few are left.
    """
    holders = select(Person).join(Membership, Membership.person == Person.username).where(Membership.role == role, Person.active)
    if specialty:
        holders = holders.where(Person.specialties.contains([specialty]))
    people = {p.username: p.name for p in case.session.scalars(holders.order_by(Person.username).distinct())}
    excluded = _excluded(case, task, people, taken or {})
    pool = [name for name in people if name not in {e.person for e in excluded}]
    if count > len(pool):
        which = f"（专业：{specialty}）" if specialty else ""
        left = "、".join(f"{e.name}：{e.reason}" for e in excluded)
        raise RuleRefused(
            f"可抽取的专家{which}只有{len(pool)}名，不足{count}名{f'；已回避：{left}' if left else ''}。",
            f"Only {len(pool)} experts may be drawn, {count} are wanted.",
            clause=R30,
        )
    seed = secrets.token_hex(16)
    draw = Draw(seed, count, specialty, pool, excluded, draw_lots(pool, count, seed), people)
    case.note(KIND, draw.payload(), task.element, task.address)
    return draw


def _excluded(case: Case, task: Task, people: Mapping[str, str], taken: Mapping[str, str]) -> list[Excluded]:
    interests = interested(case)
    did = acted(case, task, people)
    found = []
    for person, name in people.items():
        if person in interests:
            office = interests[person].name
            found.append(Excluded(person, name, f"在{office}任职，与项目有利害关系", f"works in {office}: interested in the project (SD3)"))
        elif person in did:
            found.append(Excluded(person, name, "办理过本项目的前序环节", "acted in an earlier step of this project (SD1)"))
        elif person in taken:
            found.append(Excluded(person, name, taken[person], "is a member of this panel already"))
    return found
