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
