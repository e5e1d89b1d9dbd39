"""The worker: Procrastinate for what is due now, and a ticker for timers and heartbeat. Several may run beside each other."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from typing import Any

import procrastinate
from flask import Flask
from sqlalchemy.dialects.postgresql import insert as upsert

from app import create_app
from app.actions.deliver_message import deliver_message
from app.actions.fire_start_timers import fire_start_timer
from app.actions.fire_timers import fire_timers
from app.actions.run_call import run_call
from app.clock import real_now
from app.db import db, transaction
from app.errors import DatabaseAway
from app.models import WorkerSeen

log = logging.getLogger("worker")
TICK_SECONDS = 0.25
HEARTBEAT_SECONDS = 10
STALLED_AFTER_SECONDS = 60


def tasks_of(app: Flask, connector: procrastinate.PsycopgConnector) -> procrastinate.App:
    """The job engine with its two tasks; each runs one action in a thread, with a session of its own."""
    jobs = procrastinate.App(connector=connector)

    @jobs.task(name="deliver_message")
    async def deliver(message_id: int, instance_id: int) -> None:
        await asyncio.to_thread(_within, app, deliver_message, message_id, instance_id)

    @jobs.task(name="run_call")
    async def call(call_id: int) -> None:
        await asyncio.to_thread(_within, app, run_call, call_id)

    return jobs


def _within(app: Flask, action: Any, *arguments: Any) -> Any:
    with app.app_context():
        try:
            return action(*arguments)
        finally:
            db.session.remove()


async def _ticker(app: Flask) -> None:
    """Fire what is due, oldest first; a database that is away is waited for."""
    name, beat = f"{socket.gethostname()}:{os.getpid()}", 0.0
    loop = asyncio.get_running_loop()
    while True:
        try:
            if loop.time() >= beat:
                await asyncio.to_thread(_within, app, seen, name)
                beat = loop.time() + HEARTBEAT_SECONDS
            fired = await asyncio.to_thread(_within, app, fire_timers)
            while await asyncio.to_thread(_within, app, fire_start_timer) is not None:
                fired += 1
        except DatabaseAway as error:
            log.warning("%s", error.detail_en)
            fired = 0
            await asyncio.sleep(1)
        if not fired:
            await asyncio.sleep(TICK_SECONDS)


def seen(name: str) -> None:
    """Say that this worker is alive."""
    with transaction() as session:
        row = upsert(WorkerSeen).values(name=name, seen_at=real_now())
        session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"seen_at": row.excluded.seen_at}))


async def _rescue(jobs: procrastinate.App) -> None:
    """A dead worker's jobs come back: first run and recovery are one path."""
    while True:
        await asyncio.sleep(STALLED_AFTER_SECONDS)
        try:
            for job in await jobs.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
                await jobs.job_manager.retry_job(job)
        except procrastinate.exceptions.ConnectorException as error:
            log.warning("%s", error)


async def run(app: Flask, conninfo: str) -> None:
    """Work until cancelled."""
    jobs = tasks_of(app, procrastinate.PsycopgConnector(conninfo=conninfo))
    async with jobs.open_async():
        helpers = [asyncio.create_task(_ticker(app)), asyncio.create_task(_rescue(jobs))]
        try:
            await jobs.run_worker_async(concurrency=4, fetch_job_polling_interval=1.0, delete_jobs="successful")
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)


def main() -> None:
    """`flask worker`."""
    app = create_app()
    conninfo = str(app.config["SQLALCHEMY_DATABASE_URI"]).replace("postgresql+psycopg://", "postgresql://", 1)
    asyncio.run(run(app, conninfo))
