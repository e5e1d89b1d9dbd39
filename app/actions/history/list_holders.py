"""Who held which role at a moment, as the house's own history says: for auditors and administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.access.reading import log_reading
from app.db import transaction
from app.ground.case_clock import case_now
from app.history.holders import holders
from app.history.house import house_entries
from app.people import Actor, require
from app.views.offices import label_of
from app.views.tasks import moment, names_of


def list_holders(actor: Actor, at: datetime | None = None, *, role: str | None = None, office: str | None = None) -> list[dict[str, Any]]:
    """Those who were active then; now, when no moment is named. That it was read is logged.

    Raises  NotAllowed.
    """
    require(actor.holds("auditor") or actor.holds("admin"), "只有审计人员和系统管理员可以查看历次任职。", "For auditors and administrators.")
    with transaction() as session:
        log_reading(session, actor, "holders of roles", None)
        found = holders(house_entries(session, besides=("file:upload", "clock:move")), at or case_now(session))
        shown = [h for h in found if (not role or h.role == role) and (not office or h.office == office)]
        names = names_of(session, actor, [h.person for h in shown])
    return [
        {
            "person": h.person, "name": names.get(h.person, h.person), **label_of(f"{h.role}@{h.office or ''}", actor.language),
            "since": moment(h.since), "seq": h.seq, "sealed": h.sealed,
        }
        for h in shown
    ]  # fmt: skip
