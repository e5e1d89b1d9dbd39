"""Whoever looks for what is lost or doubled must find it when it is there: each breach is planted once."""

from __future__ import annotations

import pytest

from app.actions.task.claim import claim_task
from app.db import db
from tests.actions.conftest import County
from tests.bench.bundle import answers
from tests.chaos.invariants import broken
from tests.chaos.person import Told
from tests.chaos.world import World
from tests.conftest import Database

AGAIN = "instance_id, 9, kind, at, actor, acting_for, element, address, calendar, payload, hash"
PLANTED = {
    "DELETE FROM event WHERE kind = 'task:complete'": "lost: completion",
    "UPDATE event SET actor = 'sgj.second' WHERE kind = 'task:complete'": "doubled or another's: completion",
    f"INSERT INTO event SELECT {AGAIN} FROM event WHERE kind = 'task:complete'": "doubled: task completed",
    "DELETE FROM event WHERE kind = 'task:claim'": "lost: claim",
    "UPDATE instance SET business_key = 'other'": "lost: case",
    "UPDATE service_call SET key = 'other'": "outside: order",
    "UPDATE instance SET ended_at = now()": "left over: open task of a case that is over",
    "UPDATE timer SET due_at = now() - interval '1 day'": "left over: timer that is overdue",
    "INSERT INTO idempotency_key (person, route, key, body, created_at) VALUES ('x', 'y', 'z', '', now())": "left over: request that is half answered",
    "INSERT INTO notice (recipient, text, created_at, read_by) VALUES ('x', '答复 1', now(), '{}')": "records:",
}


@pytest.fixture
def seen(county: County, database: Database) -> tuple[Told, World]:
    """A case in the middle with a completion and a claim, one that waits for a date, one for the world; all of it promised to clients."""
    case = county.start("seq5")
    task = county.task(case, "S1")
    county.do(case, "S1", "sgj_handler", answers(1) | {"name": "token"})
    loop = county.task(county.start("loop"), "L1")
    claim_task(county.people["sgj_handler"], loop)
    county.start("deadline")
    county.start("outside")
    db.session.remove()
    database.connection.execute("UPDATE timer SET due_at = now() + interval '1 day'")
    database.connection.execute("UPDATE instance SET business_key = 'case' || id")
    [(key,)] = database.connection.execute("SELECT key FROM service_call").fetchall()
    world = World("s", 0.0)
    world.take(key, 1)
    return Told(started={f"case{case}": case}, done={"token": (task, "sgj.handler")}, claimed=[(loop, "sgj.handler")], refused={"no": 409}), world


def _found(database: Database, told: Told, world: World) -> set[str]:
    return set(broken(database.connection, told, world))


def test_each_planted_breach_is_found(seen: tuple[Told, World], database: Database) -> None:
    before = _found(database, *seen)
    for statement, said in PLANTED.items():
        with database.connection.transaction(force_rollback=True):
            assert database.connection.execute(statement.encode()).rowcount, statement
            new = _found(database, *seen) - before
            assert any(text.startswith(said) for text in new), (statement, new)


def test_what_was_refused_must_not_have_been_done_and_what_was_repeated_is_marked(seen: tuple[Told, World], database: Database) -> None:
    told, world = seen
    before = _found(database, told, world)
    told.refused["token"] = 409
    world.orders.append((*world.orders[0][:3], False))
    new = _found(database, told, world) - before
    assert {text.partition(":")[0] for text in new} == {"refused with 409, and done", "outside"}
