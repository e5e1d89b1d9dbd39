"""An operator stops a case, or puts a token somewhere else — where the engine goes on rightly; elsewhere it says what to do instead."""

from __future__ import annotations

import pytest

from app import engine
from app.errors import InstanceNotRunning, MoveRefused, TaskNotOpen
from tests.engine.draw import Drawing, several
from tests.engine.world import World, release_of


def forked() -> Drawing:
    """before → fork → (a → a2 | b) → join → after → more."""
    p = Drawing("main")
    p.start()
    p.gateway("f", "j", kind="parallel")
    p.user("before", "a", "a2", "b", "after", "more")
    p.end(outcome="完")
    p.chain("s", "before", "f", "a", "a2", "j", "after", "more", "e")
    p.chain("f", "b", "j")
    return p


def watched() -> Drawing:
    """A task with an interrupting and a repeated reminder; a wait for the first of two events; a body; items."""
    inside = Drawing("inside")
    inside.start("is")
    inside.user("in1", "in2")
    inside.end("ie")
    inside.chain("is", "in1", "in2", "ie")
    p = Drawing("main")
    p.start()
    p.user("work", "late", "last", "note")
    p.timer("due", "timeDuration", "'P3D'", on="work")
    p.timer("remind", "timeCycle", "'R/P1D'", on="work", interrupting=False)
    p.gateway("first", kind="eventBased")
    p.timer("one", "timeDuration", "'P5D'")
    p.timer("two", "timeDuration", "'P9D'")
    p.gateway("m")
    p.sub("body", inside)
    p.user("each", inner=several("people", "who", "each", "each_item"), roles="sgj_handler")
    p.end()
    p.chain("s", "work", "first", "one", "m", "body", "each", "last", "e")
    p.chain("first", "two", "m")
    p.chain("due", "late", "m")
    p.side("remind", "note")
    return p


def test_a_token_goes_on_from_where_it_was_put_over_the_data_it_began_with() -> None:
    world = World(release_of(forked()), {"n": 1})
    world.do("before.1", v=2)
    world.do("a.1", v=3)
    world.do("a2.1", v=4)
    world.do("b.1", v=5)
    world.move("after.1", "more")
    assert world.open == ["more.1"] and world.data()["b"] == {"v": 5} and "after" not in world.data()
    world.move("more.1", "before")
    assert world.open == ["before.2"], "back before the fork: all of it again"
    world.do("before.2", v=6)
    assert world.open == ["a.2", "b.2"]
    for address in ("b.2", "a.2", "a2.2", "after.2", "more.2"):
        world.do(address, v=7)
    assert world.last.ended and world.last.outcome == "完"


def test_within_a_branch_the_join_still_waits_for_both() -> None:
    world = World(release_of(forked()))
    world.do("before.1")
    world.move("a.1", "a2")
    world.do("b.1")
    assert world.open == ["a2.1"]
    world.move("a2.1", "a")
    world.do("a.2")
    world.do("a2.2")
    assert world.open == ["after.1"]


@pytest.mark.parametrize("to", ["before", "b", "after", "more", "f", "e"])
def test_out_of_a_branch_no_token_is_moved(to: str) -> None:
    world = World(release_of(forked()))
    world.do("before.1")
    with pytest.raises(MoveRefused, match="并行分支"):
        world.move("a.1", to)
    assert world.open == ["a.1", "b.1"]


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("a", "并行分支"), ("j", "汇合"), ("s", "开始事件"), ("nothing", "没有元素"), ("a2", "并行分支"),
    ],
)  # fmt: skip
def test_into_a_branch_a_join_or_the_start_no_token_is_moved(to: str, said: str) -> None:
    with pytest.raises(MoveRefused, match=said):
        World(release_of(forked())).move("before.1", to)


def test_the_whole_parallel_part_can_be_skipped_and_the_case_ended() -> None:
    world = World(release_of(forked()))
    world.move("before.1", "after")
    assert world.open == ["after.1"]
    world.move("after.1", "f")
    assert world.open == ["a.1", "b.1"]
    for address in ("b.1", "a.1", "a2.1"):
        world.do(address)
    world.move("after.2", "e")
    assert world.last.ended and world.last.outcome == "完"


