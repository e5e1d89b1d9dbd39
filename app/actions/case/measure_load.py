"""How much is open, waits and is late: counted in the database when somebody asks, so that it is the same from every process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from app.clock import real_now
from app.db import reading
from app.ground.case_clock import case_now
from app.models import Incident, Instance, Message, Register, Task, Timer, WorkerSeen

ALIVE = ("running", "suspended", "incident")


@dataclass(frozen=True)
class Load:
    """Counts; lateness and age in seconds. `instances`: by status, of those that are not over; `jobs`: by state, `todo` being due now."""

    open_tasks: int
    instances: dict[str, int]
    instances_started: int
    incidents: int
    timers: int
    timers_due: int
    timer_lateness: float
    messages_kept: int
    jobs: dict[str, int]
    worker_age: float | None


_JOBS = text("SELECT status, count(*) AS n FROM procrastinate_jobs WHERE status <> 'todo' OR scheduled_at IS NULL OR scheduled_at <= now() GROUP BY status")


def measure_load() -> Load:
    """As it is now. Raises  DatabaseAway."""
    with reading() as session:
        now = case_now(session)
        due = (Timer.due_at <= now, ~Timer.parked)
        counted = session.execute(
            select(
                select(func.count()).where(Task.status == "open").scalar_subquery().label("tasks"),
                select(func.count()).where(Incident.resolved_at.is_(None)).scalar_subquery().label("incidents"),
                select(func.count()).select_from(Timer).scalar_subquery().label("timers"),
                select(func.count()).where(*due).scalar_subquery().label("due"),
                select(func.min(Timer.due_at)).where(*due).scalar_subquery().label("first_due"),
                select(func.count()).where(Message.status == "kept").scalar_subquery().label("kept"),
                select(Register.last_number).where(Register.id == 1).scalar_subquery().label("started"),
                select(func.max(WorkerSeen.seen_at)).scalar_subquery().label("seen"),
            )
        ).one()
        alive = select(Instance.status, func.count().label("n")).where(Instance.status.in_(ALIVE)).group_by(Instance.status)
        instances = {row.status: row.n for row in session.execute(alive)}
        jobs = {row.status: row.n for row in session.execute(_JOBS)}
    return Load(
        open_tasks=counted.tasks, instances={status: instances.get(status, 0) for status in ALIVE}, instances_started=counted.started or 0,
        incidents=counted.incidents, timers=counted.timers, timers_due=counted.due, timer_lateness=_since(counted.first_due, now) or 0.0,
        messages_kept=counted.kept, jobs={state: jobs.get(state, 0) for state in ("todo", "doing", "failed")},
        worker_age=_since(counted.seen, real_now()),
    )  # fmt: skip


def _since(moment: datetime | None, now: datetime) -> float | None:
    return None if moment is None else max((now - moment).total_seconds(), 0.0)
