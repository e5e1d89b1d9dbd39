"""What a call costs the database: counted in the driver, without BEGIN, COMMIT and ROLLBACK."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.build import Caller, five
from tests.counting import counted

People = Callable[[str], Caller]


@pytest.fixture
def warm(people: People) -> People:
    """Everything that a process reads once has been read."""
    handler = people("sgj.handler")
    case = handler.start("seq5")
    handler.complete(case["next_tasks"][0]["id"], five())
    return people


def test_a_completion_costs_one_commit_and_at_most_eight_statements(warm: People) -> None:
    handler = warm("sgj.handler")
    task = handler.start("seq5")["next_tasks"][0]["id"]
    with counted() as cost:
        handler.complete(task, five(2))
    assert cost.commits == 1 and len(cost.statements) <= 8, cost


def test_opening_a_task_costs_one_commit_and_few_statements(warm: People) -> None:
    handler = warm("sgj.handler")
    task = handler.start("seq5")["next_tasks"][0]["id"]
    for limit in (7, 6):  # the first opening is marked
        with counted() as cost:
            handler.get(f"/tasks/{task}")
        assert cost.commits == 1 and len(cost.statements) <= limit, cost


def test_the_inbox_costs_the_same_however_long_it_is(warm: People) -> None:
    handler = warm("sgj.handler")
    lengths = []
    for _ in range(2):
        for _ in range(4):
            handler.start("seq5")
        with counted() as cost:
            handler.get("/tasks?view=claimable&limit=3&q=五步")
        lengths.append(len(cost.statements))
        assert not cost.commits
    assert lengths == [3, 3], "who asks, the page, the total"
