"""The picture of a case, its snapshot, and decisions."""

from __future__ import annotations

import pytest

from app import engine
from app.errors import HistoryBroken
from tests.engine.draw import Drawing, extended, several
from tests.engine.world import TUESDAY, World, release_of


def seen(w: World) -> dict[str, tuple[int, int, int, int]]:
    return {p.element: (p.done, p.open, p.cancelled, p.skipped) for p in engine.picture(w.state)}


def test_what_was_done_is_open_was_cancelled_and_was_passed_by() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.end("x")
    p.gateway("m", "g")
    p.user("a", "never", "late")
    p.user("t", inner=several("items", "item", "t", "t_item", "numberOfCompletedInstances >= 1"))
    p.timer("bt", "timeDuration", "'P1D'", on="a")
    p.chain("s", "m", "a", "t", "g")
    p.route("g", "e", m="a.again", never="a.never")
    p.chain("never", "x")
    p.side("bt", "late")
    w = World(release_of(p), {"items": [1, 2, 3]})
    assert seen(w)["a"] == (0, 1, 0, 0) and seen(w)["never"] == (0, 0, 0, 0)
    w.do("a.1", again=True)
    assert seen(w)["t"] == (0, 3, 0, 0)
    w.do("t.1#1")
    w.do("a.2", again=False)
    w.do("t.2#0")
    found = seen(w)
    assert w.state.ended
    assert found["a"] == (2, 0, 0, 0) and found["never"] == (0, 0, 0, 1) and found["late"] == (0, 0, 0, 1)
    assert found["t"] == (2, 0, 4, 0)
    assert found["m"] == (2, 0, 0, 0) and found["bt"] == (0, 0, 0, 1)


def test_the_picture_of_a_called_process_has_its_address() -> None:
    q = Drawing("q")
    q.start("qs")
    q.end("qe")
    q.user("qu")
    q.chain("qs", "qu", "qe")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.call("c", "q")
    p.chain("s", "c", "e")
    w = World(release_of(p, q))
    picture = {(p.process, p.element): p for p in engine.picture(w.state)}
    assert picture["q", "qu"].address == "c.1/qu.1" and picture["main", "c"].open == 1


def test_a_snapshot_is_small_and_of_a_known_format() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    names = [f"t{n}" for n in range(5)]
    p.user(*names)
    p.chain("s", *names, "e")
    w = World(release_of(p), {"project_id": 1})
    for name in names:
        assert len(w.snapshot) < 1000
        w.do(f"{name}.1", name="智慧医疗平台", amount=860, approved=True, due="2025-09-30", kind="b")
    assert len(w.snapshot) < 600
    for broken in (b"", b"\x09abc", b"\x01abc"):
        with pytest.raises(HistoryBroken):
            engine.restore(w.release, broken, now=TUESDAY, calendar=w.calendar)


TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t">
<decision id="D99_route" name="路线"><decisionTable id="t" hitPolicy="UNIQUE">
<input id="i" label="金额"><inputExpression id="ie"><text>amount(wan_in.total_wan)</text></inputExpression></input>
<output id="o" name="route"/>
<rule id="small"><inputEntry id="c1"><text>&lt; 100</text></inputEntry><outputEntry id="o1"><text>"简易"</text></outputEntry></rule>
<rule id="large"><inputEntry id="c2"><text>&gt;= 100</text></inputEntry><outputEntry id="o2"><text>"一般"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


def test_a_decision_lies_under_its_task_and_the_step_says_what_hit() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.node("businessRuleTask", "D", extended("<spiffworkflow:calledDecisionId>D99_route</spiffworkflow:calledDecisionId>"))
    p.chain("s", "D", "e")
    w = World(release_of(p, more={"processes/D99.dmn": TABLE}), {"wan_in": {"total_wan": "860.00"}})
    assert w.data()["D"] == {"route": "一般"}
    [made] = w.last.decisions
    assert (made.decision, made.hits, made.outputs) == ("D99_route", ("large",), {"route": "一般"})
