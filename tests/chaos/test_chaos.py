"""A short campaign; `make chaos` is the long one."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.chaos.campaign import campaign
from tests.chaos.faults import KINDS, plan
from tests.chaos.world import World


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice_while_processes_die(capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    summary = campaign("short", 8, 6, said.append, failing=0.0)
    with capsys.disabled():
        print("", *said, json.dumps(summary.line(), ensure_ascii=False), sep="\n")
    assert summary.broken == []
    assert summary.held and summary.faults
    assert summary.missed == {}


def test_a_seed_does_the_same_harm_again() -> None:
    assert plan("7", 600) == plan("7", 600) != plan("8", 600)
    assert {fault.kind for fault in plan("7", 600)} == set(KINDS)


def test_the_outside_world_marks_what_it_has_taken_before() -> None:
    world, random = World("7", 0.2), Random(7)
    answers = [world.take(f"k{random.randrange(5)}", 1) for _ in range(100)]
    assert {status for status, _ in answers} == {200, 503, 0}
    first = {key: receipt for key, _, receipt, repeated in world.orders if not repeated}
    assert len(first) == 5 and all(first[key] == receipt for key, _, receipt, _ in world.orders)
    assert len(world.orders) == 100 - world.refused
