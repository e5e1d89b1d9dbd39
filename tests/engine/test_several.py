"""Several people at one step: in parallel, one after the other, until enough have answered."""

from __future__ import annotations

import pytest

from app import engine
from app.errors import ExpressionRefused, TaskNotOpen
from tests.engine.draw import Drawing, several
from tests.engine.world import World, release_of

ENOUGH = "numberOfCompletedInstances * 3 >= numberOfInstances * 2"


def panel(enough: str | None = None, *, sequential: bool = False) -> engine.Release:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t", inner=several("panel.members", "member", "t", "t_item", enough, sequential), assignee="member")
    p.user("after")
    p.gateway("m", "g")
    p.chain("s", "m", "t", "after", "g")
    p.route("g", "e", m="after.again")
    return release_of(p)


def members(*names: str) -> dict[str, object]:
    return {"panel": {"members": list(names)}}


def test_each_member_has_a_task_and_the_answers_stand_in_order_of_completion() -> None:
    w = World(panel(), members("e1", "e2", "e3"))
    assert w.open == ["t.1#0", "t.1#1", "t.1#2"]
    assert (w.task("t.1#1").assignee, w.task("t.1#1").item) == ("e2", "e2")
    w.do("t.1#2", by="e3", v=3)
    w.do("t.1#0", by="e1", v=1)
    w.do("t.1#1", by="clerk", v=2)
    assert w.data("after.1")["t"] == [
        {"v": 3, "by": "e3", "item": "e3"},
        {"v": 1, "by": "e1", "item": "e1"},
        {"v": 2, "by": "clerk", "item": "e2"},
    ]
    assert "member" not in w.data("after.1")


def test_the_list_is_empty_at_each_start() -> None:
    w = World(panel(), members("e1", "e2"))
    for round_ in (1, 2):
        for k in (0, 1):
            w.do(f"t.{round_}#{k}", v=round_)
        assert [entry["v"] for entry in w.data(f"after.{round_}")["t"]] == [round_, round_]
        w.do(f"after.{round_}", again=round_ == 1)
    assert w.state.ended


@pytest.mark.parametrize(("size", "needed"), [(1, 1), (3, 2), (5, 4), (6, 4)])
def test_two_thirds_of_a_panel_are_enough_and_the_open_ones_are_cancelled(size: int, needed: int) -> None:
    w = World(panel(ENOUGH), members(*(f"e{k}" for k in range(size))))
    for k in range(needed):
        assert w.open != ["after.1"]
        w.do(f"t.1#{k}", v=k)
    assert w.open == ["after.1"]
    assert len(w.last.closed) == size - needed + 1
    assert len(w.data("after.1")["t"]) == needed


def test_a_member_who_is_dropped_no_longer_counts() -> None:
    w = World(panel(ENOUGH), members("e1", "e2", "e3", "e4"))
    w.do("t.1#0", v=1)
    w.do("t.1#1", v=1)
    assert w.open == ["t.1#2", "t.1#3"]
    w.drop("t.1#2")
    assert w.open == ["after.1"]
    assert [v.what for v in w.last.visits if v.address in ("t.1#2", "t.1#3")] == ["cancelled", "cancelled"]


def test_the_last_open_member_is_dropped_and_the_step_goes_on() -> None:
    w = World(panel(), members("e1", "e2"))
    w.do("t.1#0", v=1)
    w.drop("t.1#1")
    assert w.open == ["after.1"]
    with pytest.raises(TaskNotOpen):
        w.drop("after.1")


def test_a_member_who_is_added_must_answer_too() -> None:
    w = World(panel(), members("e1"))
    w.add("t.1", "e9")
    assert w.open == ["t.1#0", "t.1#1"] and w.task("t.1#1").assignee == "e9"
    w.do("t.1#0", v=1)
    assert w.open == ["t.1#1"]
    w.do("t.1#1", v=1)
    assert w.open == ["after.1"]


def test_one_after_the_other() -> None:
    w = World(panel("t[-1].v == 'stop'", sequential=True), members("e1", "e2", "e3"))
    assert w.open == ["t.1#0"]
    w.do("t.1#0", v="ok")
    assert w.open == ["t.1#1"]
    w.add("t.1", "e4")
    w.drop("t.1#1")
    assert w.open == ["t.1#2"]
    w.do("t.1#2", v="ok")
    assert w.task("t.1#3").item == "e4"
    w.do("t.1#3", v="stop")
    assert w.open == ["after.1"] and [e["item"] for e in w.data("after.1")["t"]] == ["e1", "e3", "e4"]


def test_nobody_passes_and_null_is_refused() -> None:
    w = World(panel(), members())
    assert w.open == ["after.1"] and w.data("after.1")["t"] == []
    with pytest.raises(ExpressionRefused, match="清单"):
        World(panel(), {})


def test_nested_several_keep_their_items_apart() -> None:
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie")
    inside.user("t", inner=several("lot.bids", "bid", "t", "t_item"))
    inside.script("r", "result = {'lot': lot.no, 'best': max([b.v for b in t])}")
    inside.chain("is", "t", "r", "ie")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.sub("lots_p", inside, several("lots", "lot", "results", "result"))
    p.chain("s", "lots_p", "e")
    w = World(release_of(p), {"lots": [{"no": 1, "bids": ["a", "b"]}, {"no": 2, "bids": ["c"]}]})
    assert w.open == ["lots_p.1#0/t.1#0", "lots_p.1#0/t.1#1", "lots_p.1#1/t.1#0"]
    w.do("lots_p.1#1/t.1#0", v=7)
    w.do("lots_p.1#0/t.1#1", v=3)
    w.do("lots_p.1#0/t.1#0", v=5)
    assert w.state.ended
    assert w.data() == {"lots": [{"no": 1, "bids": ["a", "b"]}, {"no": 2, "bids": ["c"]}], "results": [{"lot": 2, "best": 7}, {"lot": 1, "best": 5}]}


def test_several_calls_of_a_process_leave_their_outcomes() -> None:
    q = Drawing("q", inputs=("project_id", "firm"))
    q.start("qs")
    q.end("qe", outcome="=qu.d + firm")
    q.user("qu")
    q.chain("qs", "qu", "qe")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.call("c", "q", several("firms", "firm", "c", "c_item"))
    p.chain("s", "c", "e")
    w = World(release_of(p, q), {"firms": ["x", "y"], "project_id": 1})
    assert w.data("c.1#1/qu.1") == {"project_id": 1, "firm": "y"}
    w.do("c.1#1/qu.1", d="ok ")
    w.do("c.1#0/qu.1", d="no ")
    assert w.data()["c"] == [{"outcome": "ok y", "item": "y"}, {"outcome": "no x", "item": "x"}]


def test_a_standard_loop_goes_on_while_its_condition_is_true() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t", inner="<bpmn:standardLoopCharacteristics loopMaximum='3'><bpmn:loopCondition>t.again</bpmn:loopCondition></bpmn:standardLoopCharacteristics>")
    p.chain("s", "t", "e")
    w = World(release_of(p))
    w.do("t.1#0", again=True)
    w.do("t.1#1", again=False)
    assert w.state.ended
    w = World(release_of(p))
    for k in range(3):
        w.do(f"t.1#{k}", again=True)
    assert w.state.ended
