"""A person starts a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.access.startable import require_startable
from app.casework.files import bind, files_in, files_said
from app.casework.forms import checked_start
from app.casework.settle import begin_case
from app.casework.tasks import for_person
from app.db import reading, transaction
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.ground.releases import current
from app.models import Instance, Task
from app.people import Actor
from app.views.cases import whole_case_view
from app.views.tasks import around_case, task_view


@dataclass(frozen=True)
class Opened:
    """The new case, and the tasks that this person may do next in it."""

    instance: Instance
    next_tasks: list[Task]


def start_instance(actor: Actor, process: str, data: Mapping[str, Any], business_key: str | None = None) -> Opened:
    """Check the start form, start the case, perform what it reaches at once.

    Raises  NotFound, NotAllowed (the start event's roles), DataInvalid (its form), RuleRefused (a service reached at once).
    """
    with transaction() as session:
        release_id, release = current(session)
        facts = require_startable(release, process, actor)
        now, calendar = case_now(session), latest_calendar(session)
        answers = checked_start(session, release, facts, actor, data, now, calendar)
        files = files_in(session, release, facts.start_form, answers, actor)
        begun = begin_case(session, actor, process, answers, now, calendar, business_key, release_id, files_said(files))
        bind(session, files, begun.instance, facts.start_element)
        return Opened(begun.instance, for_person(actor, begun.tasks))


def shown_opened(actor: Actor, opened: Opened) -> dict[str, Any]:
    """The new case and what this person may do next in it."""
    with reading() as session:
        now = case_now(session)
        around = around_case(session, actor, now, opened.instance, opened.next_tasks)
        case = whole_case_view(session, actor, now, opened.instance)
        return {"instance": case, "next_tasks": [task_view(t, around) for t in opened.next_tasks]}
