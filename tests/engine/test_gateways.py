"""Inclusive gateways, and diagrams that somebody spoilt."""

from __future__ import annotations

import re
from random import Random

import pytest

from app import engine
from app.errors import HouseError
from app.periods import WEEKENDS_ONLY
from tests.engine.draw import Drawing
from tests.engine.patterns import PATTERNS
from tests.engine.world import TUESDAY, World, release_of


def inclusive() -> engine.Release:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("o", "j", kind="inclusive")
    p.gateway("m", "g")
    p.user("a", "b", "c", "b2", "after")
    p.chain("s", "o")
    p.route("o", "c", a="n > 1", b="n > 2")
    p.chain("a", "j")
    p.chain("b", "m", "b2", "g")
    p.route("g", "j", m="b2.again")
    p.chain("c", "j", "after", "e")
    return release_of(p)


@pytest.mark.parametrize(("n", "taken"), [(0, ["c.1"]), (2, ["a.1"]), (3, ["a.1", "b.1"])])
def test_an_inclusive_gateway_takes_every_true_flow_else_the_default(n: int, taken: list[str]) -> None:
    assert World(inclusive(), {"n": n}).open == taken


def test_an_inclusive_join_waits_for_what_can_still_come_loops_included() -> None:
    w = World(inclusive(), {"n": 3})
    w.do("a.1", v=1)
    assert w.open == ["b.1"]
    w.do("b.1")
    w.do("b2.1", again=True)
    assert w.open == ["b2.2"]
    w.do("b2.2", again=False)
    assert w.open == ["after.1"] and w.data("after.1")["a"] == {"v": 1} and w.data("after.1")["b2"] == {"again": False}


def spoilt(text: str, random: Random) -> str:
    """The diagram with two changes nobody meant: attributes swapped or lost, an element of another kind, texts exchanged."""
    for _ in range(2):
        attributes = list(re.finditer(r' (\w+)="([^"]*)"', text))
        one, other = random.choice(attributes), random.choice(attributes)
        change = random.randrange(3)
        if change == 0:
            text = text[: one.start()] + text[one.end() :]
        elif change == 1:
            text = text[: one.start(2)] + other.group(2) + text[one.end(2) :]
        else:
            kinds = re.findall(r"<bpmn:(\w+) id", text)
            was, now = random.choice(kinds), random.choice(kinds)
            text = text.replace(f"<bpmn:{was} ", f"<bpmn:{now} ").replace(f"</bpmn:{was}>", f"</bpmn:{now}>")
    return text


@pytest.mark.parametrize("seed", range(40))
def test_a_spoilt_diagram_is_refused_or_runs_but_never_breaks_the_program(seed: int) -> None:
    random = Random(seed)
    pattern = random.choice(list(PATTERNS.values()))()
    try:
        release = engine.parse({"processes/x.bpmn": spoilt(pattern.files["processes/x.bpmn"], random)}, name="spoilt")
        for process in release.processes():
            state = engine.begin(release, process.key, {"project_id": 1, **pattern.data}, seed="1", now=TUESDAY, calendar=WEEKENDS_ONLY, started_by="x")
            for _ in range(10):
                if not (tasks := engine.open_tasks(state)):
                    break
                engine.complete(state, random.choice(tasks).address, pattern.answer(tasks[0].element, random), by="x")
                state = engine.restore(release, engine.freeze(state), now=TUESDAY, calendar=WEEKENDS_ONLY)
            engine.picture(state)
    except HouseError as refused:
        assert refused.detail


def test_a_link_leads_back_into_a_loop_and_two_throws_meet_in_one_catch() -> None:
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("t")
    p.gateway("g")
    for name in ("again", "back"):
        p.node("intermediateThrowEvent", name, '<bpmn:linkEventDefinition name="L"/>')
    p.node("intermediateCatchEvent", "here", '<bpmn:linkEventDefinition name="L"/>')
    p.gateway("m")
    p.chain("s", "m", "t", "g")
    p.flow("here", "m")
    p.route("g", "e", again="t.v == 1", back="t.v == 2")
    w = World(release_of(p))
    w.do("t.1", v=1)
    w.do("t.2", v=2)
    assert w.open == ["t.3"]
    assert [v.address for v in w.last.visits if v.what == "completed"] == ["t.2", "g.2", "back.1", "here.2", "m.3"]
    w.do("t.3", v=0)
    assert w.state.ended
