"""What an attack on the language costs: seconds of the processor and bytes, each the least of some tries, for the machine is shared."""

from __future__ import annotations

import gc
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import ExpressionRefused
from app.expressions import Context
from app.periods import SHANGHAI, Calendar

TRIES = 3


def nested(depth: int) -> list[Any]:
    """A list in a list in a list."""
    found: list[Any] = []
    for _ in range(depth):
        found = [found]
    return found


def hostile_data() -> dict[str, Any]:
    """Data as a case may hold it, some of it large; what an attacker can put in through a form."""
    big = [{"a": n, "b": str(n)} for n in range(5_000)]
    return {
        "text": "a" * 100_000, "big": big, "big2": [dict(row) for row in big], "rows": [{"a": 1, "big": big}],
        "huge": 10**5000, "inf": float("inf"), "nan": float("nan"),
        "deep": nested(400), "deep2": nested(400), "whole": [[n] * 100 for n in range(1_000)], "x": {"a": None}, "P12_T1": {"decision": "提交"},
    }  # fmt: skip


def hostile_context(data: dict[str, Any]) -> Context:
    """Over these data, with the institution's calendar."""
    calendar = Calendar.from_json((Path(__file__).parents[2] / "processes" / "calendar.json").read_text("utf-8"))
    return Context(data, now=datetime(2025, 7, 1, 9, tzinfo=SHANGHAI), calendar=calendar)


def quietly(work: Callable[[], Any]) -> bool:
    """Do it; whether it was refused."""
    try:
        work()
    except ExpressionRefused:
        return True
    return False


def cost(work: Callable[[], Any], enough: float = 0.0) -> tuple[float, int]:
    """Seconds and bytes; no further try once one took no longer than `enough` seconds. Work of a kind that is kept must be new each time."""
    taken = []
    for _ in range(TRIES):
        began = time.thread_time()
        quietly(work)
        taken.append(time.thread_time() - began)
        if taken[-1] <= enough:
            break
    gc.collect()
    tracemalloc.start()
    try:
        quietly(work)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    return min(taken), peak
