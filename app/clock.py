"""The one place that reads the wall clock. What a case calls «now» is `app.ground.case_clock.case_now()`: this, or the training clock's row."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def real_now() -> datetime:
    """The moment now, aware, in UTC; for sessions, keys and retries, which use real time even in training."""
    return datetime.now(UTC)


def pause(seconds: float) -> None:
    """Wait a moment of real time."""
    time.sleep(seconds)


def stopwatch() -> float:
    """Seconds of a clock that only goes on; for measuring."""
    return time.monotonic()
