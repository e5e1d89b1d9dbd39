"""Run an action's transaction again when timers must fire first, or when two transactions waited for each other in a circle."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import psycopg
from sqlalchemy.exc import DBAPIError

from app.casework.case import TimersDue
from app.casework.timers import fire_timers_of

P = ParamSpec("P")
R = TypeVar("R")
TRIES = 5


def timers_first(action: Callable[P, R]) -> Callable[P, R]:
    """Timers due before a command fire before it, each in a transaction of its own; then the command runs.

    A transaction that the database ended because of a deadlock has changed nothing: it runs again.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for _ in range(TRIES - 1):
            try:
                return action(*args, **kwargs)
            except TimersDue as due:
                fire_timers_of(due.instance_id)
            except (DBAPIError, psycopg.Error) as error:
                if not isinstance(getattr(error, "orig", error), psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
                    raise
        return action(*args, **kwargs)

    return run
