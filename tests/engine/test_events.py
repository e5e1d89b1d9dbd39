"""Timers fire exactly at their moment; messages go to who waits; errors to the nearest boundary outwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app import engine
from app.errors import EngineStuck, ExpressionRefused, TaskNotOpen
from tests.engine.draw import Drawing, diagram, error, message, several
from tests.engine.world import TUESDAY, World, release_of

DAY = timedelta(days=1)


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text + "+08:00").astimezone(UTC)


def hosted(kind: str, expression: str, *, interrupting: bool = True, host: str = "user") -> engine.Release:
    """A task, or a receive task, with one timer; `late` on its branch."""
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("late", "after")
    if host == "user":
        p.user("t")
    else:
        p.node("receiveTask", "t", messageRef="GO")
    p.timer("bt", kind, expression, on="t", interrupting=interrupting)
    p.chain("s", "t", "after", "e")
    p.side("bt", "late")
    return release_of(p, roots=message("GO"))


def test_a_date_fires_at_its_moment_and_not_a_second_before() -> None:
    w = World(hosted("timeDate", "at"), {"at": "2025-06-20"})
    assert w.timers == {"bt.1": shanghai("2025-06-20T00:00")}
    assert w.until(shanghai("2025-06-19T23:59:59")) == []
    assert w.until(shanghai("2025-06-20T00:00")) == ["bt.1"]
    assert w.open == ["late.1"] and w.timers == {}


def test_completing_in_time_ends_the_timer() -> None:
    w = World(hosted("timeDuration", "'P30D'"))
    w.do("t.1")
    assert w.timers == {} and w.open == ["after.1"] and w.last.timers_gone == ("bt.1",)
    with pytest.raises(TaskNotOpen):
        w.fire("bt.1")


@pytest.mark.parametrize("at", ["2025-06-10T09:00", "2025-06-10", "2020-01-01"])
def test_a_moment_that_is_not_in_the_future_fires_at_once(at: str) -> None:
    w = World(hosted("timeDate", "at"), {"at": at})
    assert w.open == ["late.1"] and w.last.timers_set == ()


def test_a_timer_is_read_once_and_later_data_change_nothing() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("f", kind="parallel")
    p.gateway("j", kind="parallel")
    p.user("t", "x")
    p.script("later", "at = '2099-01-01'")
    p.timer("bt", "timeDate", "at", on="t", interrupting=False)
    p.chain("s", "f", "t", "j", "e")
    p.chain("f", "x", "later", "j")
    p.side("bt")
    w = World(release_of(p), {"at": "2025-07-01"})
    w.do("x.1")
    assert w.timers == {"bt.1": shanghai("2025-07-01T00:00")}


@pytest.mark.parametrize(("kind", "expression"), [
    ("timeDate", "missing"), ("timeDate", "7"), ("timeDate", "'2025-06-20T24:00'"), ("timeDate", "'P3D'"),
    ("timeDuration", "'2025-06-20'"), ("timeDuration", "'P0D'"), ("timeDuration", "missing"),
])  # fmt: skip
def test_what_is_no_time_refuses_the_command(kind: str, expression: str) -> None:
    with pytest.raises(ExpressionRefused):
        World(hosted(kind, expression))


@pytest.mark.parametrize(("duration", "due"), [
    ("P1M", "2025-02-28T10:00"), ("P1Y", "2026-01-31T10:00"), ("P1W", "2025-02-07T10:00"), ("PT36H", "2025-02-01T22:00"), ("P1M1D", "2025-03-01T10:00"),
])  # fmt: skip
def test_durations_step_by_the_calendar(duration: str, due: str) -> None:
    w = World(hosted("timeDuration", f"'{duration}'"), now=shanghai("2025-01-31T10:00"))
    assert w.timers == {"bt.1": shanghai(due)}


def test_a_daily_reminder_comes_ten_times_in_ten_days_until_the_message_comes() -> None:
    w = World(hosted("timeCycle", "'R/P1D'", interrupting=False, host="receive"), {"project_id": 5})
    assert w.until(TUESDAY + 10 * DAY) == ["bt.1"] * 10
    assert [a for a in w.open if a.startswith("late")] == sorted(f"late.{n}" for n in range(1, 11))
    assert w.timers == {"bt.1": TUESDAY + 11 * DAY}
    w.deliver("t.1")
    assert w.timers == {} and "after.1" in w.open
    assert "late.7" in w.open, "the branch of a reminder lives on when its activity is done"


def test_a_counted_cycle_stops_and_its_months_are_those_of_the_calendar() -> None:
    w = World(hosted("timeCycle", "'R3/2025-07-31/P1M'", interrupting=False))
    due = []
    while w.timers:
        [(address, moment)] = w.timers.items()
        due.append(moment)
        w.fire(address)
    assert due == [shanghai("2025-07-31T00:00"), shanghai("2025-08-31T00:00"), shanghai("2025-09-30T00:00")]
    w.do("t.1")
    for address in w.open:
        w.do(address)
    assert w.state.ended


def test_a_cycle_that_began_in_the_past_fires_what_was_missed_at_once() -> None:
    w = World(hosted("timeCycle", "'R/2025-06-07T09:00/P1D'", interrupting=False))
    assert [a for a in w.open if a.startswith("late")] == ["late.1", "late.2", "late.3", "late.4"]
    assert w.timers == {"bt.1": TUESDAY + DAY}


def test_an_interrupting_timer_on_several_subprocesses_leaves_nothing_below() -> None:
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.user("u")
    inside.timer("r", "timeCycle", "'R/P1D'", on="u", interrupting=False)
    inside.side("r")
    inside.call("c", "q")
    inside.chain("is", "u", "c", "ie")
    q = Drawing("q")
    q.start("qs")
    q.end("qe")
    q.user("qu")
    q.chain("qs", "qu", "qe")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("late")
    p.sub("body", inside, several("items", "item"))
    p.timer("limit", "timeDuration", "'P5D'", on="body")
    p.chain("s", "body", "e")
    p.side("limit", "late")
    w = World(release_of(p, q), {"items": [1, 2]})
    w.do("body.1#0/u.1")
    assert w.open == ["body.1#0/c.1/qu.1", "body.1#1/u.1"]
    w.until(TUESDAY + 5 * DAY)
    assert w.open == ["late.1"] and w.timers == {} and w.calls == []
    assert set(w.last.closed) == {"body.1#0/c.1/qu.1", "body.1#1/u.1"}
    w.do("late.1")
    assert w.state.ended


def waiting(key: str | None = "project_id", path: str | None = None, **properties: str) -> engine.Release:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("a")
    p.caught("wait", "MSG", **properties)
    p.chain("s", "wait", "a", "e")
    return release_of(p, roots=message("MSG", key, path, payload="n,text", senders="sgj_handler"))


def test_a_message_lies_under_the_element_that_caught_it() -> None:
    w = World(waiting(), {"project_id": 17})
    assert w.waits == {"wait.1": {"project_id": "17"}}
    w.deliver("wait.1", n=3)
    assert w.data("a.1")["wait"] == {"n": 3} and w.last.waits_gone == ("wait.1",)
    facts = w.release.messages["MSG"]
    assert (facts.keys, facts.payload, facts.senders, facts.keep) == (("project_id",), ("n", "text"), ("sgj_handler",), True)


def test_correlation_is_evaluated_over_the_case_and_an_element_may_say_its_own() -> None:
    assert World(waiting("project", "P1.id"), {"P1": {"id": "x"}}).waits == {"wait.1": {"project": "x"}}
    assert World(waiting(correlation="project_id = 2 * n; year = y"), {"n": 3, "y": 2026}).waits == {"wait.1": {"project_id": "6", "year": "2026"}}
    assert World(waiting(None), {"project_id": 5}).waits == {"wait.1": {"project_id": "5"}}
    with pytest.raises(ExpressionRefused, match="project_id"):
        World(waiting(), {})


def test_a_diagram_sends_messages_of_its_own() -> None:
    p = Drawing("main")
    p.start()
    p.node("sendTask", "send", messageRef="MSG")
    p.node("intermediateThrowEvent", "throw", '<bpmn:messageEventDefinition messageRef="MSG"/>')
    p.end("e", outcome="完成", inner='<bpmn:messageEventDefinition messageRef="MSG"/>')
    p.chain("s", "send", "throw", "e")
    w = World(release_of(p, roots=message("MSG", "project_id", payload="n")), {"project_id": 4, "n": 9, "m": 1})
    assert [(m.element, m.name, m.correlation, m.payload) for m in w.last.messages] == [
        (element, "MSG", {"project_id": "4"}, {"n": 9}) for element in ("send", "throw", "e")
    ]
    assert w.last.ended and w.last.outcome == "完成"


def test_a_message_beside_a_task_may_come_several_times() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t", "more")
    p.caught("extra", "MSG", on="t", interrupting=False)
    p.chain("s", "t", "e")
    p.side("extra", "more")
    w = World(release_of(p, roots=message("MSG")), {"project_id": 1})
    w.deliver("extra.1", n=1)
    w.deliver("extra.1", n=2)
    assert [w.data(a)["extra"]["n"] for a in ("more.1", "more.2")] == [1, 2]
    w.do("t.1")
    w.do("more.2")
    assert not w.state.ended
    w.do("more.1")
    assert w.state.ended


def test_the_first_event_after_an_event_gateway_wins() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.end("e2", outcome="late")
    p.gateway("g", kind="eventBased")
    p.caught("m", "MSG")
    p.timer("t", "timeDuration", "'P1D'")
    p.chain("s", "g", "m", "e")
    p.chain("g", "t", "e2")
    release = release_of(p, roots=message("MSG"))
    w = World(release, {"project_id": 1})
    w.deliver("m.1")
    assert w.state.ended and w.last.timers_gone == ("t.1",)
    w = World(release, {"project_id": 1})
    w.fire("t.1")
    assert w.last.outcome == "late" and w.last.waits_gone == ("m.1",)


def failing(*, own: bool, code: str = "E1") -> World:
    """A service task in a subprocess in a called process; the error may be caught on the task, the subprocess, or the call."""
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.service("sv")
    inside.chain("is", "sv", "ie")
    if own:
        inside.failed("own", "E2", on="sv")
        inside.user("mended")
        inside.side("own", "mended")
    q = Drawing("q")
    q.start("qs")
    q.end("qe")
    q.sub("body", inside)
    q.failed("near", "E1", on="body")
    q.user("caught_near")
    q.chain("qs", "body", "qe")
    q.side("near", "caught_near")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("f", kind="parallel")
    p.user("beside", "caught_far")
    p.call("c", "q")
    p.node("boundaryEvent", "far", "<bpmn:errorEventDefinition/>", attachedToRef="c")
    p.chain("s", "f", "c", "e")
    p.chain("f", "beside", "e")
    p.side("far", "caught_far")
    return World(engine.parse({"processes/x.bpmn": diagram(p, q, roots=error("E1") + error("E2"))}, name="x"))


@pytest.mark.parametrize(("own", "code", "caught_at"), [
    (True, "E2", "c.1/body.1/mended.1"), (False, "E1", "c.1/caught_near.1"), (True, "E1", "c.1/caught_near.1"), (False, "E9", "caught_far.1"),
])  # fmt: skip
def test_an_error_reaches_the_nearest_boundary_outwards(own: bool, code: str, caught_at: str) -> None:
    w = failing(own=own)
    assert w.calls == ["c.1/body.1/sv.1"]
    assert w.fails("c.1/body.1/sv.1", code)
    assert set(w.open) == {"beside.1", caught_at} and w.calls == []
    boundary = {"mended": "own", "caught_near": "near", "caught_far": "far"}[caught_at.split("/")[-1].split(".")[0]]
    assert w.data(caught_at)[boundary] == {"code": code, "message": "失败"}
    assert ("c.1/body.1/sv.1", "failed") in [(v.address, v.what) for v in w.last.visits]


def test_an_error_that_nobody_catches_changes_nothing() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.service("sv")
    p.chain("s", "sv", "e")
    w = World(release_of(p))
    before = engine.digest(w.state)
    assert not w.fails("sv.1", "E1")
    assert engine.digest(w.state) == before and w.calls == ["sv.1"]


def test_of_two_activities_with_the_same_error_only_the_failed_one_is_interrupted() -> None:
    p = Drawing("main")
    p.start()
    p.gateway("f", kind="parallel")
    p.flow("s", "f")
    for i in (1, 2):
        p.service(f"sv{i}")
        p.failed(f"er{i}", "E1", on=f"sv{i}")
        p.user(f"caught{i}")
        p.end(f"e{i}")
        p.chain("f", f"sv{i}", f"e{i}")
        p.side(f"er{i}", f"caught{i}")
    w = World(release_of(p, roots=error("E1")))
    w.fails("sv2.1", "E1")
    assert w.open == ["caught2.1"] and w.calls == ["sv1.1"]


def test_an_error_end_event_leaves_the_subprocess_through_its_boundary() -> None:
    inside = Drawing("in")
    inside.start("is")
    inside.user("u")
    inside.node("endEvent", "ie", '<bpmn:errorEventDefinition errorRef="E1"/>')
    inside.chain("is", "u", "ie")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.sub("body", inside)
    p.failed("er", "E1", on="body")
    p.user("caught")
    p.chain("s", "body", "e")
    p.side("er", "caught")
    w = World(release_of(p, roots=error("E1")))
    w.do("body.1/u.1")
    assert w.open == ["caught.1"]
    q = Drawing("main")
    q.start()
    q.node("endEvent", "e", '<bpmn:errorEventDefinition errorRef="E1"/>')
    q.flow("s", "e")
    with pytest.raises(EngineStuck):
        World(release_of(q, roots=error("E1")))


def test_when_the_start_timer_of_a_process_is_due() -> None:
    def starting(kind: str, expression: str) -> engine.Release:
        p = Drawing("main")
        p.start(inner=f"<bpmn:timerEventDefinition><bpmn:{kind}>{expression}</bpmn:{kind}></bpmn:timerEventDefinition>")
        p.end("e")
        p.flow("s", "e")
        return release_of(p)

    from app.periods import WEEKENDS_ONLY as CALENDAR

    yearly = starting("timeCycle", "'R/2024-06-01T09:00/P1Y'")
    assert engine.next_start(yearly, "main", after=TUESDAY, now=TUESDAY, calendar=CALENDAR) == shanghai("2026-06-01T09:00")
    once = starting("timeDate", "'2025-12-31'")
    assert engine.next_start(once, "main", after=TUESDAY, now=TUESDAY, calendar=CALENDAR) == shanghai("2025-12-31T00:00")
    assert engine.next_start(once, "main", after=shanghai("2025-12-31T00:00"), now=TUESDAY, calendar=CALENDAR) is None
    assert World(once).state.ended


@pytest.mark.parametrize(("code", "caught"), [("E1", "named.1"), ("E2", "any.1")])
def test_who_names_the_error_comes_before_who_catches_any(code: str, caught: str) -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("named", "any")
    p.service("sv")
    p.node("boundaryEvent", "b_any", "<bpmn:errorEventDefinition/>", attachedToRef="sv")
    p.failed("b_named", "E1", on="sv")
    p.chain("s", "sv", "e")
    p.side("b_any", "any")
    p.side("b_named", "named")
    w = World(release_of(p, roots=error("E1")))
    w.fails("sv.1", code)
    assert w.open == [caught]
