"""Working days and statutory periods (民法典 201–204, in the specification P9), over a calendar that is given.

A day is a `date` in Asia/Shanghai, a moment an aware `datetime`. «24:00 of a day» is written as 00:00 of the next day.
"""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.errors import DiagramRefused

SHANGHAI = ZoneInfo("Asia/Shanghai")
_ONE_DAY = timedelta(days=1)
# Nobody plans further than this; it bounds every loop over days.
FURTHEST_WORKING_DAYS = 5_000


@dataclass(frozen=True)
class Calendar:
    """A working calendar: `holidays` do not work, `workdays` do (weekends made up for), all other days go by the weekday.

    `years` are those the public notices cover; `id` is the hash of the content (the event of a command names it).
    """

    id: str
    name: str
    holidays: frozenset[date]
    workdays: frozenset[date]
    years: frozenset[int]

    @classmethod
    def from_json(cls, text: str) -> Calendar:
        """Read `{"name", "source", "years": {"2025": {"holidays": […], "workdays": […]}}}`; DiagramRefused when it is not that."""
        try:
            content = json.loads(text)
            years = content["years"]
            holidays = frozenset(_days(years, "holidays"))
            workdays = frozenset(_days(years, "workdays"))
            known = frozenset(int(year) for year in years)
            name = str(content["name"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DiagramRefused(f"工作日历不能读取：{error}", f"The working calendar cannot be read: {error}") from error
        both = sorted(holidays & workdays)
        if both:
            raise DiagramRefused(f"工作日历中 {both[0]} 既是节假日又是工作日", f"{both[0]} is both a holiday and a working day in the calendar")
        canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return cls(hashlib.sha256(canonical.encode()).hexdigest(), name, holidays, workdays, known)

    def knows(self, year: int) -> bool:
        """Whether the public notices of this year are in the calendar; otherwise only weekends are free."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day in self.workdays or (day.weekday() < 5 and day not in self.holidays)


def _days(years: dict[str, Any], kind: str) -> Iterable[date]:
    for year, lists in years.items():
        for text in lists[kind]:
            day = date.fromisoformat(text)
            if day.year != int(year):
                raise ValueError(f"{text} stands under {year}")
            yield day


WEEKENDS_ONLY = Calendar("weekends-only", "仅周末", frozenset(), frozenset(), frozenset())


def add_working_days(day: date, n: int, calendar: Calendar) -> date:
    """The n-th working day after `day` (the day itself is not counted); before it when n is negative; n = 0 is the day itself."""
    if abs(n) > FURTHEST_WORKING_DAYS:
        raise OverflowError(f"more than {FURTHEST_WORKING_DAYS} working days")
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not calendar.is_working(day):
            day += step
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start`, up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, calendar)
    days = (end - start).days
    if days > 2 * FURTHEST_WORKING_DAYS:
        raise OverflowError(f"more than {FURTHEST_WORKING_DAYS} working days")
    return sum(calendar.is_working(start + timedelta(days=n)) for n in range(1, days + 1))


def next_working_day(day: date, calendar: Calendar) -> date:
    """The day itself if it is a working day, else the next one (民法典 203: a last day on a holiday moves on)."""
    while not calendar.is_working(day):
        day += _ONE_DAY
    return day


def add_months(day: date, months: int) -> date:
    """The day with the same number `months` later, or the month's last day where there is none (民法典 202; AM-18).

    >>> add_months(date(2025, 8, 31), 1)
    datetime.date(2025, 9, 30)
    """
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`: the largest n with add_months(start, n) ≤ end; negative when `end` is earlier."""
    if end < start:
        return -months_between(end, start)
    n = (end.year - start.year) * 12 + end.month - start.month
    return n if add_months(start, n) <= end else n - 1


def statutory_last_day(start: date, *, months: int = 0, days: int = 0, calendar: Calendar) -> date:
    """The last day of a statutory period that begins with an event on `start` (民法典 201–203).

    The first day is not counted; months go by number; a last day that is a legal holiday moves on to the next working day.
    """
    return next_working_day(add_months(start, months) + timedelta(days=days), calendar)


def statutory_end(start: date, *, months: int = 0, days: int = 0, calendar: Calendar) -> datetime:
    """When that period is over: 24:00 of its last day, i.e. 00:00 of the day after, in Asia/Shanghai."""
    return day_start(statutory_last_day(start, months=months, days=days, calendar=calendar) + _ONE_DAY)


def next_day_of_month(day: date, number: int) -> date:
    """The first day numbered `number` strictly after `day` (AM-12: the first 20th after); the month's last day where there is none."""
    this = day.replace(day=min(number, monthrange(day.year, day.month)[1]))
    if this > day:
        return this
    following = add_months(day.replace(day=1), 1)
    return following.replace(day=min(number, monthrange(following.year, following.month)[1]))


def day_start(day: date) -> datetime:
    """00:00 of this day in Asia/Shanghai."""
    return datetime.combine(day, time(), SHANGHAI)


def local_day(moment: datetime) -> date:
    """The day on which this moment lies in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()
