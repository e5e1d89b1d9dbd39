"""The window of a plan year: one per year, in the year before, judged by the clock (R23, I23)."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import RuleRefused
from app.records.changes import change
from app.records.declaration_window import create_window, mark, window_at
from tests.records.situations import at


def test_the_last_second_of_31_july_is_inside_and_the_next_is_not(the_window):
    assert the_window.holds(at("2025-07-31 23:59:59"))
    assert not the_window.holds(at("2025-08-01 00:00:00"))
    assert not the_window.holds(at("2025-06-09 23:59:59"))


def test_a_second_window_of_the_same_year_is_refused(act, the_window):
    with pytest.raises(RuleRefused, match="不能重复发起"):
        create_window(act(), plan_year=2026, open_date=date(2025, 7, 1), close_date=date(2025, 7, 31))


@pytest.mark.parametrize(
    ("year", "opens", "closes"),
    [(2027, date(2025, 7, 1), date(2025, 7, 31)), (2026, date(2025, 7, 31), date(2025, 7, 1)), (2026, date(2025, 3, 1), date(2025, 4, 1))],
    ids=["not the year before", "ends before it begins", "over already"],
)
def test_a_window_that_makes_no_sense_is_refused_with_its_clause(db, act, year, opens, closes):
    with pytest.raises(RuleRefused) as refused:
        create_window(act(), plan_year=year, open_date=opens, close_date=closes)
    assert "《通知》" in refused.value.clause


def test_whether_a_window_is_open_does_not_depend_on_its_mark(db, act, the_window):
    assert the_window.state == "待开"
    assert window_at(db, at("2025-06-10 00:00:00")) is the_window
    mark(act(), the_window, "关闭")
    assert window_at(db, at("2025-07-31 23:59:59")) is the_window


def test_the_window_of_a_skipped_year_does_not_count(db, the_window):
    assert window_at(db, at("2025-07-01 09:00:00"), without=2026) is None
    assert window_at(db, at("2025-07-01 09:00:00"), without=2025) is the_window


def test_a_closed_window_is_not_opened_again(act, the_window):
    mark(act(), the_window, "关闭")
    with pytest.raises(RuleRefused, match="已关闭"):
        mark(act(), the_window, "开放")


def test_the_times_of_a_window_are_fixed(act, the_window):
    with pytest.raises(RuleRefused, match="不得更改"):
        change(act(), the_window, close_at=at("2025-08-15 00:00:00"))