def test_what_waited_beside_an_activity_goes_with_it_and_the_branches_it_began_stay() -> None:
    world = World(release_of(watched()), {"people": ["x", "y"]})
    world.fire("remind.1")
    assert world.open == ["note.1", "work.1"]
    world.move("work.1", "first")
    assert world.open == ["note.1"] and sorted(world.timers) == ["one.1", "two.1"]
    world.move("one.1", "work")
    assert world.open == ["note.1", "work.2"] and sorted(world.timers) == ["due.2", "remind.2"]
    world.do("note.1")
    world.do("work.2")
    world.fire("two.2")
    for address in ("body.1/in1.1", "body.1/in2.1", "each.1#0", "each.1#1", "last.1"):
        world.do(address)
    assert world.last.ended


def test_inside_a_subprocess_a_token_moves_inside_it_and_from_outside_all_of_it_goes() -> None:
    world = World(release_of(watched()), {"people": ["x", "y"]})
    world.move("work.1", "body")
    assert world.open == ["body.1/in1.1"]
    world.move("body.1/in1.1", "in2")
    assert world.open == ["body.1/in2.1"]
    with pytest.raises(MoveRefused, match="不在同一层"):
        world.move("body.1/in2.1", "last")
    world.move("body.1", "each")
    assert world.open == ["each.1#0", "each.1#1"]
    with pytest.raises(MoveRefused, match="不在同一层"):
        world.move("each.1", "in1")
    with pytest.raises(MoveRefused, match="一项"):
        world.move("each.1#0", "last")
    world.move("each.1", "last")
    assert world.open == ["last.1"]


@pytest.mark.parametrize(
    ("address", "to", "said"),
    [
        ("due.1", "late", "边界事件"), ("work.1", "due", "边界事件"), ("work.1", "one", "事件网关"), ("work.1", "note", "旁支"),
        ("work.1", "remind_end", "旁支"),
    ],
)  # fmt: skip
def test_boundary_events_their_branches_and_arms_of_event_gateways_are_no_place_for_a_token(address: str, to: str, said: str) -> None:
    with pytest.raises(MoveRefused, match=said):
        World(release_of(watched()), {"people": []}).move(address, to)


def test_a_side_branch_stays_beside() -> None:
    world = World(release_of(watched()), {"people": []})
    world.fire("remind.1")
    with pytest.raises(MoveRefused, match="旁支"):
        world.move("note.1", "last")
    world.move("note.1", "remind_end")
    assert world.open == ["work.1"]


def test_a_path_of_an_interrupting_event_is_the_main_line() -> None:
    world = World(release_of(watched()), {"people": []})
    world.fire("due.1")
    world.move("late.1", "work")
    assert world.open == ["work.2"] and sorted(world.timers) == ["due.2", "remind.2"]


def test_what_is_not_open_is_not_moved() -> None:
    world = World(release_of(forked()))
    for address in ("a.1", "before.2", "x/before.1", "", "before"):
        with pytest.raises(TaskNotOpen):
            world.move(address, "more")


def test_a_stopped_case_has_nothing_open_keeps_its_data_and_takes_nothing_more() -> None:
    world = World(release_of(watched()), {"people": ["x"], "n": 3})
    world.fire("remind.1")
    world.stop()
    assert (world.open, world.timers, world.calls, world.waits) == ([], {}, [], {})
    assert world.last.ended and world.last.outcome is None and world.data()["n"] == 3
    assert set(world.last.closed) == {"work.1", "note.1"} and set(world.last.timers_gone) == {"due.1", "remind.1"}
    cancelled = {s.element for s in engine.picture(world.state) if s.cancelled}
    assert {"work", "note"} <= cancelled
    for again in (world.stop, lambda: world.move("work.1", "last")):
        with pytest.raises(InstanceNotRunning):
            again()


def test_stopping_ends_what_runs_in_subprocesses_and_called_processes() -> None:
    callee = Drawing("callee")
    callee.start("cs")
    callee.user("c1")
    callee.end("ce")
    callee.chain("cs", "c1", "ce")
    p = Drawing("main")
    p.start()
    p.call("call", "callee")
    p.end()
    p.chain("s", "call", "e")
    world = World(release_of(p, callee))
    assert world.open == ["call.1/c1.1"]
    world.stop()
    assert world.last.closed == ("call.1/c1.1",) and world.open == []
