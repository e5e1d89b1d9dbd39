"""Whether this server can work: database, migrations, a worker."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from app.clock import real_now
from app.db import reading
from app.errors import DatabaseAway
from app.migrations import head, version_of
from app.models import WorkerSeen

SEEN_WITHIN = timedelta(seconds=60)


def check_health() -> dict[str, str]:
    """Each part: «ok», or what is wrong with it."""
    try:
        with reading() as session:
            there = version_of(session.connection())
            seen = session.scalars(select(func.max(WorkerSeen.seen_at))).one()
    except DatabaseAway:
        return {"database": "away", "migrations": "unknown", "worker": "unknown"}
    fresh = seen is not None and real_now() - seen < SEEN_WITHIN
    return {
        "database": "ok",
        "migrations": "ok" if there == head() else f"at {there or 'nothing'}, wanted {head()}",
        "worker": "ok" if fresh else ("not seen yet" if seen is None else f"last seen {seen.isoformat()}"),
    }
