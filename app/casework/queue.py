"""Jobs, deferred inside the action's own transaction: a rollback removes them. A job only wakes somebody up; what is to be done stands in rows.

The job engine is loaded when the first job is deferred: most web processes never do.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy.orm import Session

from app.db import driver_connection, run

if TYPE_CHECKING:
    import procrastinate


@lru_cache(maxsize=1)
def queue() -> procrastinate.App:
    """The job engine as the actions use it; `app.worker` runs its own over the same tables."""
    import procrastinate

    return procrastinate.App(connector=procrastinate.SyncPsycopgConnector())


def defer(session: Session, task: str, *, in_seconds: int = 0, lock: str | None = None, **arguments: int) -> None:
    """Put a job into the queue, on this transaction's connection. `task`: deliver_message, run_call. Jobs of the same `lock` run in order.

    Raises  what the driver raised: a lost connection is told here as everywhere else (DatabaseAway).
    """
    from procrastinate.exceptions import ConnectorException

    when: dict[str, Any] = {"schedule_in": {"seconds": in_seconds}} if in_seconds else {}
    try:
        queue().configure_task(task, connection=driver_connection(session), lock=lock, **when).defer(**arguments)
    except ConnectorException as error:
        if isinstance(error.__cause__, psycopg.Error):
            raise error.__cause__ from error
        raise


# Who has not been heard of for half a minute works on nothing any more: its jobs are taken from it (`app.worker`).
_CALLS = """
    SELECT (job.args ->> 'call_id')::bigint, job.status = 'doing'
    FROM procrastinate_jobs AS job LEFT JOIN procrastinate_workers AS worker ON worker.id = job.worker_id
    WHERE job.task_name = 'run_call' AND ((job.status = 'doing' AND worker.last_heartbeat > now() - interval '30 seconds')
    OR (job.status = 'todo' AND job.scheduled_at > now()))"""


def calls_taken(session: Session) -> tuple[set[int], set[int]]:
    """The calls that a living worker works on at this moment, and those that rest until they are tried again."""
    found = [(number, held) for number, held in run(session, _CALLS).fetchall()]
    held = {number for number, is_held in found if is_held}
    return held, {number for number, is_held in found if not is_held} - held
