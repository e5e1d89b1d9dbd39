"""Statutory periods and working days, with the official calendar of the institution."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import DiagramRefused
from app.periods import (
    SHANGHAI,
    Calendar,
    add_months,
    add_working_days,
    day_start,
    local_day,
    months_between,
    next_day_of_month,
    statutory_end,
    statutory_last_day,
    working_days_between,
)

TEXT = (Path(__file__).parents[2] / "processes" / "calendar.json").read_text("utf-8")


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.from_json(TEXT)


def test_national_day_2025_is_free_and_the_sunday_before_is_worked(calendar: Calendar) -> None:
    assert not any(calendar.is_working(date(2025, 10, day)) for day in range(1, 9))
    assert calendar.is_working(date(2025, 9, 28))
    assert calendar.is_working(date(2025, 10, 9))


def test_the_calendar_knows_2019_to_2026_and_says_so(calendar: Calendar) -> None:
    assert [year for year in range(2017, 2030) if calendar.knows(year)] == list(range(2019, 2027))


def test_a_year_the_calendar_does_not_know_has_weekends_only(calendar: Calendar) -> None:
    assert calendar.is_working(date(2028, 10, 2))
    assert not calendar.is_working(date(2028, 9, 30))


def test_thirty_days_from_the_first_of_september_2026_end_after_the_national_holiday(calendar: Calendar) -> None:
    # scenario: going live 09-01, filing limit 10-01, a holiday, so the 8th
    assert statutory_last_day(date(2026, 9, 1), days=30, calendar=calendar) == date(2026, 10, 8)
    assert statutory_end(date(2026, 9, 1), days=30, calendar=calendar) == datetime(2026, 10, 9, tzinfo=SHANGHAI)


def test_one_month_from_the_31st_of_august_ends_on_the_30th_of_september() -> None:
    assert add_months(date(2025, 8, 31), 1) == date(2025, 9, 30)


def test_one_year_from_the_29th_of_february_ends_on_the_28th() -> None:
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


def test_months_backwards_cross_the_year() -> None:
    assert add_months(date(2025, 1, 31), -2) == date(2024, 11, 30)


def test_a_whole_month_has_passed_only_on_its_last_day() -> None:
    assert months_between(date(2025, 8, 31), date(2025, 9, 29)) == 0
    assert months_between(date(2025, 8, 31), date(2025, 9, 30)) == 1
    assert months_between(date(2025, 9, 30), date(2025, 8, 31)) == -1


def test_two_working_days_after_the_30th_of_september_2025_is_the_10th_of_october(calendar: Calendar) -> None:
    assert add_working_days(date(2025, 9, 30), 2, calendar) == date(2025, 10, 10)


def test_working_days_can_be_counted_backwards(calendar: Calendar) -> None:
    assert add_working_days(date(2025, 10, 10), -2, calendar) == date(2025, 9, 30)


@pytest.mark.parametrize("n", [1, 7, 20, 250])
def test_counting_the_working_days_between_undoes_adding_them(n: int, calendar: Calendar) -> None:
    start = date(2025, 1, 15)
    assert working_days_between(start, add_working_days(start, n, calendar), calendar) == n
    assert working_days_between(add_working_days(start, n, calendar), start, calendar) == -n


def test_the_first_20th_after_the_20th_is_next_months() -> None:
    assert next_day_of_month(date(2026, 1, 19), 20) == date(2026, 1, 20)
    assert next_day_of_month(date(2026, 1, 20), 20) == date(2026, 2, 20)
    assert next_day_of_month(date(2026, 12, 20), 20) == date(2027, 1, 20)
    assert next_day_of_month(date(2026, 1, 31), 31) == date(2026, 2, 28)


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert day_start(date(2025, 8, 1)).isoformat() == "2025-08-01T00:00:00+08:00"
    assert local_day(datetime.fromisoformat("2025-07-31T16:00:00+00:00")) == date(2025, 8, 1)


def test_every_week_of_a_known_year_agrees_with_itself(calendar: Calendar) -> None:
    day, worked = date(2025, 1, 1), 0
    while day.year == 2025:
        worked += calendar.is_working(day)
        day += timedelta(days=1)
    assert worked == 248


def test_the_same_calendar_written_otherwise_has_the_same_id(calendar: Calendar) -> None:
    content = json.loads(TEXT)
    assert Calendar.from_json(json.dumps(content, indent=1)).id == calendar.id
    content["years"]["2025"]["holidays"].append("2025-12-31")
    assert Calendar.from_json(json.dumps(content)).id != calendar.id


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", '{"name": "x"}', '{"name": "x", "years": {"2025": {"holidays": ["2025-13-01"], "workdays": []}}}',
        '{"name": "x", "years": {"2025": {"holidays": ["2024-01-01"], "workdays": []}}}',
        '{"name": "x", "years": {"2025": {"holidays": ["2025-01-01"], "workdays": ["2025-01-01"]}}}',
    ],
)  # fmt: skip
def test_a_calendar_that_contradicts_itself_is_refused(text: str) -> None:
    with pytest.raises(DiagramRefused):
        Calendar.from_json(text)


def test_a_million_working_days_are_refused_rather_than_counted(calendar: Calendar) -> None:
    with pytest.raises(OverflowError):
        add_working_days(date(2025, 1, 1), 1_000_000, calendar)
