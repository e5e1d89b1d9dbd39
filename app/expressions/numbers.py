"""Exact arithmetic: integers, decimals, and money as canonical text. A float never takes part."""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from app.expressions.limits import DECIMAL_DIGITS, INTEGER_BITS, refuse

# 34 digits (decimal128) are more than any budget needs; the bounds keep every result small.
EXACT = Context(prec=34, rounding=ROUND_HALF_UP, Emin=-DECIMAL_DIGITS, Emax=DECIMAL_DIGITS, traps=[InvalidOperation, DivisionByZero, Overflow])
_CANONICAL = re.compile(r"-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,40})?", re.ASCII)
Number = int | Decimal


def is_decimal_text(text: str) -> bool:
    """Whether this text is a canonical decimal: digits, no exponent, no leading zero, no plus sign."""
    return len(text) <= 72 and _CANONICAL.fullmatch(text) is not None


def number(value: Any) -> Number:
    """`value` as an exact number; null and everything that is no number is refused."""
    kind = type(value)
    if kind is int:
        return _bounded(value)
    if kind is Decimal:
        if value.is_finite() and abs(value.adjusted()) <= DECIMAL_DIGITS:
            return value  # type: ignore[no-any-return]
        raise refuse("数值超出范围", "The number is out of range", "limit")
    if kind is bool:
        return int(value)
    if kind is float:
        if math.isfinite(value) and abs(value) < 1e30:
            return Decimal(repr(value))
        raise refuse("数值超出范围", "The number is out of range", "limit")
    if value is None:
        raise null()
    if kind is str and is_decimal_text(value):
        raise refuse(f"「{value}」是文本，参与计算前请用 amount(…)", f"“{value}” is text: use amount(…) before computing with it")
    raise refuse(f"{shown(value)} 不是数", f"{shown(value)} is not a number")


def exact(value: Any) -> Decimal:
    """A number or a canonical decimal text as a decimal."""
    if type(value) is str:
        if is_decimal_text(value):
            return Decimal(value)
        raise refuse(f"「{value[:40]}」不是规范的十进制数", f"“{value[:40]}” is not a canonical decimal")
    found = number(value)
    return found if type(found) is Decimal else Decimal(found)


def plain(value: Decimal) -> str:
    """The decimal as text without exponent: Decimal("1E+3") → "1000"."""
    return format(value, "f")


def money(value: Any, least: int, most: int) -> str:
    """Canonical money text with `least` to `most` decimals, rounded half up."""
    rounded = EXACT.quantize(exact(value), Decimal(1).scaleb(-most))
    if rounded.is_zero():
        rounded = abs(rounded)
    text = plain(rounded)
    whole, _, digits = text.partition(".")
    return f"{whole}.{digits.rstrip('0').ljust(least, '0')}"


def _bounded(value: int) -> int:
    if value.bit_length() > INTEGER_BITS:
        raise refuse("数值超出范围", "The number is out of range", "limit")
    return value


def null() -> Exception:
    """The refusal for computing with something that is not written yet."""
    return refuse("尚未填写的内容（空值）不能参与计算或比较大小", "What is not filled in yet (null) cannot be computed with or ordered", "null")


def shown(value: Any) -> str:
    """A value in a message, short."""
    if isinstance(value, str):
        return f"「{value[:40]}」"
    if isinstance(value, (list, tuple)):
        return "列表 (list)"
    if isinstance(value, dict):
        return "对象 (object)"
    return str(value)[:40]


def plus(a: Number, b: Number) -> Number:
    """a + b."""
    return _bounded(a + b) if type(a) is int and type(b) is int else EXACT.add(a, b)


def minus(a: Number, b: Number) -> Number:
    """a - b."""
    return _bounded(a - b) if type(a) is int and type(b) is int else EXACT.subtract(a, b)


def times(a: Number, b: Number) -> Number:
    """a * b."""
    return _bounded(a * b) if type(a) is int and type(b) is int else EXACT.multiply(a, b)


def divided(a: Number, b: Number) -> Number:
    """a / b, always an exact decimal (34 digits)."""
    if not b:
        raise refuse("除数为零", "Division by zero")
    return EXACT.divide(Decimal(a), Decimal(b))


def floored(a: Number, b: Number) -> Number:
    """a // b, rounded down as Python does for integers."""
    if not b:
        raise refuse("除数为零", "Division by zero")
    if type(a) is int and type(b) is int:
        return a // b
    return math.floor(EXACT.divide(Decimal(a), Decimal(b)))


def remainder(a: Number, b: Number) -> Number:
    """a % b, with the sign of b."""
    if not b:
        raise refuse("除数为零", "Division by zero")
    if type(a) is int and type(b) is int:
        return a % b
    return EXACT.subtract(a, EXACT.multiply(b, Decimal(floored(a, b))))
