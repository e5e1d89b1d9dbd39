"""What time it is for a case: the wall clock, or the training clock's row."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import real_now
from app.models import CaseClock


def training() -> bool:
    """Whether this server runs on a training database."""
    return bool(current_app.config.get("TRAINING"))


def case_now(session: Session) -> datetime:
    """Now, in UTC; in training mode where the training clock stands."""
    if not training():
        return real_now()
    return session.scalars(select(CaseClock.now)).one()
