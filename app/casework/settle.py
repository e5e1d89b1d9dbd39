"""What was decided is performed until nothing is left to do in this transaction; and a case begins, by a person, by a service (`call.start`) or
by a timer start. Both are one idea: a handler may begin a case, whose own handlers are then performed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app import engine
from app.casework.case import Case
from app.casework.perform import perform
from app.casework.write import write_step
from app.engine.facts import Step
from app.ground.calendars import calendar_of
from app.ground.releases import current, definition
from app.history.chain import START
from app.models import Instance, Task
from app.models.search import search_vector
from app.people import Actor


def settle(case: Case) -> Step:
    """Perform every records handler that was reached and give the step as it then stands (see `perform`)."""
    return perform(case, begin_beside)


@dataclass(frozen=True)
class Begun:
    """A new case and the tasks it opened."""

    instance: Instance
    tasks: list[Task]


def begin_case(
    session: Session,
    actor: Actor,
    process: str,
    data: Mapping[str, Any],
    now: datetime,
    calendar: int,
    business_key: str | None = None,
    release_id: int | None = None,
    beside: Mapping[str, Any] | None = None,
) -> Begun:
    """Start `process` of the current release (or that of `release_id`) over `data` (top level) and write its first step. `beside`: what its first event says
    beside that.

    Raises  NotFound for an unknown process; what the engine or a records handler refuses.
    """
    if release_id is None:
        release_id, _ = current(session)
    release = definition(release_id)
    facts = release.process(process)
    instance = Instance(
        uid=uuid4(), number=0, process=process, title=facts.name, business_key=business_key, release_id=release_id, status="running",
        started_by=actor.username, started_at=now, last_event_at=now, snapshot=b"", event_count=0, head=START, mac=b"",
        search=search_vector(business_key, facts.name),
    )  # fmt: skip
    session.add(instance)
    session.flush()
    state = engine.begin(release, process, data, seed=str(instance.uid), now=now, calendar=calendar_of(calendar), started_by=actor.username)
    case = Case(session, instance, release, state, now, calendar, actor)
    start = {"release": release.name, "process": process, "data": data, "seed": str(instance.uid), "business_key": business_key, "case": instance.id}
    case.input("instance:start", {**start, **(beside or {})}, facts.start_element)
    return Begun(instance, write_step(case, settle(case)))


def begin_beside(case: Case, process: str, data: Mapping[str, Any]) -> int:
    """Begin another case out of this one, in its transaction, by who acts; gives its id."""
    return begin_case(case.session, replace(case.actor), process, dict(data), case.now, case.calendar).instance.id
