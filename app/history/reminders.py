"""Reminders are no inputs, and yet they follow: who executes a case again knows when each of them was due. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

REMIND = "task:remind"


def ahead(moments: Sequence[datetime], last: datetime | None) -> list[datetime]:
    """The moments that are left after a reminder at `last`: it told of all that had passed by then."""
    return list(moments) if last is None else [moment for moment in moments if moment > last]


def wrong_reminder(moments: Sequence[datetime] | None, last: datetime | None, at: datetime, said: Any) -> str | None:
    """What is wrong with a reminder at this moment that says which of these moments (None: nothing reminds there) it is for."""
    if moments is None:
        return "提醒的环节当时没有在等待，或没有提醒"
    left = ahead(moments, last)
    if not left or said != left[0].isoformat() or left[0] > at:
        return "提醒的时刻与重新执行得到的不同"
    return None
