"""What the oracle found, each as the smallest diagram that showed it, told as what a process owner expects."""

from __future__ import annotations

import pytest

from app import engine
from tests.engine.draw import Drawing
from tests.engine.world import World, release_of


def with_side_branch(kind: str) -> engine.Release:
    """A task with a reminder; each reminder asks two people at once and goes on when both have answered."""
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t", "x", "y", "z")
    p.gateway("f", "j", kind=kind)
    p.timer("r", "timeCycle", "'R/P7D'", on="t", interrupting=False)
    p.end("r_end")
    p.flow("r", "f")
    for name in ("x", "y"):
        p.flow("f", name, "1 == 1" if kind == "inclusive" else None)
        p.flow(name, "j")
    p.chain("j", "z", "r_end")
    p.chain("s", "t", "e")
    return release_of(p)


@pytest.mark.parametrize("order", [("x.1", "y.1", "x.2", "y.2"), ("x.1", "x.2", "y.1", "y.2"), ("x.1", "y.2", "x.2", "y.1")])
@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_the_branches_of_two_reminders_do_not_meet_in_one_join(kind: str, order: tuple[str, ...]) -> None:
    w = World(with_side_branch(kind))
    w.fire("r.1")
    w.fire("r.1")
    for number, address in enumerate(order):
        w.do(address, v=number)
    assert [address for address in w.open if address.startswith("z")] == ["z.1", "z.2"]
    seen = sorted((w.data(f"z.{n}")["x"]["v"], w.data(f"z.{n}")["y"]["v"]) for n in (1, 2))
    assert seen == sorted((order.index(f"x.{n}"), order.index(f"y.{n}")) for n in (1, 2))


def test_an_answer_that_changes_from_zero_to_no_is_kept_over_a_snapshot() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t", "last")
    p.gateway("m", "g")
    p.script("write", "kept = t.v")
    p.chain("s", "m", "t", "write", "g")
    p.route("g", "last", m="t.again")
    p.flow("last", "e")
    w = World(release_of(p))
    for number, value in enumerate([0, False, 0.0, [1], [True], {"k": 1}, {"k": 1.0}], start=1):
        w.do(f"t.{number}", v=value, again=True)
        assert repr(w.data()["kept"]) == repr(value)


def test_a_join_in_a_loop_never_counts_what_came_to_it_the_round_before() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t", "last")
    p.gateway("m", "g")
    p.gateway("f", "j", "f2", "j2", kind="parallel")
    p.script("one", "n = n + 1")
    p.script("left", "left = n")
    p.script("right", "right = n")
    slow = [p.script(f"slow{k}", f"w{k} = n") for k in range(8)]  # the other branch comes last: what follows hangs on it
    p.script("say", "said = said + [[left, right]]")
    p.chain("s", "t", "m", "one", "f", "f2", "left", "j2", "say", "j", "g")
    p.chain("f2", "right", "j2")
    p.chain("f", *slow, "j")
    p.route("g", "last", m="n < 4")
    p.flow("last", "e")
    w = World(release_of(p), {"n": 0, "said": []})
    w.do("t.1")
    assert w.open == ["last.1"]
    assert w.data()["said"] == [[1, 1], [2, 2], [3, 3], [4, 4]]
    assert [v.address for v in w.last.visits if v.element == "j2" and v.what == "completed"] == ["j2.1", "j2.2", "j2.3", "j2.4"]


def escalating(interrupting: bool) -> engine.Release:
    """A subprocess that escalates, asks one person, escalates again and asks another; the escalation is caught on its boundary."""
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.user("one", "two")
    for name in ("up", "again"):
        inside.node("intermediateThrowEvent", name, '<bpmn:escalationEventDefinition escalationRef="X1"/>')
    inside.chain("is", "up", "one", "again", "two", "ie")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("after", "told")
    p.sub("body", inside)
    event = '<bpmn:escalationEventDefinition escalationRef="X1"/>'
    p.node("boundaryEvent", "b", event, attachedToRef="body", cancelActivity=str(interrupting).lower())
    p.chain("s", "body", "after", "e")
    p.side("b", "told")
    return release_of(p, roots='<bpmn:escalation id="X1" name="X1" escalationCode="X1"/>')


def test_each_escalation_is_heard_not_only_the_first() -> None:
    w = World(escalating(interrupting=False))
    assert w.open == ["body.1/one.1", "told.1"]
    w.do("body.1/one.1")
    assert w.open == ["body.1/two.1", "told.1", "told.2"]


def test_after_an_escalation_that_interrupts_nothing_inside_begins_any_more() -> None:
    w = World(escalating(interrupting=True))
    assert w.open == ["told.1"]
    assert [v.address for v in w.last.visits if v.element == "one"] == []
