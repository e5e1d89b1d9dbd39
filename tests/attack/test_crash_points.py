"""Whoever dies between two statements of a completion leaves all of it or nothing of it, and the next one goes on from there."""

from __future__ import annotations

from typing import Any

import pytest

from app.actions.history.verify import verify_all
from app.actions.task.complete import complete_task
from app.casework.timers import fire_timers_of
from app.db import db
from app.errors import TaskNotOpen
from tests.actions.conftest import County, later
from tests.attack.crash import DIED, FINISHED, die_at, on_the_wire
from tests.bench.bundle import answers
from tests.conftest import Database

# process, element, role, answers: a plain step; a handler of the same transaction; one that is refused and caught; a message sent; a timer that goes;
# an order outside, which is a job; the last branch before a join; the end of the case.
STEPS = {
    "a step in a row": ("seq5", "S1", "sgj_handler", answers(1)),
    "a service of the institution": ("guarded", "T_ask", "sgj_handler", answers(10)),
    "a service that refuses, caught by the diagram": ("caught", "T_ask", "sgj_handler", answers(1000)),
    "a message is sent": ("sending", "T_send", "sgj_handler", {}),
    "a deadline is met": ("deadline", "T_work", "sgj_handler", {}),
    "an order outside": ("asked_outside", "T_ask", "sgj_handler", {}),
    "one of four branches": ("par4", "B2", "sgj_leader", answers(2)),
}

UNTOLD = ["read_log", "worker_seen", "procrastinate_workers", "release_file"]


def fingerprint(database: Database) -> dict[str, Any]:
    """Everything that is written down: every row of every table, but for who reads and who works."""
    told = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s) ORDER BY 1"
    names = database.connection.execute(told, (UNTOLD,)).fetchall()
    rows = "SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t::text), '[]') FROM {} t"
    return {name: database.connection.execute(rows.format(name).encode()).fetchone() for (name,) in names}


@pytest.mark.parametrize("step", STEPS)
def test_a_completion_that_dies_anywhere_is_whole_or_has_not_happened(step: str, county: County, database: Database) -> None:
    process, element, role, data = STEPS[step]
    boundary = died = whole = 0
    statements: list[str] = []
    while True:
        case = county.start(process)
        task = county.task(case, element)
        db.session.remove()
        before = fingerprint(database)
        how, sent = die_at(boundary, county.app, lambda task=task: complete_task(county.people[role], task, data))  # type: ignore[misc]
        _wait_for_the_dead(database)
        after = fingerprint(database)
        if how == FINISHED:
            statements = sent
            break
        assert how == DIED, sent
        died += 1
        committed = "after COMMIT" in sent
        if committed:
            whole += 1
            with pytest.raises(TaskNotOpen):
                complete_task(county.people[role], task, data)
        else:
            assert after == before, f"died {sent[-1]}: something is left"
            complete_task(county.people[role], task, data)
        boundary += 1
    assert died == len(statements) and died >= 12, statements
    assert whole >= 1, "after the commit it is done"
    case = county.start(process)
    task = county.task(case, element)
    db.session.remove()
    counted, received = on_the_wire(county.app, lambda: complete_task(county.people[role], task, data))
    assert counted == received >= 4, "no statement went past the count"
    assert all(proof.good for proof in verify_all())


def test_a_timer_that_dies_anywhere_has_fired_or_is_still_due(county: County, database: Database) -> None:
    boundary = 0
    while True:
        case = county.start("deadline")
        county.at(later(days=2 * (boundary + 1)))
        db.session.remove()
        before = fingerprint(database)
        how, sent = die_at(boundary, county.app, lambda case=case: fire_timers_of(case))  # type: ignore[misc]
        _wait_for_the_dead(database)
        if how == FINISHED:
            break
        assert how == DIED, sent
        if "after COMMIT" not in sent:
            assert fingerprint(database) == before, sent[-1]
        fire_timers_of(case)
        assert county.open(case) == ["T_late"]
        boundary += 1
    assert boundary >= 12
    assert all(proof.good for proof in verify_all())


def _wait_for_the_dead(database: Database) -> None:
    """The server notices a dead client at its next word; until then the locks are held. Whoever comes next waits for that, and so do we."""
    for _ in range(500):
        busy = "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        found = database.connection.execute(busy).fetchone()
        if found == (0,):
            return
        database.connection.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("a dead client still holds its transaction")
