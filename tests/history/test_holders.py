"""Who held which role when, out of the events alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson

from app.history.holders import holders
from app.history.house import Entry


def day(number: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, number, hour, tzinfo=UTC)


def entry(seq: int, kind: str, **said: Any) -> Entry:
    return Entry(seq, kind, day(seq), "admin", orjson.dumps(said).decode(), b"")


def person(name: str, active: bool = True) -> dict[str, Any]:
    return {"username": name, "active": active}


def role(number: int, name: str, role: str, office: str | None = "wjw") -> dict[str, Any]:
    return {"id": number, "person": name, "role": role, "office": office}


STORY = [
    entry(1, "house:baseline", put={"person": [person("a")], "membership": [role(1, "a", "dept_leader")]}),
    entry(2, "person:add", put={"person": [person("b")], "membership": [role(2, "b", "dept_handler"), role(3, "b", "expert", None)]}),
    entry(3, "role:give", put={"membership": [role(4, "a", "dept_handler")]}),
    entry(4, "role:take", take={"membership": [2]}, person="b", role="dept_handler", office="wjw"),
    entry(5, "person:disable", put={"person": [person("a", False)]}),
    entry(6, "person:enable", put={"person": [person("a")]}),
]


def at(moment: datetime) -> list[tuple[str, str]]:
    return [(h.person, h.role) for h in holders(STORY, moment)]


def test_roles_are_held_from_the_act_that_gives_them_to_the_act_that_takes_them() -> None:
    assert at(day(1, 8)) == []
    assert at(day(1)) == [("a", "dept_leader")]
    assert at(day(2)) == [("a", "dept_leader"), ("b", "dept_handler"), ("b", "expert")]
    assert at(day(3)) == [("a", "dept_handler"), ("a", "dept_leader"), ("b", "dept_handler"), ("b", "expert")]
    assert at(day(4)) == [("a", "dept_handler"), ("a", "dept_leader"), ("b", "expert")]


def test_who_is_not_active_holds_nothing_until_he_comes_back() -> None:
    assert at(day(5)) == [("b", "expert")]
    assert at(day(6)) == at(day(4))


def test_it_is_said_which_act_gave_it_and_whether_that_was_written_down_at_the_time() -> None:
    first, second, third = holders(STORY, day(6))
    assert (first.seq, first.since, first.sealed) == (3, day(3), True)
    assert (second.seq, second.sealed) == (1, False), "it was there before the house wrote such acts down"
    assert (third.role, third.office, third.seq) == ("expert", None, 2)
