"""The training clock and a worker that runs beside it: what the worker is at has happened before the clock answers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import procrastinate
from sqlalchemy import select

from app.actions.training.move_clock import move_clock
from app.db import transaction
from app.models import ServiceCall
from app.worker import Mine, tasks_of
from tests.actions.conftest import NOON, County
from tests.actions.fakes import BANK


@contextmanager
def _worker(county: County) -> Iterator[None]:
    """One that does the jobs there are, in a thread, and then ends."""
    conninfo = str(county.app.config["SQLALCHEMY_DATABASE_URI"]).replace("postgresql+psycopg://", "postgresql://", 1)

    async def work() -> None:
        async with tasks_of(county.app, procrastinate.PsycopgConnector(conninfo=conninfo), Mine()).open_async() as jobs:
            await jobs.run_worker_async(wait=False, install_signal_handlers=False)

    thread = threading.Thread(target=lambda: asyncio.run(work()))
    thread.start()
    try:
        yield
    finally:
        BANK.may_answer.set()
        thread.join(30)


def _moved(county: County) -> threading.Thread:
    """The clock is moved to the moment where it stands."""

    def move() -> None:
        with county.app.app_context():
            move_clock(county.people["sgj_handler"], NOON)

    thread = threading.Thread(target=move)
    thread.start()
    return thread


def test_the_clock_answers_when_the_call_that_a_worker_holds_is_done(county: County) -> None:
    BANK.__init__()
    case = county.start("outside")
    BANK.may_answer.clear()
    with _worker(county):
        assert BANK.asked.wait(30)
        moving = _moved(county)
        moving.join(0.5)
        assert moving.is_alive() and county.open(case) == [], "the bank has not answered yet"
        BANK.may_answer.set()
        moving.join(30)
        assert not moving.is_alive() and county.open(case) == ["T_paid"] and BANK.calls == 1


def test_the_clock_does_not_wait_for_a_call_that_rests_until_it_is_tried_again(county: County) -> None:
    BANK.__init__()
    BANK.failures = 1
    case = county.start("outside")
    with _worker(county):
        assert BANK.asked.wait(30)
        moving = _moved(county)
        moving.join(10)
        assert not moving.is_alive() and county.open(case) == []
    with transaction() as session:
        call = session.scalars(select(ServiceCall)).one()
        assert (call.status, call.tries, BANK.calls) == ("open", 1, 1)
