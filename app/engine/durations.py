"""ISO 8601 durations and cycles: months and years step by the calendar (P9, AM-18), days are 24 hours in Shanghai, which knows no summer time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from app.engine.values import moment_of
from app.errors import ExpressionRefused
from app.periods import SHANGHAI, add_months

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
)


@dataclass(frozen=True)
class Duration:
    """A length of time: calendar months and exact seconds."""

    months: int
    seconds: int

    def after(self, start: datetime, times: int = 1) -> datetime:
        """`start` moved on `times` durations, always counted from the start (31 Jan, 28 Feb, 31 Mar)."""
        try:
            local = start.astimezone(SHANGHAI)
            day = add_months(local.date(), self.months * times)
            moved = local.replace(year=day.year, month=day.month, day=day.day) + timedelta(seconds=self.seconds * times)
        except (OverflowError, ValueError) as error:
            raise ExpressionRefused("定时器的时间超出范围", "The timer's time is out of range") from error
        return moved.astimezone(UTC)


def duration_of(text: Any, what: str) -> Duration:
    """`P30D`, `P1M`, `PT2H`, `P1Y6M`; refused when it is not one or lasts nothing."""
    found = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise ExpressionRefused(f"{what}：{text!r} 不是时长（如 'P30D'）", f"{what}: {text!r} is no duration (such as 'P30D')")
    part = {name: int(value or 0) for name, value in found.groupdict().items()}
    months = part["years"] * 12 + part["months"]
    days = part["weeks"] * 7 + part["days"]
    seconds = ((days * 24 + part["hours"]) * 60 + part["minutes"]) * 60 + part["seconds"]
    if months + seconds == 0:
        raise ExpressionRefused(f"{what}：时长为零", f"{what}: the duration is nothing")
    return Duration(months, seconds)


@dataclass(frozen=True)
class Cycle:
    """A repetition: `times` firings (None: without end), the first at `first`, then every `step`."""

    times: int | None
    first: datetime
    step: Duration

    def due(self, fired: int) -> datetime | None:
        """When the next firing is due after `fired` of them; None when all are done."""
        if self.times is not None and fired >= self.times:
            return None
        return self.step.after(self.first, fired) if fired else self.first


def cycle_of(text: Any, what: str, now: datetime) -> Cycle:
    """`R/P1D` and `R4/P1D` begin one step from now, `R3/2025-06-01/P1M` on its date."""
    parts = text.strip().split("/") if isinstance(text, str) else []
    if len(parts) not in (2, 3) or not re.fullmatch(r"R\d*", parts[0]):
        raise ExpressionRefused(f"{what}：{text!r} 不是循环（如 'R/P1D'）", f"{what}: {text!r} is no cycle (such as 'R/P1D')")
    step = duration_of(parts[-1], what)
    first = moment_of(parts[1], what) if len(parts) == 3 else step.after(now)
    return Cycle(int(parts[0][1:]) if len(parts[0]) > 1 else None, first, step)
