"""Answers lie under the task's key and replace what was there; branches join by what each changed."""

from __future__ import annotations

import pytest

from app import engine
from app.errors import DataInvalid, EngineStuck, ExpressionRefused, InstanceNotRunning, TaskNotOpen
from tests.engine.draw import Drawing
from tests.engine.world import World, release_of


def line(*nodes: str, p: Drawing | None = None) -> Drawing:
    p = p or Drawing("main")
    p.start()
    p.end("e")
    p.chain("s", *nodes, "e")
    return p


def test_answers_replace_what_was_there() -> None:
    p = Drawing("main")
    p.user("a")
    p.gateway("m", "g")
    p.start()
    p.end("e")
    p.chain("s", "m", "a", "g")
    p.route("g", "e", m="a.again")
    w = World(release_of(p), {"project_id": 5})
    w.do("a.1", again=True, rows=[1, 2, 3], note={"x": 1})
    w.do("a.2", again=False, rows=[3])
    assert w.data() == {"project_id": 5, "a": {"again": False, "rows": [3]}}


def test_a_data_key_and_the_rounds_of_a_loop() -> None:
    p = Drawing("main")
    p.user("a", dataKey="answer", keepRounds="true")
    p.gateway("m", "g")
    p.start()
    p.end("e")
    p.chain("s", "m", "a", "g")
    p.route("g", "e", m="answer.again")
    w = World(release_of(p))
    w.do("a.1", again=True)
    w.do("a.2", again=False)
    assert w.data() == {"answer": {"again": False}, "answer_rounds": [{"again": True}, {"again": False}]}


def test_a_foreign_diagram_gets_its_answers_on_the_top_level() -> None:
    p = Drawing("main", ours=False)
    p.user("a", formJsonSchemaFilename="x.json")
    w = World(release_of(line("a", p=p)))
    assert w.release.process("main").foreign and w.task("a.1").form == "x"
    w.do("a.1", name="x", age=3)
    assert w.data() == {"name": "x", "age": 3}


def test_a_field_named_like_an_engine_word_does_no_harm() -> None:
    p = Drawing("main")
    p.user("a", "b")
    w = World(release_of(line("a", "b", p=p)))
    w.do("a.1", typename="BpmnWorkflow", __builtins__={"typename": "x"})
    w.do("b.1")
    assert w.data()["a"] == {"typename": "BpmnWorkflow", "__builtins__": {"typename": "x"}}


def forked() -> Drawing:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("f", "j", kind="parallel")
    p.user("a", "b", dataKey="both")
    p.user("c", "after")
    p.script("change", "v = 2")
    p.chain("s", "f", "a", "change", "j", "after", "e")
    p.chain("f", "b", "j")
    p.chain("f", "c", "j")
    return p


def test_a_join_takes_from_a_branch_only_what_it_changed() -> None:
    w = World(release_of(forked()), {"v": 1, "old": "x"})
    w.do("a.1", n=1)
    w.do("c.1", n=3)
    w.do("b.1", n=2)
    assert w.data("after.1") == {"v": 2, "old": "x", "both": {"n": 2}, "c": {"n": 3}}


def test_of_two_branches_that_write_one_key_the_later_counts() -> None:
    w = World(release_of(forked()), {"v": 1})
    for address, n in (("b.1", 2), ("c.1", 3), ("a.1", 1)):
        w.do(address, n=n)
    assert w.data("after.1")["both"] == {"n": 1}


def test_two_branches_end_without_a_join_and_both_leave_their_answers() -> None:
    p = Drawing("main")
    p.start()
    p.gateway("f", kind="parallel")
    p.user("a", "b")
    p.end("e1")
    p.end("e2", outcome="完成")
    p.chain("s", "f", "a", "e1")
    p.chain("f", "b", "e2")
    w = World(release_of(p))
    w.do("b.1", n=2)
    assert not w.state.ended
    w.do("a.1", n=1)
    assert w.state.ended and w.last.outcome == "完成"
    assert w.data() == {"a": {"n": 1}, "b": {"n": 2}, "outcome": "完成"}


def test_a_terminate_end_event_ends_the_other_branches() -> None:
    p = Drawing("main")
    p.start()
    p.gateway("f", kind="parallel")
    p.user("a", "b")
    p.end("e1")
    p.end("e2", outcome="终止", inner="<bpmn:terminateEventDefinition/>")
    p.chain("s", "f", "a", "e1")
    p.chain("f", "b", "e2")
    w = World(release_of(p))
    w.do("b.1", n=2)
    assert w.last.ended and w.last.outcome == "终止" and w.last.closed == ("a.1", "b.1")
    assert ("a.1", "cancelled") in [(v.address, v.what) for v in w.last.visits]


def test_only_what_is_open_can_be_completed_and_nothing_changes_otherwise() -> None:
    p = Drawing("main")
    p.user("a", "b")
    w = World(release_of(line("a", "b", p=p)))
    for address in ("b.1", "a.2", "x", "a.1/b.1"):
        with pytest.raises(TaskNotOpen):
            w.do(address)
    with pytest.raises(DataInvalid):
        w.do("a.1", x=object())
    w.do("a.1")
    with pytest.raises(TaskNotOpen):
        w.do("a.1")
    w.do("b.1")
    with pytest.raises(InstanceNotRunning):
        w.do("b.1")


def test_a_loop_without_a_task_and_a_gateway_without_a_way_are_refused() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.script("n", "n = n + 1")
    p.gateway("m", "g")
    p.chain("s", "m", "n", "g")
    p.route("g", "e", m="n < limit")
    release = release_of(p)
    assert World(release, {"n": 0, "limit": 2000}).state.ended
    with pytest.raises(EngineStuck, match="10000"):
        World(release, {"n": 0, "limit": 1_000_000})
    with pytest.raises(ExpressionRefused, match="n"):
        World(release, {"limit": 3})
    q = Drawing("main")
    q.start()
    q.end("e")
    q.end("e2")
    q.gateway("g")
    q.flow("s", "g")
    q.route("g", None, e="x == 1", e2="x == 2")
    with pytest.raises(EngineStuck):
        World(release_of(q), {"x": 3})


def test_what_the_form_shows_at_first_is_asked_over_the_tasks_data() -> None:
    p = Drawing("main")
    p.user("a", "b")
    w = World(release_of(line("a", "b", p=p)), {"x": 4})
    w.do("a.1", n=3)
    assert engine.evaluate(w.state, "=x + a.n + extra()", "b.1", {"extra": lambda: 10}) == 17
