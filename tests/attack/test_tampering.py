"""Somebody who owns the tables changes the past. Without the key it is found, and it is said where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select

from app.actions.history.verify import Verified, verify_all, verify_instance
from app.actions.release.publish import CALENDAR, publish_release
from app.actions.task.claim import claim_task
from app.db import db, transaction
from app.history import events
from app.history.events import FEW
from app.models import Instance
from tests.actions.conftest import County
from tests.actions.drawings import bundle
from tests.attack.tampering import ALL, Tampering
from tests.bench.bundle import ROLES, answers
from tests.conftest import Database, make_app

YEAR = {"name": "试验", "source": "试验", "years": {"2026": {"holidays": ["2026-05-01"], "workdays": []}}}


@pytest.fixture
def seven(county: County) -> County:
    """Seven cases, one of each kind, on the first of two releases and a calendar."""
    publish_release("owner", {**bundle(), CALENDAR: json.dumps(YEAR)}, "a calendar")
    first = county.start("seq5")
    for n in range(2):
        county.do(first, f"S{n + 1}", ROLES[n], answers(n))
    second = county.start("loop")
    county.do(second, "L1", "sgj_handler", answers(1))
    claim_task(county.people["second"], county.task(second, "L1"))
    county.do(county.start("guarded"), "T_ask", "sgj_handler", answers(10))
    for process in ("waiting", "deadline", "outside", "seq5"):
        county.start(process)
    publish_release("owner", {**bundle(), "processes/seq5.bpmn": bundle()["processes/seq5.bpmn"].replace("五步", "5 步")}, "another release")
    with transaction() as session:
        assert list(session.scalars(select(Instance.number).order_by(Instance.id))) == [1, 2, 3, 4, 5, 6, 7]
    return county


@pytest.fixture
def newcomer(database: Database) -> Any:
    """A process that was started afterwards and has read nothing before."""
    app = make_app(database, TRAINING=True)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@contextmanager
def undone(database: Database) -> Iterator[Callable[[], None]]:
    """Keeps a copy of all tables that may be tampered with, and puts it back whenever asked."""
    run = database.connection.execute
    tables = ("release_file", "release", "calendar_version", "register", "instance", "task", "event", "timer", "wait", "service_call")
    tables += ("delivery", "notice", "incident", "draft", "start_timer", "reminder")  # which refer to those, and go with them
    run("CREATE SCHEMA aside")
    for table in tables:
        run(f"CREATE TABLE aside.{table} AS TABLE public.{table}".encode())

    def restore() -> None:
        with database.connection.transaction():
            run(f"TRUNCATE {', '.join(tables)} CASCADE".encode())
            for table in tables:
                run(f"INSERT INTO public.{table} OVERRIDING SYSTEM VALUE SELECT * FROM aside.{table}".encode())

    try:
        yield restore
    finally:
        run("DROP SCHEMA aside CASCADE")


def _all(app: Flask) -> list[Verified]:
    with app.app_context():
        return list(verify_all())


@pytest.mark.parametrize("few", [1, 2, FEW])
def test_untouched_histories_verify(few: int, seven: County, newcomer: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "FEW", few)
    for app in (seven.app, newcomer):
        assert [(proof.instance, proof.good) for proof in _all(app)] == [(n, True) for n in range(1, 8)]


@pytest.mark.parametrize("group", ALL)
def test_what_was_tampered_with_is_found_and_located(group: str, seven: County, database: Database, newcomer: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with undone(database) as restore:
        for name, tampering in ALL[group].items():
            assert all(proof.good for proof in verify_all()), f"before {name}: also who has looked before must see it"
            with database.connection.transaction():
                changed = sum(database.connection.execute(statement.encode()).rowcount for statement in tampering.sql)
            assert changed, f"{name}: the statement met nothing"
            for kept in ("house.releases", "house.calendars"):
                newcomer.extensions.pop(kept, None)
            for app, few in ((seven.app, FEW), (newcomer, 1)):  # a short history is read at once, a long one in pieces
                monkeypatch.setattr(events, "FEW", few)
                _require_found(name, tampering, [proof for proof in _all(app) if not proof.good])
            restore()


def _require_found(name: str, tampering: Tampering, bad: list[Verified]) -> None:
    assert tampering.others_suffer or len(bad) == 1, (name, bad)
    found = next((proof.first_difference for proof in bad if proof.instance == tampering.case), None)
    assert found is not None, (name, bad)
    assert found["where"] == tampering.where and found["said"], (name, found)
    assert tampering.place.items() <= found.items(), (name, found)


def test_one_case_alone_shows_it_too(seven: County, database: Database) -> None:
    database.connection.execute("UPDATE event SET actor = 'x' WHERE instance_id = 2 AND seq = 2")
    assert verify_instance(1).good
    proof = verify_instance(2)
    assert (proof.chain, proof.replay, proof.first_difference and proof.first_difference["seq"]) == ("broken", "different", 2)


def test_the_programs_own_role_cannot_change_the_past_at_all(seven: County, database: Database) -> None:
    with psycopg.connect(database.program, autocommit=True) as connection:
        for statement in (
            "UPDATE event SET actor = 'x'", "DELETE FROM event", "TRUNCATE event", "DELETE FROM instance", "DELETE FROM register", "DELETE FROM task",
            "UPDATE release SET digest = 'x'", "UPDATE release_file SET content = ''", "DELETE FROM calendar_version", "DROP TABLE event",
            "ALTER TABLE event OWNER TO CURRENT_USER", "UPDATE record_change SET id = id", "ALTER TABLE event DISABLE TRIGGER ALL",
        ):  # fmt: skip
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
