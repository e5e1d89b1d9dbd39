"""Computed fields and findings for an unfinished start form; stores nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.access.startable import require_startable
from app.actions.task.preview import preview_view
from app.casework.forms import filled_start
from app.db import reading
from app.forms import Filled
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.ground.releases import current
from app.people import Actor


def preview_start(actor: Actor, process: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """As `preview_task`, for the start form.

    Raises  NotFound, NotAllowed.
    """
    with reading() as session:
        _, release = current(session)
        facts = require_startable(release, process, actor)
        form = release.form(facts.start_form) if facts.start_form else None
        if form is None:
            return preview_view(Filled({}, [], []), actor.language)
        filled = filled_start(session, release, facts, form, actor, data, case_now(session), latest_calendar(session))
        return preview_view(filled, actor.language)
