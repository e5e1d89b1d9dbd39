"""What a call costs the database: counted in the driver, without BEGIN, COMMIT and ROLLBACK."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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
    engine = db.engine

    def executed(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        found["statements"].append(" ".join(statement.split())[:120])

    def committed(_c: Any) -> None:
        found["commits"].append("commit")

    event.listen(engine, "before_cursor_execute", executed)
    event.listen(engine, "commit", committed)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", executed)
        event.remove(engine, "commit", committed)


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
    for limit in (9, 8):  # the first opening is marked
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
