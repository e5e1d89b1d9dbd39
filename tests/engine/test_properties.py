"""What a diagram says as a property instead of drawing it: inputs of a table, the handler of a user task, rounds, the outcome of a phase."""

from __future__ import annotations

import pytest

from app import engine
from app.engine.facts import AskedDecision
from app.errors import ExpressionRefused, TaskNotOpen
from tests.decisions.build import table
from tests.engine.draw import Drawing, error, extended, operator, several
from tests.engine.world import World, release_of

ASKS = "<spiffworkflow:calledDecisionId>D01</spiffworkflow:calledDecisionId>"


def line(*nodes: str, p: Drawing) -> Drawing:
    p.start()
    p.end("e")
    p.chain("s", *nodes, "e")
    return p


def asking(inputs: str) -> World:
    p = Drawing("main")
    p.user("a")
    p.node("businessRuleTask", "d", extended(ASKS, {"inputs": inputs}))
    p.user("b")
    rows = [["1", '"one"'], ["-", '"more"']]
    return World(release_of(line("a", "d", "b", p=p), more={"D01.dmn": table(["n"], ["how"], rows, policy="FIRST")}))


def test_a_table_with_inputs_asks_for_them_and_sees_nothing_else() -> None:
    w = asking("{'n': counted(a.list)}")
    w.do("a.1", list=[5, 6], n=1)
    assert w.last.asked == (AskedDecision("d.1", "d", "main", "D01", "{'n': counted(a.list)}"),)
    assert w.open == [] and w.last.decisions == () and engine.asked(w.state) == w.last.asked
    state = w.state
    assert engine.evaluate(state, "{'n': counted(a.list)}", "d.1", {"counted": len}) == {"n": 2}
    made = engine.decide(state, "d.1", {"n": 2})
    assert (made.inputs, made.hits, made.outputs) == ({"输入1": 2}, ("r2",), {"how": "more"})
    assert engine.data(state, "b.1")["d"] == {"how": "more"} and engine.step(state).asked == ()
    with pytest.raises(TaskNotOpen):
        engine.decide(state, "d.1", {"n": 2})


def test_an_expression_that_cannot_be_evaluated_names_the_table_task() -> None:
    w = asking("{'n': nothing + 1}")
    w.do("a.1")
    with pytest.raises(ExpressionRefused, match="d"):
        engine.evaluate(w.state, "{'n': nothing + 1}", "d.1")


def test_the_handler_of_a_user_task_sees_the_answers_and_the_case_waits_for_it() -> None:
    p = Drawing("main")
    p.node("userTask", "a", extended(operator("save", "kept", text="a.text", before="n"), {"dueIn": "1"}))
    p.user("b")
    w = World(release_of(line("a", "b", p=p)), {"n": 3})
    w.do("a.1", text="说明")
    assert (w.open, w.calls, w.last.closed) == ([], ["a.1"], ("a.1",))
    [call] = w.last.calls
    assert (call.element, call.handler, call.input) == ("a", "save", {"text": "说明", "before": 3})
    w.finish("a.1", {"id": 7})
    assert w.data("b.1") == {"n": 3, "a": {"text": "说明"}, "kept": {"id": 7}}


def test_without_a_result_variable_the_result_is_not_kept() -> None:
    p = Drawing("main")
    p.node("userTask", "a", extended(operator("save"), {"dueIn": "1"}))
    p.user("b")
    w = World(release_of(line("a", "b", p=p)))
    w.do("a.1", text="说明")
    w.finish("a.1", {"id": 7})
    assert w.data("b.1") == {"a": {"text": "说明"}}


def test_an_error_of_the_handler_goes_to_the_boundary_of_the_task() -> None:
    p = Drawing("main")
    p.node("userTask", "a", extended(operator("save"), {"dueIn": "1"}))
    p.node("boundaryEvent", "late", '<bpmn:errorEventDefinition errorRef="LATE"/>', attachedToRef="a")
    p.user("b", "c")
    p.start()
    p.end("e")
    p.chain("s", "a", "b", "e")
    p.chain("late", "c", "e")
    w = World(release_of(p, roots=error("LATE")))
    w.do("a.1", text="x")
    assert not w.fails("a.1", "OTHER")
    assert w.fails("a.1", "LATE")
    assert w.open == ["c.1"] and w.data("c.1")["late"] == {"code": "LATE", "message": "失败"}


def test_of_a_multi_instance_the_handler_runs_once_an_item() -> None:
    p = Drawing("main")
    own = extended(operator("save", "kept", text="a.text", who="item", twice="x + a.item"), {"dataKey": "a"})
    p.node("userTask", "a", own + several("people", "x", "a", "a_item"))
    p.user("b")
    w = World(release_of(line("a", "b", p=p)), {"people": ["wang", "li"]})
    w.do("a.1#1", by="li", text="二")
    assert w.last.calls[0].input == {"text": "二", "who": "li", "twice": "lili"} and w.open == ["a.1#0"]
    w.finish("a.1#1", {"id": 2})
    w.do("a.1#0", by="wang", text="一")
    w.finish("a.1#0", {"id": 1})
    assert w.data("b.1")["a"] == [
        {"text": "二", "by": "li", "item": "li", "kept": {"id": 2}},
        {"text": "一", "by": "wang", "item": "wang", "kept": {"id": 1}},
    ]


def looping(asked: str, **roles: str) -> Drawing:
    """a, then b; back to a while a says so."""
    p = Drawing("main")
    p.user("a", "b", **roles)
    p.script("n", f"n = {asked}")
    p.gateway("m", "g")
    p.start()
    p.end("e")
    p.chain("s", "m", "a", "n", "b", "g")
    p.route("g", "e", m="b.again")
    return p


