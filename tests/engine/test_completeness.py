"""What few engines do right, told as what a process owner expects: errors and escalations through calls, multi-instances in multi-instances, loops, races."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.draw import Drawing, error, message, several
from tests.engine.world import TUESDAY, World, release_of

ESCALATIONS = "".join(f'<bpmn:escalation id="{code}" name="{code}" escalationCode="{code}"/>' for code in ("X1", "X2"))
DAY = timedelta(days=1)


def throwing(key: str, kind: str, code: str, *, end: bool) -> Drawing:
    """A process that asks somebody, throws, and (unless the throw is its end) asks again."""
    p = Drawing(key, inputs=("project_id",))
    p.start(f"{key}_s")
    p.user(f"{key}_ask", f"{key}_again")
    definition = f'<bpmn:{kind}EventDefinition {kind}Ref="{code}"/>'
    if end:
        p.nodes.pop()
        p.end(f"{key}_up", inner=definition)
        p.chain(f"{key}_s", f"{key}_ask", f"{key}_up")
    else:
        p.node("intermediateThrowEvent", f"{key}_up", definition)
        p.end(f"{key}_e")
        p.chain(f"{key}_s", f"{key}_ask", f"{key}_up", f"{key}_again", f"{key}_e")
    return p


def around(inner: Drawing, kind: str, *codes: tuple[str, bool]) -> World:
    """main calls `mid`, which calls `inner`; on each call a boundary event (code, interrupting), the outermost first; each asks somebody."""
    (far, far_stops), (near, near_stops) = codes
    mid = Drawing("mid", inputs=("project_id",))
    mid.start("ms")
    mid.end("me")
    mid.user("near_told")
    mid.call("mc", inner.key)
    mid.node("boundaryEvent", "near", f'<bpmn:{kind}EventDefinition {kind}Ref="{near}"/>', attachedToRef="mc", cancelActivity=str(near_stops).lower())
    mid.chain("ms", "mc", "me")
    mid.side("near", "near_told")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("far_told", "after")
    p.call("c", "mid")
    p.node("boundaryEvent", "far", f'<bpmn:{kind}EventDefinition {kind}Ref="{far}"/>', attachedToRef="c", cancelActivity=str(far_stops).lower())
    p.chain("s", "c", "after", "e")
    p.side("far", "far_told")
    return World(release_of(p, mid, inner, roots=ESCALATIONS + error("E1") + error("E2")), {"project_id": 1})


@pytest.mark.parametrize("end", [True, False])
def test_an_escalation_goes_through_calls_to_the_nearest_that_hears_it(end: bool) -> None:
    w = around(throwing("q", "escalation", "X1", end=end), "escalation", ("X1", False), ("X1", False))
    w.do("c.1/mc.1/q_ask.1")
    assert "c.1/near_told.1" in w.open and "far_told.1" not in w.open
    assert ("c.1/mc.1/q_again.1" in w.open) is not end
    assert w.data("c.1/near_told.1")["near"]["code"] == "X1"


@pytest.mark.parametrize("end", [True, False])
def test_an_escalation_that_the_nearest_does_not_hear_interrupts_further_out(end: bool) -> None:
    w = around(throwing("q", "escalation", "X1", end=end), "escalation", ("X1", True), ("X2", False))
    w.do("c.1/mc.1/q_ask.1")
    assert w.open == ["far_told.1"]
    w.do("far_told.1")
    assert w.state.ended


def test_an_escalation_that_nobody_hears_changes_nothing() -> None:
    w = around(throwing("q", "escalation", "X1", end=False), "escalation", ("X2", True), ("X2", True))
    w.do("c.1/mc.1/q_ask.1")
    assert w.open == ["c.1/mc.1/q_again.1"]


@pytest.mark.parametrize(("far", "near", "told"), [("E1", "E1", "c.1/near_told.1"), ("E1", "E2", "far_told.1")])
def test_an_error_end_goes_through_calls_to_the_nearest_that_catches_it(far: str, near: str, told: str) -> None:
    w = around(throwing("q", "error", "E1", end=True), "error", (far, True), (near, True))
    w.do("c.1/mc.1/q_ask.1")
    assert w.open == [told]
    w.do(told)
    assert w.open == (["after.1"] if near == "E1" else [])


def lots(*, outer_sequential: bool, inner_sequential: bool) -> World:
    """For each of two lots, in a subprocess with a deadline of five days: two people give an opinion, each with a day's deadline; then somebody decides."""
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.user("opinion", inner=several("people", "who", "opinion", "opinion_item", sequential=inner_sequential))
    inside.timer("short", "timeDuration", "'P1D'", on="opinion")
    inside.user("decide")
    inside.script("result_s", "result = [lot, len(opinion or [])]")
    inside.gateway("m")
    inside.chain("is", "opinion", "m", "decide", "result_s", "ie")
    inside.flow("short", "m")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("after", "late")
    p.sub("lots_p", inside, several("lots", "lot", "results", "result", sequential=outer_sequential))
    p.timer("long", "timeDuration", "'P5D'", on="lots_p")
    p.chain("s", "lots_p", "after", "e")
    p.side("long", "late")
    return World(release_of(p), {"lots": ["A", "B"], "people": ["x", "y"]})


