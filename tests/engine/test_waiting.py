"""How long and how often: reminders of what waits, limits of rounds, where a deadline comes from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app import engine
from app.engine.facts import LimitPassed, WantedReminder
from app.errors import ExpressionRefused
from tests.engine.draw import Drawing, extended, message, several
from tests.engine.test_properties import line, looping
from tests.engine.world import TUESDAY, World, release_of


def day(number: int, hour: int = 9) -> datetime:
    """A day of June 2025 in Shanghai."""
    return datetime(2025, 6, number, hour - 8, tzinfo=UTC)


def waiting(data: dict[str, Any] | None = None, **own: str) -> World:
    p = Drawing("main")
    p.user("a", **own)
    p.user("b")
    return World(release_of(line("a", "b", p=p)), data)


def reminders(w: World) -> dict[str, tuple[datetime, ...]]:
    """Moments by address."""
    return {found.address: found.due for found in engine.reminders(w.state)}


def test_a_task_is_reminded_of_at_moments_and_at_steps_from_its_start_on() -> None:
    w = waiting(remindAt="['2025-06-12', '2025-06-12T10:00:00+08:00']", remindEvery="'P1D'")
    [found] = w.last.reminders_set
    assert (found.address, found.element, found.process, found.tells) == ("a.1", "a", "main", ())
    assert found.due[:5] == (day(11), datetime(2025, 6, 11, 16, tzinfo=UTC), day(12), day(12, 10), day(13))
    assert len(found.due) == 30 and reminders(w) == {"a.1": found.due}
    w.do("a.1")
    assert w.last.reminders_gone == ("a.1",) and w.last.reminders_set == () and reminders(w) == {}


def test_moments_that_have_passed_are_one_reminder_at_once() -> None:
    w = waiting(remindAt="['2025-06-01', '2025-06-09', '2025-06-20']")
    assert reminders(w) == {"a.1": (TUESDAY, datetime(2025, 6, 19, 16, tzinfo=UTC))}


def test_working_days_leave_the_weekend_out() -> None:
    assert reminders(waiting(remindEvery="2"))["a.1"][:3] == (day(12), day(16), day(18))


def test_months_are_counted_from_the_start() -> None:
    assert reminders(waiting(remindEvery="'P1M'"))["a.1"][:2] == (TUESDAY + timedelta(days=30), TUESDAY + timedelta(days=61))


def test_steps_that_leave_the_calendar_are_fewer_and_one_that_does_at_once_is_refused() -> None:
    assert len(reminders(waiting(remindEvery="'P2000Y'"))["a.1"]) == 3
    for own in ({"remindEvery": "'P9000Y'"}, {"remindEvery": "10000000"}, {"dueIn": "10000000"}):
        with pytest.raises(ExpressionRefused):
            waiting(**own)


def test_nothing_is_reminded_of_while_the_moment_is_not_known() -> None:
    assert reminders(waiting(remindAt="when")) == {} and waiting(remindAt="when").last.reminders_set == ()


@pytest.mark.parametrize("own", [{"remindEvery": "n"}, {"remindEvery": "'P0D'"}, {"remindAt": "n"}, {"remindEvery": "[1]"}])
def test_what_is_no_moment_and_no_step_is_refused_with_the_task(own: dict[str, str]) -> None:
    with pytest.raises(ExpressionRefused, match="「a」的 remind"):
        waiting({"n": 0}, **own)


def test_calls_subprocesses_messages_and_timers_are_reminded_of_too() -> None:
    own = extended(properties={"remindEvery": "'P1D'", "remindTells": "sgj_leader, expert@x"})
    inside = Drawing("inside")
    inside.start("is")
    inside.end("ie")
    inside.user("it")
    inside.chain("is", "it", "ie")
    called = Drawing("called", inputs=("project_id",))
    called.user("ct")
    p = Drawing("main")
    p.start()
    p.gateway("f", kind="parallel")
    p.sub("sub", inside, own)
    p.call("call", "called", own)
    p.node("receiveTask", "get", own, messageRef="GO")
    p.node("intermediateCatchEvent", "come", own + '<bpmn:messageEventDefinition messageRef="GO"/>')
    p.node("intermediateCatchEvent", "late", own + "<bpmn:timerEventDefinition><bpmn:timeDuration>'P9D'</bpmn:timeDuration></bpmn:timerEventDefinition>")
    p.node("intermediateCatchEvent", "now", own + "<bpmn:timerEventDefinition><bpmn:timeDate>'2025-01-01'</bpmn:timeDate></bpmn:timerEventDefinition>")
    p.end("e")
    p.chain("s", "f")
    for name in ("sub", "call", "get", "come", "late", "now"):
        p.chain("f", name, "e")
    w = World(release_of(p, line("ct", p=called), roots=message("GO", "project_id", "project_id")), {"project_id": 1})
    assert sorted(reminders(w)) == ["call.1", "come.1", "get.1", "late.1", "sub.1"]
    assert {found.tells for found in engine.reminders(w.state)} == {("sgj_leader", "expert@x")}
    for address in ("sub.1/it.1", "call.1/ct.1"):
        w.do(address)
    w.deliver("get.1")
    w.deliver("come.1")
    w.now = day(19)
    w.fire("late.1")
    assert w.state.ended and w.last.reminders_gone == ("late.1",)


def test_of_a_multi_instance_each_is_reminded_or_the_whole_once() -> None:
    def of(**own: str) -> list[str]:
        p = Drawing("main")
        p.user("a", inner=several("people", "x", "a", "a_item"), remindEvery="'P1D'", **own)
        w = World(release_of(line("a", p=p)), {"people": ["wang", "li"]})
        return sorted(found.address for found in engine.reminders(w.state))

    assert of() == ["a.1#0", "a.1#1"] and of(remindTells="expert") == ["a.1"]


def test_a_moved_token_begins_to_wait_anew() -> None:
    w = waiting(remindEvery="'P1D'")
    w.now = day(20)
    w.move("a.1", "a")
    assert w.last.reminders_gone == ("a.1",) and w.last.reminders_set[0].address == "a.2" and reminders(w)["a.2"][0] == day(21)


def test_a_round_above_the_limit_is_told_once_and_shown_always() -> None:
    w = World(release_of(looping("0", roundLimit="2", limitTells="dept_leader, owner@x")))
    seen = []
    for number in range(1, 5):
        task = w.task(f"a.{number}")
        seen.append((task.round, task.limit, [told for told in w.last.limits if told.element == "a"]))
        w.do(f"a.{number}")
        w.do(f"b.{number}", again=True)
    told = LimitPassed("a.3", "a", "main", "a", 3, 2, ("dept_leader", "owner@x"))
    assert seen == [(1, 2, []), (2, 2, []), (3, 2, [told]), (4, 2, [])]


def test_each_call_of_a_process_has_its_own_rounds_and_is_told_of_its_own() -> None:
    called = looping("0", roundLimit="1", limitTells="dept_leader")
    called.key, called.inputs = "called", ("project_id",)
    p = Drawing("main")
    p.call("one", "called")
    p.call("two", "called")
    w = World(release_of(line("one", "two", p=p), called))
    told = []
    for call in ("one.1", "two.1"):
        for number in (1, 2):
            w.do(f"{call}/a.{number}")
            w.do(f"{call}/b.{number}", again=number == 1)
            told += [found.address for found in w.last.limits if found.element == "a"]
    assert told == ["one.1/a.2", "two.1/a.2"]


@pytest.mark.parametrize("limit", ["0", "'3'", "n"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    with pytest.raises(ExpressionRefused, match="roundLimit"):
        waiting({"n": 2.5}, roundLimit=limit)


def test_without_anybody_to_tell_the_round_is_only_shown() -> None:
    task = waiting(roundLimit="1").task("a.1")
    assert (task.round, task.limit) == (1, 1)
    assert waiting().task("a.1").round is None


def test_a_deadline_says_where_it_comes_from() -> None:
    assert waiting(dueIn="5", dueBecause="R23").task("a.1").due_because == "R23"
    assert waiting(dueAt="'2025-07-31'", dueBecause="政府投资条例第十一条").task("a.1").due_because == "政府投资条例第十一条"
    assert waiting(dueIn="5").task("a.1").due_because is None
    release = release_of(line("a", p=_due("parameter('handling_days.review')")), more={"processes/parameters.json": '{"handling_days.review": {"value": 5}}'})
    task = World(release).task("a.1")
    assert (task.due_because, task.due_at) == ("handling_days.review", datetime(2025, 6, 17, 16, tzinfo=UTC))
    assert release.element("main", "a").due_because == "handling_days.review"


def _due(days: str) -> Drawing:
    p = Drawing("main")
    p.user("a", dueIn=days)
    return p


def test_reminders_survive_the_snapshot_and_are_the_same_again() -> None:
    w = waiting(remindEvery="'P30D'", remindTells="sgj_leader")
    before: tuple[WantedReminder, ...] = engine.reminders(w.state)
    w.now = day(25)
    assert engine.reminders(w.state) == before