def test_rounds_are_counted_by_the_engine() -> None:
    w = World(release_of(looping("rounds('a') * 10 + rounds('b')")))
    for number in range(1, 5):
        w.do(f"a.{number}")
        assert w.data()["n"] == number * 10 + number - 1
        w.do(f"b.{number}", again=True)
    assert engine.evaluate(w.state, "[rounds('a'), rounds('b')]", "a.5") == [4, 4]


def test_rounds_since_another_element_was_completed() -> None:
    p = Drawing("main")
    p.user("a", "b", "c")
    p.gateway("m", "g")
    p.start()
    p.end("e")
    p.chain("s", "m", "a", "g")
    p.route("g", "b", m="rounds('a', since='b') < 2 ")
    p.gateway("h")
    p.chain("b", "h")
    p.route("h", "c", m="rounds('b') < 2")
    p.chain("c", "e")
    w = World(release_of(p))
    for address in ("a.1", "a.2", "b.1", "a.3", "a.4", "b.2"):
        assert w.open == [address]
        w.do(address)
    assert w.open == ["c.1"]


def test_rounds_are_those_of_this_call_with_what_is_embedded_in_it() -> None:
    inner = Drawing("phase")
    inner.start("ps")
    inner.end("pe")
    inner.user("a")
    inner.chain("ps", "a", "pe")
    called = Drawing("sub", inputs=("project_id",))
    called.sub("phase", inner)
    called.gateway("m", "g")
    called.start()
    called.end("e", outcome="= 'rounds ' + str(rounds('a')) + str(rounds('phase'))")
    called.chain("s", "m", "phase", "g")
    called.route("g", "e", m="rounds('a') < 2")
    p = Drawing("main")
    p.call("one", "sub")
    p.call("two", "sub")
    w = World(release_of(line("one", "two", p=p), called))
    for call in ("one.1", "two.1"):
        for number in (1, 2):
            w.do(f"{call}/phase.{number}/a.1")
    assert w.data() == {"one": {"outcome": "rounds 22"}, "two": {"outcome": "rounds 22"}}


def test_a_multi_instance_is_one_round_and_a_standard_loop_has_many() -> None:
    p = Drawing("main")
    p.user("many", inner=several("people", "x", "many", "many_item"))
    p.user("loop", inner='<bpmn:standardLoopCharacteristics loopMaximum="3"/>')
    p.script("n", "n = [rounds('many'), rounds('loop')]")
    p.user("z")
    w = World(release_of(line("many", "loop", "n", "z", p=p)), {"people": [1, 2]})
    for address in ("many.1#0", "many.1#1", "loop.1#0", "loop.1#1", "loop.1#2"):
        w.do(address)
    assert w.data()["n"] == [1, 3]


def test_a_moved_token_counts_only_what_was_completed() -> None:
    w = World(release_of(looping("rounds('a')")))
    w.do("a.1")
    w.move("b.1", "a")
    w.do("a.2")
    assert w.data("b.2")["n"] == 2
    w.move("b.2", "b")
    w.do("b.3", again=True)
    assert engine.evaluate(w.state, "rounds('a')", "a.3") == 2


def test_what_is_not_named_in_the_diagram_is_not_counted() -> None:
    w = World(release_of(looping("rounds('a')")))
    with pytest.raises(ExpressionRefused, match="rounds"):
        engine.evaluate(w.state, "rounds('b')", "a.1")


def test_only_a_case_that_has_counted_rounds_is_written_in_the_new_format() -> None:
    w = World(release_of(line("a", p=_one("a"))))
    assert w.snapshot[0] == 1, "an older program reads it too"
    w = World(release_of(looping("rounds('a')")))
    assert w.snapshot[0] == 1
    w.do("a.1")
    assert w.snapshot[0] == 2 and w.data("b.1")["n"] == 1
    state = engine.restore(w.release, bytes([1]) + w.snapshot[1:], now=w.now, calendar=w.calendar)
    assert engine.digest(state) == engine.digest(w.state)


def _one(*idents: str) -> Drawing:
    p = Drawing("main")
    p.user(*idents)
    return p


def phase(ident: str, key: str | None, outcome: str, inside: Drawing | None = None) -> tuple[str, Drawing]:
    d = Drawing(ident)
    d.start(f"{ident}_s")
    d.end(f"{ident}_e", outcome=outcome)
    if inside is None:
        d.user(f"{ident}_t")
        d.chain(f"{ident}_s", f"{ident}_t", f"{ident}_e")
    return (extended(properties={"outcomeKey": key}) if key else ""), d


def test_a_phase_says_how_it_ended_under_its_own_name() -> None:
    inner_facts, inner = phase("inner", "inner_is", "内")
    outer_facts, outer = phase("outer", "outer_is", "外", inside=inner)
    outer.sub("inner", inner, inner_facts)
    outer.chain("outer_s", "inner", "outer_e")
    p = Drawing("main")
    p.sub("outer", outer, outer_facts)
    p.start()
    p.end("e", outcome="= outer_is + inner_is")
    p.chain("s", "outer", "e")
    release = release_of(p)
    assert release.process("main").outcomes == (), "neither what the phases say nor what is computed is one of its own words"
    w = World(release)
    w.do("outer.1/inner.1/inner_t.1")
    assert w.data() == {"inner_t": {}, "inner_is": "内", "outer_is": "外", "outcome": "外内"}
