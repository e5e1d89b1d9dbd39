"""What must be filled in to start a process."""

from __future__ import annotations

from typing import Any

from app.access.startable import require_startable
from app.actions.task.show import form_view
from app.casework.forms import signature
from app.casework.open_form import given_at_start
from app.db import reading
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.ground.releases import current
from app.people import Actor


def show_start_form(actor: Actor, process: str) -> dict[str, Any]:
    """The start form with what it shows at first; `form` is null for a process that starts without one.

    Raises  NotFound, NotAllowed.
    """
    with reading() as session:
        number, release = current(session)
        facts = require_startable(release, process, actor)
        form = release.form(facts.start_form) if facts.start_form else None
        shown = None
        if form is not None:
            now = case_now(session)
            given = given_at_start(session, release, facts, now, latest_calendar(session), actor.username) | signature(form, actor, now)
            shown = form_view(form, form.schema, given)
    return {"process": facts.key, "name": facts.name or facts.key, "documentation": release.notice.said(facts.documentation), "release": number, "form": shown}
