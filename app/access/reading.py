"""Who may read what (semantics, «Who may read what»): as conditions of SQL, and as questions about a row in hand."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import Session

from app.clock import real_now
from app.db import run
from app.errors import NotFound
from app.models import Instance, Task
from app.people import COUNTY_READERS, OUTSIDE_ROLES, Actor


def reads_all_cases(actor: Actor) -> bool:
    """County offices and the auditor."""
    return actor.holds("auditor") or not actor.offices.isdisjoint(COUNTY_READERS)


def reads_every_case(actor: Actor) -> bool:
    """The same and the process owner (who sees no answers)."""
    return reads_all_cases(actor) or actor.holds("owner")


def sees_answers(actor: Actor) -> bool:
    """Not the process owner: a case's marking, open tasks and incidents, never its answers."""
    return reads_all_cases(actor) or bool(home_offices(actor))


def sees_answers_of(actor: Actor, instance: Instance) -> bool:
    """Everybody's answers in this case: who sees any, and who started it unless from outside."""
    return sees_answers(actor) or (instance.started_by == actor.username and not actor.is_outside)


def sees_step(actor: Actor, instance: Instance, by: str, on_behalf: str | None) -> bool:
    """What was written in one step: also by this person, or in this person's name."""
    return actor.username in (by, on_behalf) or sees_answers_of(actor, instance)


def home_offices(actor: Actor) -> list[str]:
    """Offices in which this person works as staff; outside parties have none."""
    return sorted({m.office for m in actor.memberships if m.office and m.role not in OUTSIDE_ROLES})


def readable_cases(actor: Actor) -> ColumnElement[bool]:
    """Cases that this person may read."""
    if reads_every_case(actor):
        return true()
    ways: list[ColumnElement[bool]] = []
    if offices := home_offices(actor):
        ways += [Instance.dept.in_(offices), Instance.build_unit.in_(offices)]
    if not actor.holds("admin"):
        ways.append(and_(Instance.dept.is_(None), Instance.started_by == actor.username))
    return or_(*ways) if ways else false()


def may_read_case(actor: Actor, instance: Instance) -> bool:
    """The same for a row in hand."""
    if reads_every_case(actor):
        return True
    offices = home_offices(actor)
    if instance.dept is None:
        return instance.started_by == actor.username and not actor.holds("admin")
    return instance.dept in offices or instance.build_unit in offices


def require_case(session: Session, actor: Actor, instance_id: int) -> Instance:
    """The case.

    Raises  NotFound, also when it is not for this person to know of.
    """
    instance = session.get(Instance, instance_id)
    if instance is None or not may_read_case(actor, instance):
        raise NotFound(f"没有编号为 {instance_id} 的案件，或您无权查看。", f"There is no case {instance_id} that you may see.")
    return instance


def is_of(actor: Actor, task: Task) -> bool:
    """Handed to, done by (or for) this person, or open to one of this person's roles."""
    if actor.username in (task.assignee, task.done_by, task.done_for):
        return True
    return task.status == "open" and actor.is_candidate(task.candidates)


def may_read_task(actor: Actor, task: Task, instance: Instance) -> bool:
    """One's own tasks; those of cases that one may read, except for the process owner."""
    return is_of(actor, task) or (may_read_case(actor, instance) and (sees_answers(actor) or instance.started_by == actor.username))


def mine(actor: Actor) -> ColumnElement[bool]:
    """Open tasks handed to or claimed by this person, and those that nobody else could claim."""
    own: ColumnElement[bool] = Task.assignee == actor.username
    if alone := actor.alone_keys:
        own = or_(own, and_(Task.assignee.is_(None), Task.candidates.overlap(alone), Task.candidates.contained_by(alone)))
    return and_(Task.status == "open", own)


def claimable_by(actor: Actor) -> ColumnElement[bool]:
    """Open tasks that nobody has, for one of this person's roles and for others as well."""
    if not actor.keys:
        return false()
    others = [~Task.candidates.contained_by(actor.alone_keys)] if actor.alone_keys else []
    return and_(Task.status == "open", Task.assignee.is_(None), Task.candidates.overlap(actor.keys), *others)


def done_by(actor: Actor) -> ColumnElement[bool]:
    """Tasks that this person has done."""
    return Task.done_by == actor.username


def log_reading(session: Session, actor: Actor, what: str, instance_id: int | None) -> None:
    """A row of the read log: outside the chain, without any lock on the case."""
    run(session, "INSERT INTO read_log (at, person, what, instance_id) VALUES (%s, %s, %s, %s)", real_now(), actor.username, what, instance_id)
