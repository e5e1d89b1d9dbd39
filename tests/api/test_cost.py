"""What a call costs the database: counted in the driver, without BEGIN, COMMIT and ROLLBACK."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event

from app.db import db
from tests.build import Caller, five

People = Callable[[str], Caller]


@contextmanager
def counted(app: Flask) -> Iterator[dict[str, list[str]]]:
    """The statements and the commits of what happens inside."""
    found: dict[str, list[str]] = {"statements": [], "commits": []}

    class Counting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *args: Any, **how: Any) -> Any:
            found["statements"].append(" ".join(str(query).split())[:120])
            return super().execute(query, *args, **how)

    def counts(connection: Any, *_: Any) -> None:
        connection.cursor_factory = Counting

    def counts_no_more(connection: Any, *_: Any) -> None:
        connection.cursor_factory = psycopg.Cursor

    def committed(_: Any) -> None:
        found["commits"].append("commit")

    event.listen(db.engine, "commit", committed)
    event.listen(db.engine, "checkout", counts)
    event.listen(db.engine, "checkin", counts_no_more)
    try:
        yield found
    finally:
        event.remove(db.engine, "commit", committed)
        event.remove(db.engine, "checkout", counts)
        event.remove(db.engine, "checkin", counts_no_more)


@pytest.fixture
def warm(people: People) -> People:
    """Everything that a process reads once has been read."""
    handler = people("sgj.handler")
    case = handler.start("seq5")
    handler.complete(case["next_tasks"][0]["id"], five())
    return people


def test_a_completion_costs_one_commit_and_at_most_eight_statements(app: Flask, warm: People) -> None:
    handler = warm("sgj.handler")
    task = handler.start("seq5")["next_tasks"][0]["id"]
    with counted(app) as cost:
        handler.complete(task, five(2))
    assert len(cost["commits"]) == 1 and len(cost["statements"]) <= 8, cost


def test_opening_a_task_costs_one_commit_and_few_statements(app: Flask, warm: People) -> None:
    handler = warm("sgj.handler")
    task = handler.start("seq5")["next_tasks"][0]["id"]
    for limit in (7, 6):  # the first opening is marked
        with counted(app) as cost:
            handler.get(f"/tasks/{task}")
        assert len(cost["commits"]) == 1 and len(cost["statements"]) <= limit, cost


def test_the_inbox_costs_the_same_however_long_it_is(app: Flask, warm: People) -> None:
    handler = warm("sgj.handler")
    lengths = []
    for _ in range(2):
        for _ in range(4):
            handler.start("seq5")
        with counted(app) as cost:
            handler.get("/tasks?view=claimable&limit=3&q=五步")
        lengths.append(len(cost["statements"]))
        assert not cost["commits"]
    assert lengths == [3, 3], "who asks, the page, the total"
