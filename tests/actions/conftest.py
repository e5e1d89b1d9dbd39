"""A county in small: people, one release drawn for these tests, and helpers that act as people do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.actions.case.deliver_message import deliver_message
from app.actions.case.run_call import run_call
from app.actions.case.start import start_instance
from app.actions.release.publish import publish_release
from app.actions.task.complete import Completed, complete_task
from app.db import db, transaction
from app.ground.house import house_act
from app.models import CaseClock, Delivery, Office, Person, ServiceCall, Task
from app.models import Membership as MembershipRow
from app.people import Actor, Membership
from tests.actions import fakes
from tests.actions.drawings import bundle
from tests.bench.bundle import PEOPLE

assert fakes.BANK, "the services of the tests are registered"

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@dataclass
class County:
    """The people by role, and what they can do."""

    app: Flask
    people: dict[str, Actor]

    def start(self, process: str, role: str = "sgj_handler", data: dict[str, Any] | None = None) -> int:
        """The id of a new case."""
        return start_instance(self.people[role], process, data or {}).instance.id

    def task(self, case: int, element: str) -> int:
        """The id of its open task."""
        with transaction() as session:
            return session.scalars(select(Task.id).where(Task.instance_id == case, Task.element == element, Task.status == "open")).one()

    def open(self, case: int) -> list[str]:
        """The elements of the open tasks."""
        with transaction() as session:
            return list(session.scalars(select(Task.element).where(Task.instance_id == case, Task.status == "open").order_by(Task.element)))

    def do(self, case: int, element: str, role: str, data: dict[str, Any] | None = None) -> Completed:
        """Complete it."""
        return complete_task(self.people[role], self.task(case, element), data or {})

    def jobs(self) -> None:
        """What the worker would do now: deliveries, and calls that nobody has tried."""
        with transaction() as session:
            letters = session.execute(select(Delivery.message_id, Delivery.instance_id).where(Delivery.delivered_at.is_(None))).all()
            calls = list(session.scalars(select(ServiceCall.id).where(ServiceCall.status == "open")))
        for letter in letters:
            deliver_message(*letter)
        for call in calls:
            run_call(call)

    def at(self, moment: datetime) -> None:
        """Let the clock stand there, firing nothing by itself."""
        with transaction() as session:
            clock = session.get_one(CaseClock, 1)
            clock.now = moment
            with house_act(session, "clock:move", "system") as act:
                act.put(clock)

    def together(self, *acts: Callable[[], Any]) -> list[Any]:
        """Run them at the same moment, each with a connection of its own; gives results or the errors raised."""
        gate, results = threading.Barrier(len(acts)), [None] * len(acts)

        def run(number: int) -> None:
            with self.app.app_context():
                gate.wait()
                try:
                    results[number] = acts[number]()
                except Exception as error:  # noqa: BLE001 - the test looks at it
                    results[number] = error
                finally:
                    db.session.remove()

        threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results


@pytest.fixture
def county(training_app: Flask) -> Iterator[County]:
    """Offices, people, the release of `drawings.py`; the clock stands at noon of 2 March 2026."""
    with transaction() as session:
        session.add(CaseClock(id=1, now=NOON))
        codes = sorted({role.split("_")[0] for role in PEOPLE})
        session.add_all([Office(code=code, name=code, kind="county") for code in codes])
        session.flush()
        session.add_all([Person(username=name, name=name, language="zh", active=True, specialties=[]) for name in [*PEOPLE.values(), "sgj.second"]])
        session.flush()
        rows = [(name, role) for role, name in PEOPLE.items()] + [("sgj.second", "sgj_handler")]
        session.add_all([MembershipRow(person=name, role=role, office=role.split("_")[0]) for name, role in rows])
    publish_release("owner", bundle(), "for the tests")
    people = {role: Actor(name, name, (Membership(role, role.split("_")[0]),)) for role, name in PEOPLE.items()}
    people["second"] = Actor("sgj.second", "sgj.second", (Membership("sgj_handler", "sgj"),))
    people["owner"] = Actor("owner", "owner", (Membership("owner", None),))
    yield County(training_app, people)
    db.session.remove()


def later(**delta: float) -> datetime:
    """Noon and some time."""
    return NOON + timedelta(**delta)