def test_a_deadline_inside_one_item_touches_that_item_only() -> None:
    w = lots(outer_sequential=False, inner_sequential=True)
    assert w.timers == {"long.1": TUESDAY + 5 * DAY, "lots_p.1#0/short.1": TUESDAY + DAY, "lots_p.1#1/short.1": TUESDAY + DAY}
    w.do("lots_p.1#0/opinion.1#0", v=1)
    w.fire("lots_p.1#0/short.1")
    assert w.open == ["lots_p.1#0/decide.1", "lots_p.1#1/opinion.1#0"] and set(w.timers) == {"long.1", "lots_p.1#1/short.1"}
    w.do("lots_p.1#0/decide.1")
    w.do("lots_p.1#1/opinion.1#0", v=2)
    w.do("lots_p.1#1/opinion.1#1", v=3)
    w.do("lots_p.1#1/decide.1")
    assert w.open == ["after.1"] and w.timers == {}
    assert w.data("after.1")["results"] == [["A", 0], ["B", 2]]


def test_the_deadline_of_the_whole_ends_every_item_with_its_own_deadline() -> None:
    w = lots(outer_sequential=False, inner_sequential=False)
    assert len(w.open) == 4
    w.do("lots_p.1#1/opinion.1#1", v=1)
    assert w.until(TUESDAY + 6 * DAY) == ["lots_p.1#0/short.1", "lots_p.1#1/short.1", "long.1"]
    assert w.open == ["late.1"] and w.timers == {}
    w.do("late.1")
    assert w.state.ended


def test_one_lot_after_the_other_has_one_deadline_at_a_time() -> None:
    w = lots(outer_sequential=True, inner_sequential=False)
    assert set(w.timers) == {"long.1", "lots_p.1#0/short.1"} and w.open == ["lots_p.1#0/opinion.1#0", "lots_p.1#0/opinion.1#1"]
    w.until(TUESDAY + DAY)
    w.do("lots_p.1#0/decide.1")
    assert w.timers == {"long.1": TUESDAY + 5 * DAY, "lots_p.1#1/short.1": TUESDAY + 2 * DAY}
    w.until(TUESDAY + 5 * DAY)
    assert w.open == ["late.1"] and w.timers == {}


def test_an_error_in_one_item_ends_all_items_and_reaches_the_boundary_of_the_whole() -> None:
    q = throwing("q", "error", "E1", end=True)
    q.timer("q_t", "timeDuration", "'P1D'", on="q_ask", interrupting=False)
    q.side("q_t")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("told")
    p.call("c", "q", several("three", "item", "c", "c_item"))
    p.failed("er", "E1", on="c")
    p.chain("s", "c", "e")
    p.side("er", "told")
    w = World(release_of(p, q, roots=error("E1")), {"three": [1, 2, 3], "project_id": 1})
    assert len(w.open) == len(w.timers) == 3
    w.do("c.1#1/q_ask.1")
    assert w.open == ["told.1"] and w.timers == {}


def test_a_loop_of_a_subprocess_begins_afresh_each_time_and_its_boundary_stands_round_all_rounds() -> None:
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.user("t", "u")
    inside.timer("skip", "timeDuration", "'P1D'", on="t")
    inside.gateway("m")
    inside.chain("is", "t", "m", "u", "ie")
    inside.flow("skip", "m")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("told")
    condition = "<bpmn:loopCondition>u.again</bpmn:loopCondition>"
    p.sub("body", inside, f"<bpmn:standardLoopCharacteristics loopMaximum='3'>{condition}</bpmn:standardLoopCharacteristics>")
    p.timer("whole", "timeDuration", "'P4D'", on="body", interrupting=False)
    p.chain("s", "body", "e")
    p.side("whole", "told")
    w = World(release_of(p))
    w.until(TUESDAY + DAY)
    w.do("body.1#0/u.1", again=True)
    assert w.open == ["body.1#1/t.1"] and w.timers == {"body.1#1/skip.1": TUESDAY + 2 * DAY, "whole.1": TUESDAY + 4 * DAY}
    w.do("body.1#1/t.1")
    w.until(TUESDAY + 4 * DAY)
    w.do("body.1#1/u.1", again=False)
    assert w.open == ["told.1"] and not w.state.ended
    w.do("told.1")
    assert w.state.ended


def test_of_a_race_in_a_loop_only_the_winner_counts_each_round() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("race", kind="eventBased")
    p.gateway("m", "after", "g")
    p.node("receiveTask", "said", messageRef="GO")
    p.timer("late", "timeDuration", "'P1D'")
    p.user("t")
    p.chain("s", "m", "race", "said", "after", "t", "g")
    p.chain("race", "late", "after")
    p.route("g", "e", m="t.again")
    w = World(release_of(p, roots=message("GO", "project_id")), {"project_id": 1})
    w.deliver("said.1", n=1)
    assert w.timers == {} and w.waits == {}
    w.do("t.1", again=True)
    assert set(w.waits) == {"said.2"} and set(w.timers) == {"late.2"}
    w.fire("late.2")
    assert w.waits == {} and w.timers == {} and w.open == ["t.2"]
    w.do("t.2", again=False)
    assert w.state.ended
