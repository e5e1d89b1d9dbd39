"""The tests that cells are made of. Null passes no comparison and none of its negations; another kind of value is refused, not just unequal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.decisions.table import Test
from app.errors import DecisionRefused
from app.expressions.numbers import is_decimal_text
from app.periods import day_start

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: bool(a < b), "<=": lambda a, b: bool(a <= b), ">": lambda a, b: bool(a > b), ">=": lambda a, b: bool(a >= b),
}  # fmt: skip


class WrongCell(Exception):
    """A cell that cannot be read; `zh` and `en` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh, self.en = zh, en


def comparable(value: Any) -> Any:
    """A value in a form whose kind tells with what it may be compared: numbers as Decimal, days as moments."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, date) and not isinstance(value, datetime):
        return day_start(value)
    return value


def ordering(sign: str, limit: Any) -> Test:
    """The test `sign limit`; null cannot be said, another kind is refused."""
    if limit is None or isinstance(limit, bool):
        raise WrongCell(f"不能用 {sign} 与 {limit} 比较", f"Nothing can be {sign} {limit}")
    compare, bound = _COMPARE[sign], comparable(limit)

    def test(value: Any) -> bool | None:
        if value is None:
            return None
        found = comparable(value)
        if type(found) is not type(bound):
            raise _mismatch(value, limit)
        if isinstance(found, str) and is_decimal_text(found) and is_decimal_text(bound):
            raise _mismatch(value, limit)
        return compare(found, bound)

    return test


def equality(wanted: Any) -> Test:
    """The test for a literal."""
    literal = comparable(wanted)

    def test(value: Any) -> bool | None:
        if value is None or wanted is None:
            return value is wanted
        found = comparable(value)
        if type(found) is type(literal):
            return bool(found == literal)
        if isinstance(value, (list, dict)) or (
            isinstance(value, str) and (isinstance(literal, datetime) or (is_decimal_text(value) and isinstance(literal, Decimal)))
        ):
            raise _mismatch(value, wanted)
        return False

    return test


def _mismatch(value: Any, cell: Any) -> DecisionRefused:
    if isinstance(value, (list, dict)):
        return DecisionRefused(
            "输入是列表或对象，请在输入表达式中用 contains(…) 等函数得出单个值", "The input is a list or an object: use contains(…) in the input expression"
        )
    return DecisionRefused(
        f"输入值「{str(value)[:40]}」与单元格中的「{str(cell)[:40]}」类型不同；金额请在输入表达式中用 amount(…)，日期用 date(…)",
        f"The input “{str(value)[:40]}” and the cell's “{str(cell)[:40]}” are of different kinds; use amount(…) for money, date(…) for dates",
    )


def both(a: Test, b: Test) -> Test:
    """Both tests pass (a range)."""
    return lambda value: None if value is None else bool(a(value)) and bool(b(value))


def negated(test: Test) -> Test:
    """The test does not pass; what cannot be said stays so."""

    def run(value: Any) -> bool | None:
        passed = test(value)
        return None if passed is None else not passed

    return run


def any_of(tests: list[Test]) -> Test:
    """One of the tests passes."""

    def run(value: Any) -> bool | None:
        unknown = False
        for test in tests:
            passed = test(value)
            if passed:
                return True
            unknown = unknown or passed is None
        return None if unknown else False

    return run


def is_range(low: Any, high: Any) -> bool:
    """Whether two literals are the ends of a range."""
    a, b = comparable(low), comparable(high)
    return type(a) is type(b) and isinstance(a, (Decimal, datetime, str)) and bool(a <= b)
