"""A process drawn with plumbing and the same drawn with properties: the same records and outcomes, in the same order, at the same moments."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from app.actions.history.verify import verify_instance
from app.actions.training.move_clock import move_clock
from app.db import transaction
from app.models import Instance, Notice, Task
from app.periods import SHANGHAI
from tests.actions.conftest import County, later
from tests.bench.bundle import answers

DOES = {"T_write": "sgj_handler", "T_check": "sgj_leader"}


def written(case: int) -> dict[str, Any]:
    """What a case has left: notices (the records of these tests), who did what, how it ended."""
    with transaction() as session:
        notices = select(Notice.recipient, Notice.text, Notice.created_at).where(Notice.instance_id == case).order_by(Notice.id)
        tasks = select(Task.name, Task.status, Task.done_by, Task.done_at, Task.created_at).where(Task.instance_id == case).order_by(Task.id)
        instance = session.get_one(Instance, case)
        return {
            "notices": [tuple(row) for row in session.execute(notices)],
            "tasks": [tuple(row) for row in session.execute(tasks)],
            "end": (instance.status, instance.outcome, instance.ended_at),
        }


def lived(county: County, process: str, seed: int) -> dict[str, Any]:
    """One case from noon of 2 March to its end: the same answers after the same days for the same seed."""
    random, days = Random(seed), 0
    county.at(later())
    case = county.start(process)
    while (open_now := county.open(case)) and days < 60:
        days += random.randint(0, 4)
        move_clock(county.people["sgj_handler"], later(days=days))
        amount = random.choice([10, 20, 60, 90, 101 if random.random() < 0.2 else 30])
        county.do(case, open_now[0], DOES[open_now[0]], answers(1) | {"amount": amount})
    assert verify_instance(case).good
    return written(case)


@pytest.mark.parametrize("seed", range(8))
def test_both_leave_the_same(county: County, seed: int) -> None:
    one, other = lived(county, "plumbed", seed), lived(county, "drawn_plain", seed)
    assert one == other and one["notices"]
    assert one["end"][1] in ("通过", "超额") and all(a <= b for (*_, a), (*_, b) in pairwise(one["notices"]))


def test_the_eight_lives_see_every_way(county: County) -> None:
    lives = [lived(county, "drawn_plain", seed) for seed in range(8)]
    said = {text for life in lives for _, text, _ in life["notices"]}
    assert {life["end"][1] for life in lives} == {"通过", "超额"}
    assert any(text.startswith("提醒") for text in said) and any("已是第3轮" in text for text in said) and any(text.startswith("申请") for text in said)
    assert all(isinstance(life["end"][2], datetime) and life["end"][2].astimezone(SHANGHAI).year == 2026 for life in lives)
