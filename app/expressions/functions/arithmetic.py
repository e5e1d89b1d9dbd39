"""Money and numbers."""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from app.expressions.comparing import ordered
from app.expressions.context import Frame
from app.expressions.functions.function import Shelf
from app.expressions.limits import refuse
from app.expressions.numbers import EXACT, exact, money, number, plus, shown

ARITHMETIC = Shelf()


@ARITHMETIC.add("把金额文本变成精确数，才能计算和比较", "Turns money text into an exact number", 'amount("860.00") + 1', Decimal("861.00"))
def amount(frame: Frame, x: Any) -> Any:
    return None if x is None else exact(x)


@ARITHMETIC.add("把数写成万元金额文本（2 至 6 位小数）", "Writes a number as money in 万元, 2 to 6 decimals", 'wan(amount("860.5") / 3)', "286.833333")
def wan(frame: Frame, x: Any) -> Any:
    return None if x is None else money(x, 2, 6)


@ARITHMETIC.add("把数写成元金额文本（两位小数）", "Writes a number as money in 元, 2 decimals", "yuan(12.345)", "12.35")
def yuan(frame: Frame, x: Any) -> Any:
    return None if x is None else money(x, 2, 2)


@ARITHMETIC.add("取整数；文本须为规范数字", "The whole number; text must be canonical digits", 'int("42") + int(3.9)', 45)
def int_(frame: Frame, x: Any) -> Any:
    return None if x is None else number(int(exact(x)))


@ARITHMETIC.add("绝对值", "The absolute value", "abs(0 - 5)", 5)
def abs_(frame: Frame, x: Any) -> Any:
    return None if x is None else abs(number(x))


@ARITHMETIC.add("四舍五入到若干位小数", "Rounds half up to so many decimals", "round_half_up(2.675, 2)", Decimal("2.68"))
def round_half_up(frame: Frame, x: Any, digits: Any = 0) -> Any:
    if x is None:
        return None
    if type(digits) is not int or not 0 <= digits <= 12:
        raise refuse("小数位数须为 0 至 12", "The number of decimals is 0 to 12")
    rounded = EXACT.quantize(exact(x), Decimal(1).scaleb(-digits))
    return rounded if digits else int(rounded)


@ARITHMETIC.add("向下取整", "Rounds down to a whole number", "floor(2.9)", 2)
def floor(frame: Frame, x: Any) -> Any:
    return None if x is None else int(exact(x).to_integral_value(ROUND_FLOOR))


@ARITHMETIC.add("向上取整", "Rounds up to a whole number", "ceil(2.1)", 3)
def ceil(frame: Frame, x: Any) -> Any:
    return None if x is None else int(exact(x).to_integral_value(ROUND_CEILING))


@ARITHMETIC.add("列表中各数之和", "The sum of the numbers in a list", "sum([amount(r) for r in ['700.00', '90.00']])", Decimal("790.00"))
def sum_(frame: Frame, list_: Any) -> Any:
    if list_ is None:
        return None
    total: Any = 0
    for item in items(frame, list_):
        total = plus(total, number(item))
    return total


@ARITHMETIC.add("最小的一个（列表，或几个参数）", "The least, of a list or of the arguments", "min(3, 1, 2)", 1)
def min_(frame: Frame, x: Any, *more: Any) -> Any:
    return _extreme(frame, x, more, smallest=True)


@ARITHMETIC.add("最大的一个（列表，或几个参数）", "The greatest, of a list or of the arguments", "max([3, 1, 2])", 3)
def max_(frame: Frame, x: Any, *more: Any) -> Any:
    return _extreme(frame, x, more, smallest=False)


def _extreme(frame: Frame, x: Any, more: tuple[Any, ...], *, smallest: bool) -> Any:
    if x is None and not more:
        return None
    found: Any = None
    for place, item in enumerate([x, *more] if more else items(frame, x)):
        if place == 0:
            found = item
            continue
        a, b = ordered(frame, item, found)
        if (a < b) if smallest else (a > b):
            found = item
    return found


def items(frame: Frame, x: Any) -> list[Any]:
    """A list that may be walked, its length paid for; the keys of an object."""
    if isinstance(x, (list, tuple)):
        frame.spend(len(x))
        return list(x) if isinstance(x, tuple) else x
    if isinstance(x, dict):
        frame.spend(len(x))
        frame.make(len(x))
        return list(x)
    raise refuse(f"{shown(x)} 不是列表", f"{shown(x)} is not a list", "null" if x is None else "value")


def whole(x: Any, least: int, most: int) -> int:
    """An integer argument within bounds."""
    if type(x) is not int:
        if isinstance(x, Decimal) and math.isfinite(x) and x == int(x):
            return whole(int(x), least, most)
        raise refuse(f"{shown(x)} 不是整数", f"{shown(x)} is not a whole number", "null" if x is None else "value")
    if not least <= x <= most:
        raise refuse(f"{x} 超出 {least} 至 {most} 的范围", f"{x} is not between {least} and {most}", "limit")
    return x
