"""Prove the house: people, offices, rights, releases, calendars and uploaded files are what its own chain of events says."""

from __future__ import annotations

from app.db import transaction
from app.ground.seal import history_key
from app.history.events import at_one_moment
from app.history.house_proof import Proven, prove_house


def verify_house() -> Proven:
    """The chain, its seal, and every row of the tables that follow from it; the first difference is named."""
    with transaction() as session:
        at_one_moment(session)
        return prove_house(session, history_key())
