"""The inbox and the list of cases: views, order, pages, totals, search."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.person.add import add_person
from app.actions.person.set_active import set_active
from app.clock import real_now
from app.models import Task
from tests.build import Caller, five

People = Callable[[str], Caller]


def walk(caller: Caller, path: str, limit: int = 2) -> list[str]:
    """The ids of all pages, one after the other; the total stays exact on each."""
    ids: list[str] = []
    cursor = ""
    for _ in count():
        page = caller.get(f"{path}{'&' if '?' in path else '?'}limit={limit}{cursor}")
        ids += [i["id"] for i in page["items"]]
        if page["next"] is None:
            assert page["total"] == len(ids)
            return ids
        assert len(page["items"]) == limit
        cursor = f"&cursor={page['next']}"
    raise AssertionError


@pytest.fixture
def five_cases(people: People, db: Session) -> list[str]:
    """Five cases whose first tasks are due on different days, two on none; two people may do them."""
    add_person("sgj.second", "县数管局第二经办", None, [("sgj_handler", "sgj")])
    ids = [people("sgj.handler").start("seq5", business_key=f"来文 {n} 号")["instance"]["id"] for n in range(5)]
    for task, days in zip(db.scalars(select(Task).order_by(Task.id)), (3, None, -1, 2, None), strict=True):
        task.due_at = real_now() + timedelta(days=days) if days is not None else None
        task.priority = 1 if days == 2 else 0
    db.commit()
    return ids


def test_pages_follow_each_other_without_gap_or_double(people: People, five_cases: list[str]) -> None:
    handler = people("sgj.handler")
    whole = {order: [t["id"] for t in handler.get(f"/tasks?view=claimable&sort={order}")["items"]] for order in ("due", "created", "priority")}
    assert whole["due"] == ["3", "4", "1", "2", "5"], "the overdue one first, those without a date last"
    assert whole["created"] == ["5", "4", "3", "2", "1"] and whole["priority"] == ["4", "3", "1", "2", "5"]
    for order, ids in whole.items():
        for limit in (1, 2, 3, 5):
            assert walk(handler, f"/tasks?view=claimable&sort={order}", limit) == ids
    assert walk(handler, "/instances", 2) == five_cases[::-1]
    assert [e["seq"] for e in handler.get(f"/instances/{five_cases[0]}/events?limit=1")["items"]] == [1]


def test_a_cursor_of_another_order_is_refused(people: People, five_cases: list[str]) -> None:
    handler = people("sgj.handler")
    cursor = handler.get("/tasks?view=claimable&limit=1")["next"]
    handler.get(f"/tasks?view=claimable&sort=created&cursor={cursor}", 400)
    handler.get(f"/instances?cursor={cursor}", 400)
    handler.get(f"/tasks?view=claimable&cursor={cursor[:-2]}", 400)


def test_what_is_claimed_is_mine_and_no_longer_offered(people: People, five_cases: list[str]) -> None:
    handler = people("sgj.handler")
    assert handler.get("/tasks")["total"] == 0 and handler.get("/tasks?view=claimable")["total"] == 5
    handler.post("/tasks/1/claim")
    mine = handler.get("/tasks")["items"]
    assert [(t["id"], t["assignee_name"], t["may"]["release"]) for t in mine] == [("1", "县数管局经办", True)] or mine[0]["assignee"] == "sgj.handler"
    assert handler.get("/tasks?view=claimable")["total"] == 4
    handler.post("/tasks/1/release")
    assert handler.get("/tasks?view=claimable")["total"] == 5
    handler.complete("1", five())
    done = handler.get("/tasks?view=done")
    assert (done["total"], done["items"][0]["status"]) == (1, "done")
    assert handler.get("/tasks?view=all")["total"] == 5, "the leader's new task is one that the county may see"


def test_what_nobody_else_may_do_is_mine_without_claiming_it(people: People, db: Session) -> None:
    handler = people("sgj.handler")
    [task] = handler.start("seq5")["next_tasks"]
    assert not task["may"]["claim"] and task["may"]["complete"]
    assert [t["id"] for t in handler.get("/tasks")["items"]] == [task["id"]] and handler.get("/tasks?view=claimable")["total"] == 0
    assert handler.get("/me")["counts"]["mine"] == 1
    add_person("sgj.second", "县数管局第二经办", None, [("sgj_handler", "sgj")])
    assert handler.get("/tasks")["total"] == 0 and handler.get("/tasks?view=claimable")["items"][0]["may"]["claim"]
    set_active("sgj.second", False)
    assert handler.get("/tasks")["total"] == 1, "a colleague who has left counts no more"
    handler.complete(task["id"], five())


def test_overdue_and_process_filter(people: People, five_cases: list[str]) -> None:
    handler = people("sgj.handler")
    assert [t["id"] for t in handler.get("/tasks?view=claimable&overdue=true")["items"]] == ["3"]
    assert handler.get("/tasks?view=claimable&overdue=false")["total"] == 4
    assert handler.get("/tasks?view=claimable&process=seq5")["total"] == 5 and handler.get("/tasks?view=claimable&process=par4")["total"] == 0
    assert handler.get("/me")["counts"] == {"mine": 0, "claimable": 5, "overdue": 0, "notices": 0}
    assert handler.get("/instances?process=seq5&status=running")["total"] == 5 and handler.get("/instances?status=ended")["total"] == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [("来文", 5), ("来文 3", 1), ("3 号", 1), ("文", 5), ("号", 5), ("五步串", 5), ("来号", 0), ("串五", 0), ("'", 0), ("\\", 0), ("&|!:*()", 0), ("   ", 5)],
)
def test_any_piece_of_text_finds_and_nothing_else_does(people: People, five_cases: list[str], words: str, found: int) -> None:
    page = people("sgj.handler").client.get("/api/v1/tasks", query_string={"view": "claimable", "q": words})
    assert (page.status_code, page.get_json()["total"]) == (200, found)
    assert people("sgj.handler").client.get("/api/v1/instances", query_string={"q": words}).get_json()["total"] == found


def test_a_list_of_cases_says_what_each_waits_for(people: People, five_cases: list[str]) -> None:
    first = people("sgj.handler").get("/instances?limit=1")["items"][0]
    assert len(first["waiting_for"]) == 1 and "办理 S1" in first["waiting_for"][0]
