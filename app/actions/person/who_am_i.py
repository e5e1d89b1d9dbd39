"""A person's own card: name, roles, and how much waits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.access.notices import addressed_to, unread_by
from app.access.reading import claimable_by, mine
from app.db import reading
from app.ground.case_clock import case_now
from app.models import Notice, Task
from app.people import Actor
from app.views.offices import office_name


def who_am_i(actor: Actor) -> dict[str, Any]:
    """The card, counts in one statement."""
    with reading() as session:
        open_tasks = select(func.count()).select_from(Task)
        own, late = open_tasks.where(mine(actor)), open_tasks.where(mine(actor), Task.due_at < case_now(session))
        unread = select(func.count()).select_from(Notice).where(addressed_to(actor), unread_by(actor))
        counted = select(own.scalar_subquery(), open_tasks.where(claimable_by(actor)).scalar_subquery(), late.scalar_subquery(), unread.scalar_subquery())
        counts = session.execute(counted).one()
    held = [{"role": m.role, "office": m.office, "office_name": office_name(m.office)} for m in actor.memberships]
    return {
        "username": actor.username,
        "name": actor.name,
        "roles": list(dict.fromkeys(m.role for m in actor.memberships)),
        "offices": list(dict.fromkeys(m.office for m in actor.memberships if m.office)),
        "memberships": held,
        "substitutions": [],
        "counts": dict(zip(("mine", "claimable", "overdue", "notices"), counts, strict=True)),
        "language": actor.language,
    }
