"""A small campaign of the oracle; the large one is `python -m tests.oracle`."""

from __future__ import annotations

import pytest

from app.engine.reading.parser import HouseParser
from app.engine.rules.unsupported import ALLOWED
from tests.oracle.campaign import campaign, drawn, plan_of

SEED, DIAGRAMS, RUNS = "small", 60, 120


@pytest.mark.slow
def test_random_cases_go_the_same_way_in_memory_over_snapshots_in_another_process_and_replayed(capsys: pytest.CaptureFixture[str]) -> None:
    *_, (done, _, _) = campaign(SEED, DIAGRAMS, RUNS)
    with capsys.disabled():
        print("", *done.lines(), sep="\n")
    assert done.runs == RUNS and done.diagrams == DIAGRAMS
    assert done.ended > RUNS * 0.9 and done.steps > RUNS * 8
    assert [f"python -m tests.oracle --only {seed}: {problem}" for seed, problem, _ in done.differ] == []


def test_every_element_that_the_engine_runs_is_drawn() -> None:
    found = sum((drawn(plan_of(f"{SEED}:{number}")) for number in range(300)), start=drawn(plan_of(f"{SEED}:300")))
    definitions = {f"{kind}EventDefinition" for kinds in ALLOWED.values() for kind in kinds}
    markers = {"standardLoopCharacteristics", "multiInstanceLoopCharacteristics", "multiInstanceLoopCharacteristics isSequential", "boundaryEvent beside"}
    said = {"inputs", "outcomeKey", "roundLimit", "limitTells", "remindAt", "remindEvery", "remindTells", "rounds", "rounds since", "userTask operator"}
    assert {*HouseParser.CLASSES, *definitions, *markers, *said} - set(found) == set()


def test_the_same_seed_draws_and_plays_the_same() -> None:
    one, other = ([(order, run.step, run.acts, run.log) for _, order, run in campaign("twice", 3, 6)] for _ in range(2))
    assert one == other
