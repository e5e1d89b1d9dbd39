"""One lock for all steps that decide over a declaration window: no project falls between a query and its row (P10)."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

# Any fixed number; it is this program's own name for the lock.
_WINDOWS = 20190718


def lock_windows(session: Session) -> None:
    """Wait for the lock; it is held until the transaction ends. Taken after the lock of the case, never before it."""
    session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WINDOWS})
