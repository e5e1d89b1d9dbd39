"""Days, moments and periods. A day may be given as date, moment or text; text without an offset is Shanghai time."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from app import periods
from app.expressions.context import Frame
from app.expressions.functions.arithmetic import whole
from app.expressions.functions.function import Shelf
from app.expressions.limits import refuse
from app.expressions.numbers import shown
from app.periods import SHANGHAI, day_start, local_day

TIMES = Shelf()
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@TIMES.add("今天（上海时间）", "Today, in Shanghai", "today()")
def today(frame: Frame) -> date:
    return local_day(frame.now)


@TIMES.add("现在的时刻", "The present moment", "now()")
def now(frame: Frame) -> datetime:
    return frame.now.astimezone(SHANGHAI)


@TIMES.add("日期：由文本，或由年、月、日", "A date, from text or from year, month, day", "date(2025, 7, 31) == date('2025-07-31')", True)
def date_(frame: Frame, x: Any, month: Any = None, day: Any = None) -> Any:
    if month is None and day is None:
        return None if x is None else as_day(x)
    return date(whole(x, 1900, 2200), whole(month, 1, 12), whole(day, 1, 31))


@TIMES.add(
    "时刻：由文本或日期（当日 00:00）", "A moment, from text or from a date (its 00:00)", "datetime('2025-08-01') > datetime('2025-07-31T23:59:59+08:00')", True
)
def datetime_(frame: Frame, x: Any) -> Any:
    return None if x is None else as_moment(x)


@TIMES.add("年份", "The year", "year('2025-07-31')", 2025)
def year(frame: Frame, d: Any) -> Any:
    return None if d is None else as_day(d).year


@TIMES.add("月份（1 至 12）", "The month, 1 to 12", "month('2025-07')", 7)
def month(frame: Frame, d: Any) -> Any:
    return None if d is None else as_day(d).month


@TIMES.add("日（1 至 31）", "The day of the month", "day('2025-07-31')", 31)
def day(frame: Frame, d: Any) -> Any:
    return None if d is None else as_day(d).day


@TIMES.add("星期几（1 为星期一）", "The day of the week, 1 is Monday", "weekday('2025-07-31')", 4)
def weekday(frame: Frame, d: Any) -> Any:
    return None if d is None else as_day(d).isoweekday()


@TIMES.add("所在月份，写作 2025-07", "The month as text 2025-07", "month_of('2025-07-31')", "2025-07")
def month_of(frame: Frame, d: Any) -> Any:
    return None if d is None else as_day(d).isoformat()[:7]


@TIMES.add("从 a 到 b 的天数", "Days from a to b", "days_between('2025-07-31', '2025-08-02')", 2)
def days_between(frame: Frame, a: Any, b: Any) -> Any:
    return None if a is None or b is None else (as_day(b) - as_day(a)).days


@TIMES.add("从 a 到 b 的整月数", "Whole months from a to b", "months_between('2025-08-31', '2025-09-30')", 1)
def months_between(frame: Frame, a: Any, b: Any) -> Any:
    return None if a is None or b is None else periods.months_between(as_day(a), as_day(b))


@TIMES.add("若干天之后（负数为之前）", "So many days later (earlier when negative)", "iso(add_days('2025-07-31', 1))", "2025-08-01")
def add_days(frame: Frame, d: Any, n: Any) -> Any:
    if d is None or n is None:
        return None
    return _timed(d) + timedelta(days=whole(n, -100_000, 100_000))


@TIMES.add("若干月之后的对应日，无对应日取月末", "The same-numbered day months later, else the month's end", "iso(add_months('2025-08-31', 1))", "2025-09-30")
def add_months(frame: Frame, d: Any, n: Any) -> Any:
    if d is None or n is None:
        return None
    start = _timed(d)
    moved = periods.add_months(local_day(start) if isinstance(start, datetime) else start, whole(n, -2_400, 2_400))
    return datetime.combine(moved, start.astimezone(SHANGHAI).timetz()) if isinstance(start, datetime) else moved


@TIMES.add("若干个工作日之后（当日不计）", "So many working days later, the day itself not counted", "iso(add_working_days('2025-09-30', 2))", "2025-10-10")
def add_working_days(frame: Frame, d: Any, n: Any) -> Any:
    if d is None or n is None:
        return None
    frame.spend(abs(whole(n, -2_000, 2_000)))
    return periods.add_working_days(as_day(d), n, frame.calendar)


@TIMES.add("a 之后至 b（含）的工作日数", "Working days after a up to and including b", "working_days_between('2025-09-30', '2025-10-10')", 2)
def working_days_between(frame: Frame, a: Any, b: Any) -> Any:
    if a is None or b is None:
        return None
    start, end = as_day(a), as_day(b)
    frame.spend(abs((end - start).days))
    return periods.working_days_between(start, end, frame.calendar)


@TIMES.add("是否工作日", "Whether it is a working day", "is_working_day('2025-10-01')", False)
def is_working_day(frame: Frame, d: Any) -> Any:
    return None if d is None else frame.calendar.is_working(as_day(d))


@TIMES.add(
    "法定期间届满的时刻（民法典 201–204；24:00 写作次日 00:00）",
    "When a statutory period is over (24:00 is 00:00 of the next day)",
    "iso(statutory_end('2026-09-01', 0, 30))",
    "2026-10-09T00:00:00+08:00",
)
def statutory_end(frame: Frame, start: Any, months: Any, days: Any = 0) -> Any:
    if start is None or months is None or days is None:
        return None
    return periods.statutory_end(as_day(start), months=whole(months, 0, 1_200), days=whole(days, 0, 36_500), calendar=frame.calendar)


@TIMES.add("当日 00:00", "00:00 of the day", "iso(start_of_day('2025-07-31'))", "2025-07-31T00:00:00+08:00")
def start_of_day(frame: Frame, d: Any) -> Any:
    return None if d is None else day_start(as_day(d))


@TIMES.add("当日 24:00，即次日 00:00", "24:00 of the day, that is 00:00 of the next", "iso(end_of_day('2025-07-31'))", "2025-08-01T00:00:00+08:00")
def end_of_day(frame: Frame, d: Any) -> Any:
    return None if d is None else day_start(as_day(d) + timedelta(days=1))


@TIMES.add("此后（不含当日）第一个「几号」", "The first day with this number strictly after", "iso(next_day_of_month('2026-01-20', 20))", "2026-02-20")
def next_day_of_month(frame: Frame, d: Any, number: Any) -> Any:
    return None if d is None else periods.next_day_of_month(as_day(d), whole(number, 1, 31))


@TIMES.add("日期或时刻的标准文本", "A date or a moment as standard text", "iso(date(2025, 7, 1))", "2025-07-01")
def iso(frame: Frame, x: Any) -> Any:
    return None if x is None else _timed(x).isoformat()


@TIMES.add("日期的中文写法", "A date as Chinese text", "date_text('2025-07-01')", "2025年7月1日")
def date_text(frame: Frame, d: Any) -> Any:
    if d is None:
        return None
    found = as_day(d)
    return f"{found.year}年{found.month}月{found.day}日"


def as_day(x: Any) -> date:
    """A date, a moment (its day in Shanghai) or text (YYYY-MM means the first)."""
    if isinstance(x, str) and _MONTH.fullmatch(x):
        return as_day(f"{x}-01")
    timed = _timed(x)
    return local_day(timed) if isinstance(timed, datetime) else timed


def as_moment(x: Any) -> datetime:
    """A moment, or 00:00 in Shanghai of a date."""
    timed = _timed(x)
    return timed if isinstance(timed, datetime) else day_start(timed)


def _timed(x: Any) -> date | datetime:
    if isinstance(x, datetime):
        return x if x.tzinfo else x.replace(tzinfo=SHANGHAI)
    if isinstance(x, date):
        return x
    if isinstance(x, str) and 10 <= len(x) <= 40 and x.isascii():
        try:
            if _DAY.fullmatch(x):
                return date.fromisoformat(x)
            if x[10:11] in {"T", " "}:
                return _timed(datetime.fromisoformat(x))
        except ValueError:
            raise refuse(f"{shown(x)} 不是日期", f"{shown(x)} is not a date") from None
    raise refuse(f"{shown(x)} 不是日期", f"{shown(x)} is not a date", "null" if x is None else "value")
