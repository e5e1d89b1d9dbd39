"""The worker: Procrastinate for what is due now, and a ticker for timers and heartbeat. Several may run beside each other.

It outlives the database: while that is away the worker waits. What a job has to do stands in rows and is done once, so a job may always run again.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from dataclasses import dataclass, field
from typing import Any

import procrastinate
from flask import Flask
from sqlalchemy.dialects.postgresql import insert as upsert

from app import create_app
from app.actions.case.deliver_message import deliver_message
from app.actions.case.fire_start_timers import fire_start_timer
from app.actions.case.fire_timers import due_now, fire_timers
from app.actions.case.run_call import run_call
from app.actions.history.make_checkpoint import daily_checkpoint
from app.clock import real_now
from app.db import db, transaction
from app.errors import DatabaseAway
from app.ground.own_key import require_own_key
from app.models import WorkerSeen

log = logging.getLogger("worker")
TICK_SECONDS = 0.25
AT_ONCE = 3  # cases whose timers fire at the same time: while one waits for the disk another one is decided
HEARTBEAT_SECONDS = 10
STALLED_AFTER_SECONDS = 30
LOOK_EVERY_SECONDS = 10
SEAL_EVERY_SECONDS = 600  # how often a worker looks whether the day has its checkpoint
PAUSE_SECONDS = 1
LONGEST_PAUSE_SECONDS = 300


class Again(procrastinate.BaseRetryStrategy):
    """Whatever kept a job from ending well, it runs again, later and later: a job that is given up leaves its case waiting for ever."""

    def get_retry_decision(self, *, exception: BaseException, job: procrastinate.jobs.Job) -> procrastinate.RetryDecision:
        """1, 2, 4 … 256, 300, 300 … seconds."""
        return procrastinate.RetryDecision(retry_in={"seconds": min(2 ** min(job.attempts, 20), LONGEST_PAUSE_SECONDS)})


@dataclass
class Mine:
    """What this process works on: numbers of its jobs, and the names under which the job engine knows it (a new one after each outage)."""

    running: set[int] = field(default_factory=set)
    workers: set[int] = field(default_factory=set)


def tasks_of(app: Flask, connector: procrastinate.PsycopgConnector, mine: Mine) -> procrastinate.App:
    """The job engine with its two tasks; each runs one action in a thread, with a session of its own."""
    jobs = procrastinate.App(connector=connector)

    async def perform(context: procrastinate.JobContext, action: Any, *arguments: int) -> None:
        number, worker = context.job.id, context.job.worker_id
        assert number is not None
        mine.workers |= {worker} if worker is not None else set()
        mine.running.add(number)
        try:
            await asyncio.to_thread(_within, app, action, *arguments)
        finally:
            mine.running.discard(number)

    @jobs.task(name="deliver_message", pass_context=True, retry=Again())
    async def deliver(context: procrastinate.JobContext, message_id: int, instance_id: int) -> None:
        await perform(context, deliver_message, message_id, instance_id)

    @jobs.task(name="run_call", pass_context=True, retry=Again())
    async def call(context: procrastinate.JobContext, call_id: int) -> None:
        await perform(context, run_call, call_id)

    return jobs


def _within(app: Flask, action: Any, *arguments: Any) -> Any:
    with app.app_context():
        try:
            return action(*arguments)
        finally:
            db.session.remove()


async def _ticker(app: Flask) -> None:
    """Fire what is due, oldest first; a database that is away is waited for. Nothing ends it: without it no timer of the house would fire."""
    name, beat, sealing = f"{socket.gethostname()}:{os.getpid()}", 0.0, 0.0
    loop = asyncio.get_running_loop()
    while True:
        fired = 0
        try:
            if loop.time() >= beat:
                await asyncio.to_thread(_within, app, seen, name)
                beat = loop.time() + HEARTBEAT_SECONDS
            if loop.time() >= sealing:
                sealing = loop.time() + SEAL_EVERY_SECONDS
                await asyncio.to_thread(_within, app, daily_checkpoint)
            timers, starts = await asyncio.to_thread(_within, app, due_now)
            if timers:
                fired = sum(await asyncio.gather(*(asyncio.to_thread(_within, app, fire_timers) for _ in range(AT_ONCE))))
            while starts and await asyncio.to_thread(_within, app, fire_start_timer) is not None:
                fired += 1
        except DatabaseAway as error:
            log.warning("%s", error.detail_en)
            await asyncio.sleep(PAUSE_SECONDS)
        except Exception:
            log.exception("timers")
            await asyncio.sleep(PAUSE_SECONDS)
        if not fired:
            await asyncio.sleep(TICK_SECONDS)


def seen(name: str) -> None:
    """Say that this worker is alive."""
    with transaction() as session:
        row = upsert(WorkerSeen).values(name=name, seen_at=real_now())
        session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"seen_at": row.excluded.seen_at}))


async def _rescue(jobs: procrastinate.App, mine: Mine) -> None:
    """Jobs come back that nobody works on: a dead worker's, and our own whose end could not be written down. First run and recovery are one path."""
    before: set[int | None] = set()
    while True:
        await asyncio.sleep(LOOK_EVERY_SECONDS)
        try:
            stalled = {job.id: job for job in await jobs.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)}
            doing = await jobs.job_manager.list_jobs_async(status="doing")
            left = {job.id: job for job in doing if job.worker_id in mine.workers and job.id not in mine.running}
            # Seen twice: at the first look the job may have been about to begin or just about to end.
            for job in (stalled | {number: job for number, job in left.items() if number in before}).values():
                await jobs.job_manager.retry_job(job)
            before = set(left)
        except procrastinate.exceptions.ConnectorException as error:
            log.warning("%s", error)


async def _jobs(jobs: procrastinate.App) -> None:
    """Work on jobs; after an outage of the database, again."""
    while True:
        try:
            await jobs.run_worker_async(concurrency=4, fetch_job_polling_interval=1.0, delete_jobs="successful", install_signal_handlers=False)
        except procrastinate.exceptions.ConnectorException as error:
            log.warning("%s", error)
        await asyncio.sleep(PAUSE_SECONDS)


async def run(app: Flask, conninfo: str) -> None:
    """Work until a signal asks to end; jobs that run are finished first.

    Raises  what ended one of the loops, which none of them should do: better a new worker than half a one.
    """
    mine, asked = Mine(), asyncio.Event()
    jobs = tasks_of(app, procrastinate.PsycopgConnector(conninfo=conninfo), mine)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    async with jobs.open_async():
        loops = [asyncio.create_task(work) for work in (_jobs(jobs), _ticker(app), _rescue(jobs, mine), asked.wait())]
        done, _ = await asyncio.wait(loops, return_when=asyncio.FIRST_COMPLETED)
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        for ended in done:
            ended.result()


def _require_key() -> None:
    with transaction() as session:
        require_own_key(session)


def main() -> None:
    """`flask worker`.

    Raises  ConfigWrong without the key that sealed this database: a worker may run on a machine of its own.
    """
    app = create_app()
    try:
        _within(app, _require_key)
    except DatabaseAway as error:  # `flask serve` has looked before
        log.warning("%s", error.detail_en)
    conninfo = str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("postgresql+psycopg://", "postgresql://", 1)
    asyncio.run(run(app, conninfo))
