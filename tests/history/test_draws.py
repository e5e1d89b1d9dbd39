"""A draw in the history is drawn again at every verification; one that was made up is found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.history.draws import draw_lots, false_draw
from app.history.replay import Recorded

POOL = [f"expert.{n}" for n in range(2, 10)]
SEED = "5eed"
SAID = {"seed": SEED, "count": 3, "pool": POOL, "excluded": [{"person": "expert.1", "reason": "利害关系"}], "drawn": draw_lots(POOL, 3, SEED)}
DRAW = Recorded(4, "task:draw", datetime(2025, 8, 20, tzinfo=UTC), "sgj.handler", None, "P13_T2", "P13_T2.1", 0, SAID)
LONER = SAID | {"count": 1, "drawn": draw_lots(POOL, 1, SEED)}
HANDED = Recorded(5, "task:reassign", DRAW.at, "sgj.handler", None, "P13_T3", "P13_T2.1", 0, {"to": LONER["drawn"][0], "drawn": True})


def test_the_order_of_the_pool_does_not_matter_and_the_seed_does() -> None:
    assert draw_lots(POOL[::-1], 3, SEED) == draw_lots(POOL, 3, SEED)
    assert len({tuple(draw_lots(POOL, 3, str(n))) for n in range(50)}) > 30


def test_everybody_is_drawn_about_as_often() -> None:
    drawn = Counter(name for n in range(2000) for name in draw_lots(POOL, 2, f"{n:08x}"))
    assert min(drawn.values()) > 400 and max(drawn.values()) < 600, drawn


def test_a_draw_that_was_made_verifies() -> None:
    assert false_draw([DRAW]) is None
    assert false_draw([replace(DRAW, payload=LONER), HANDED]) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"drawn": POOL[:3]},
        {"drawn": [*SAID["drawn"][1:], SAID["drawn"][0]]},
        {"seed": "other"},
        {"count": 2},
        {"pool": POOL[1:], "seed": "x"},
        {"excluded": [{"person": POOL[0], "reason": "x"}]},
        {"pool": None},
        {"excluded": "x"},
        {"count": 9, "drawn": draw_lots(POOL, 9, SEED)},
    ],
)
def test_a_draw_that_was_made_up_is_found(changed: dict[str, object]) -> None:
    found = false_draw([replace(DRAW, payload=SAID | changed)])
    assert found is not None and found[0] == 4


def test_a_substitute_who_was_not_drawn_is_found() -> None:
    assert false_draw([HANDED]) is not None
    wrong = replace(HANDED, payload={"to": "expert.1", "drawn": True})
    assert false_draw([replace(DRAW, payload=LONER), wrong]) == (5, "第 5 条记录：改派的人员与抽取结果不符")
