# ruff: noqa: E501
"""What may stand in a cell, and what passes it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.decisions.cells import output_value, unary_tests
from app.decisions.comparing import WrongCell
from app.errors import DecisionRefused
from app.periods import SHANGHAI


def passes(cell: str, value: Any) -> bool:
    test = unary_tests(cell)
    return test is None or bool(test(value))


@pytest.mark.parametrize(
    ("cell", "good", "bad"),
    [
        ("-", [None, 1, "x", [], {}], []),
        ("", [None, 1], []),
        ('"提交"', ["提交"], ["撤回", None, 1, True]),
        ('"a","b"', ["a", "b"], ["c", None]),
        ('"a, b"', ["a, b"], ["a"]),
        (r'"say \"hi\" \u4e2d"', ['say "hi" 中'], []),
        ("5", [5, Decimal("5.00"), 5.0], [6, "x", None, True]),
        ("-5", [-5], [5]),
        ("0.1", [Decimal("0.10"), 0.1], [0.2]),
        ("1,2", [1, 2], [3]),
        ("true", [True], [False, None, 1, "true"]),
        ("false", [False], [True, None, 0]),
        ("null", [None], [0, "", False]),
        ("< 10", [9, Decimal("9.99")], [10, 11, None]),
        ("<=10", [10], [Decimal("10.000001"), None]),
        (">10", [11], [10]),
        (">= 10, < 3", [10, 2], [5]),
        ("= 3", [3], [4]),
        ('!= "x"', ["y", None], ["x"]),
        ("[1..5]", [1, 5, Decimal("2.5")], [0, 6, None]),
        ("(1..5)", [2], [1, 5]),
        ("]1..5[", [2], [1, 5]),
        ("[1..5)", [1], [5]),
        ("[0.5..1.5]", [1], [2]),
        ("[-5..-1]", [-3], [0]),
        ('["a".."c"]', ["b"], ["d"]),
        ('not("a","b")', ["c", None], ["a", "b"]),
        ("not(null)", [0, ""], [None]),
        ("not(< 5)", [5], [4, None]),
        ("not([1..5], 9)", [7], [3, 9, None]),
        ('date("2025-07-31")', [date(2025, 7, 31)], [date(2025, 8, 1), None]),
        ('> date("2025-07-31")', [date(2025, 8, 1), datetime(2025, 7, 31, 0, 0, 1, tzinfo=SHANGHAI)], [date(2025, 7, 31)]),
        ('[date("2025-01-01")..date("2025-12-31")]', [date(2025, 5, 5)], [date(2026, 1, 1)]),
        ('< date and time("2025-08-01T00:00:00+08:00")', [datetime(2025, 7, 31, 23, 59, 59, tzinfo=SHANGHAI)], [date(2025, 8, 1)]),
    ],
)
def test_a_cell_lets_pass_what_it_says(cell: str, good: list[Any], bad: list[Any]) -> None:
    assert [value for value in good if not passes(cell, value)] == []
    assert [value for value in bad if passes(cell, value)] == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [("< 10", "9"), ("5", "5.00"), ('> date("2025-01-01")', "2025-07-01"), ('"a"', ["a"]), ("< 5", [1]), ("> 1", True), ('< "9.00"', "10.00")],
)
def test_values_of_another_kind_are_refused_with_words_where_comparing_would_mislead(cell: str, value: Any) -> None:
    with pytest.raises(DecisionRefused):
        passes(cell, value)


@pytest.mark.parametrize(
    "cell",
    [
        "提交", "a", "> limit", "x + 1", "5 apples", '"open', "[1..", "[5..1]", "[1..\"a\"]", "1..5", "not", "not(", "not()", "not(1", "5,", ",5", "< true", "< null", "date(2025)",
        'date("2025-13-01")', 'date("nope")', "--5", "1e5", "0x10", "[1,2]", "(1)", "< < 5", r'"\q"', "1" * 50, '"' + "a" * 3000 + '"', "not(not(1))", "? > 5", "{}", "function() 1", "/*x*/ 1",
        "- -", "true false", "(" * 500, "[" * 500, "not(" * 300,
    ],
)  # fmt: skip
def test_what_is_no_unary_test_is_a_wrong_cell(cell: str) -> None:
    with pytest.raises(WrongCell) as wrong:
        unary_tests(cell)
    assert wrong.value.zh and wrong.value.en


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("-", None), ('"x"', "x"), ("5", 5), ("0.20", Decimal("0.20")), ("true", True), ("null", None), ("[]", []), ('["a", 2]', ["a", 2])],
)
def test_an_output_is_a_literal_or_a_list_of_them(text: str, value: Any) -> None:
    assert output_value(text) == value


@pytest.mark.parametrize("text", ["x", "1 + 1", "[1", "1, 2", "< 5", "not(1)", '"a" "b"', "[[1]]"])
def test_anything_else_is_no_output(text: str) -> None:
    with pytest.raises(WrongCell):
        output_value(text)
