"""A case costs the same at any age, and threads share the specs of a release without knowing of each other."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor

from app import engine
from app.periods import WEEKENDS_ONLY
from tests.engine.arms import BEGINNING, again, play
from tests.engine.draw import Drawing
from tests.engine.patterns import lots, reminded_loop
from tests.engine.world import World, release_of

ROUNDS = int(os.environ.get("ROUNDS", "10000"))  # ROUNDS=100000 python -m pytest tests/engine/test_age.py


def loop() -> engine.Release:
    p = Drawing("main")
    p.start()
    p.end("e", outcome="完成")
    p.user("a")
    p.gateway("m", "g")
    p.chain("s", "m", "a", "g")
    p.route("g", "e", m="not a.last")
    return release_of(p)


def test_a_loop_is_alive_after_ten_thousand_rounds_as_fast_as_in_the_first_and_re_executed_the_same() -> None:
    release = loop()
    snapshots = [engine.freeze(engine.begin(release, "main", {}, seed="1", now=BEGINNING, calendar=WEEKENDS_ONLY, started_by="x"))]

    def complete(n: int, last: bool = False) -> tuple[engine.State, float]:
        began = time.thread_time()
        state = engine.restore(release, snapshots[n - 1], now=BEGINNING, calendar=WEEKENDS_ONLY)
        engine.complete(state, f"a.{n}", {"last": last, "text": "x" * 20}, by="someone")
        assert engine.step(state).closed == (f"a.{n}",)
        snapshots.append(engine.freeze(state))
        return state, time.thread_time() - began

    for n in range(1, ROUNDS):
        complete(n)
    assert len(snapshots[-1]) < 400
    # Alternating, because the machine is shared: what counts is the ratio.
    spent = [(complete(2)[1], complete(ROUNDS)[1]) for _ in range(300)]
    early, late = (sorted(one)[150] for one in zip(*spent, strict=True))
    assert late < early * 1.2, f"{early * 1000:.2f} ms early, {late * 1000:.2f} ms late"
    state, _ = complete(ROUNDS, last=True)
    assert state.ended and state.outcome == "完成"
    replayed = engine.begin(release, "main", {}, seed="1", now=BEGINNING, calendar=WEEKENDS_ONLY, started_by="x")
    for n in range(1, ROUNDS + 1):
        assert n % 1_000 or engine.freeze(replayed) == snapshots[n - 1]
        engine.turn(replayed, now=BEGINNING, calendar=WEEKENDS_ONLY)
        engine.complete(replayed, f"a.{n}", {"last": n == ROUNDS, "text": "x" * 20}, by="someone")
    assert engine.digest(replayed) == engine.digest(state) and replayed.outcome == "完成"


def test_five_hundred_rounds_with_reminders_leave_nothing_behind() -> None:
    w = World(release_of_loop := engine.parse(reminded_loop(500).files, name="x"), {"n": 0})
    sizes = []
    for n in range(1, 501):
        w.fire(f"one.{n}")
        w.fire(f"cyc.{n}")
        for address in w.calls:
            w.finish(address)
        for address in [a for a in w.open if a.startswith("re.")]:
            w.do(address)
        w.do(f"t.{n}", v=1)
        sizes.append(len(w.snapshot))
    assert w.state.ended and release_of_loop is w.release
    assert max(sizes) < min(sizes[:-1]) * 1.5


def test_threads_run_cases_side_by_side_on_the_same_specs() -> None:
    pattern = lots()
    release = engine.parse(pattern.files, name="shared")
    logs = {seed: play(pattern, seed, steps=30)[0] for seed in range(4)}
    alone = {seed: again(pattern, seed, log, stored=False) for seed, log in logs.items()}

    def run(seed: int) -> str:
        state = engine.begin(release, "main", pattern.data, seed=str(seed), now=BEGINNING, calendar=WEEKENDS_ONLY, started_by="x")
        for kind, address, what, now in logs[seed]:
            state = engine.restore(release, engine.freeze(state), now=now, calendar=WEEKENDS_ONLY)
            {"complete": lambda s, a, x: engine.complete(s, a, x, by="someone"), "finish": engine.finish, "fire": lambda s, a, _: engine.fire(s, a)}[kind](
                state, address, what
            )
        return engine.digest(state)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(run, [0, 1, 2, 3] * 8))
    assert found == [alone[seed][-1]["digest"] for seed in [0, 1, 2, 3] * 8]
