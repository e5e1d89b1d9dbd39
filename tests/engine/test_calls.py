"""Called processes and embedded subprocesses: what goes in, what comes out, and where each activity stands."""

from __future__ import annotations

from app import engine
from tests.engine.draw import Drawing
from tests.engine.world import World, release_of


def level(n: int, deepest: int) -> Drawing:
    p = Drawing(f"L{n}", inputs=("project_id", "window", "missing"))
    p.start(f"s{n}")
    p.end(f"e{n}", outcome=f"=u{n}.d")
    p.user(f"u{n}")
    p.script(f"x{n}", f"local{n} = 1")
    nodes = [f"s{n}", f"x{n}", f"u{n}"]
    if n < deepest:
        p.script(f"w{n}", f"window = 'from {n}'")
        nodes += [f"w{n}", p.call(f"c{n}", f"L{n + 1}")]
    p.chain(*nodes, f"e{n}")
    return p


def test_calls_three_deep_get_what_they_list_and_give_back_their_outcome() -> None:
    p = Drawing("main")
    p.start()
    p.end("e", outcome="=c.outcome")
    p.call("c", "L1")
    p.chain("s", "c", "e")
    w = World(release_of(p, level(1, 3), level(2, 3), level(3, 3)), {"project_id": 7, "window": "top", "secret": 1})
    assert w.data("c.1/u1.1") == {"project_id": 7, "window": "top", "missing": None, "local1": 1}
    w.do("c.1/u1.1", d="一")
    assert w.data("c.1/c1.1/u2.1") == {"project_id": 7, "window": "from 1", "missing": None, "local2": 1}
    w.do("c.1/c1.1/u2.1", d="二")
    assert w.open == ["c.1/c1.1/c2.1/u3.1"]
    w.do("c.1/c1.1/c2.1/u3.1", d="三")
    assert w.last.ended and w.last.outcome == "一"
    assert w.data() == {"project_id": 7, "window": "top", "secret": 1, "c": {"outcome": "一"}, "outcome": "一"}


def test_a_foreign_called_process_shares_its_data() -> None:
    q = Drawing("q", ours=False)
    q.start("qs")
    q.end("qe")
    q.user("qu")
    q.chain("qs", "qu", "qe")
    p = Drawing("main", ours=False)
    p.start()
    p.end("e")
    p.call("c", "q")
    p.chain("s", "c", "e")
    w = World(release_of(p, q), {"x": 1})
    assert w.data("c.1/qu.1") == {"x": 1}
    w.do("c.1/qu.1", y=2)
    assert w.data() == {"x": 1, "y": 2}


def test_two_diagrams_may_use_the_same_id_for_a_subprocess() -> None:
    def process(key: str, inner: str) -> Drawing:
        inside = Drawing("in")
        inside.start("is")
        inside.end("ie")
        inside.user(inner)
        inside.chain("is", inner, "ie")
        p = Drawing(key)
        p.start()
        p.end("e")
        p.sub("body", inside)
        p.chain("s", "body", "e")
        return p

    from tests.engine.draw import diagram

    one, two = process("main", "a"), process("other", "b")
    one.nodes = [n.replace("</bpmn:subProcess>", "</bpmn:subProcess>") for n in one.nodes]
    p = Drawing("top")
    p.start()
    p.end("e")
    p.call("c1", "main")
    p.call("c2", "other")
    p.chain("s", "c1", "c2", "e")
    files = {"processes/1.bpmn": diagram(one), "processes/2.bpmn": diagram(two), "processes/3.bpmn": diagram(p)}
    w = World(engine.parse(files, name="x"), process="top")
    w.do("c1.1/body.1/a.1")
    assert w.open == ["c2.1/body.1/b.1"]


def test_addresses_count_activations_and_survive_pruning() -> None:
    q = Drawing("q", inputs=("n",))
    q.start("qs")
    q.end("qe")
    q.user("u", "v")
    q.gateway("qm", "qg")
    q.chain("qs", "qm", "u", "v", "qg")
    q.route("qg", "qe", qm="v.again")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.call("c", "q")
    p.gateway("m", "g")
    p.user("after")
    p.chain("s", "m", "c", "after", "g")
    p.route("g", "e", m="after.again")
    w = World(release_of(p, q))
    for round_ in (1, 2, 3):
        for n in (1, 2):
            assert w.open == [f"c.{round_}/u.{n}"]
            w.do(f"c.{round_}/u.{n}")
            w.do(f"c.{round_}/v.{n}", again=n == 1)
        w.do(f"after.{round_}", again=round_ < 3)
    assert w.state.ended
    assert engine.activity_id(w.state, "c.1/u.1") != engine.activity_id(w.state, "c.1/u.2")


def test_an_embedded_subprocess_gives_back_what_it_changed_and_an_interrupted_one_nothing() -> None:
    inside = Drawing("in")
    inside.start("is")
    inside.end("ie", outcome="好")
    inside.user("a", "b")
    inside.script("x", "v = v + 1")
    inside.chain("is", "a", "x", "b", "ie")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.user("after", "late")
    p.sub("body", inside)
    p.timer("t", "timeDuration", "'P1D'", on="body")
    p.chain("s", "body", "after", "e")
    p.side("t", "late")
    release = release_of(p)
    w = World(release, {"v": 1})
    w.do("body.1/a.1", n=1)
    w.do("body.1/b.1", n=2)
    assert w.data("after.1") == {"v": 2, "a": {"n": 1}, "b": {"n": 2}, "outcome": "好"}
    w = World(release, {"v": 1})
    w.do("body.1/a.1", n=1)
    w.fire("t.1")
    assert w.data("late.1") == {"v": 1}
