"""Equality, order and membership over process data: null is equal to null only, and nothing is larger than it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.expressions.context import Frame
from app.expressions.limits import DATA_DEEP, refuse, size_of
from app.expressions.numbers import is_decimal_text, null, number, shown
from app.periods import day_start

_SIMPLE = (str, int, bool, type(None))
_NUMBERS = (int, Decimal, float)


def equal(frame: Frame, a: Any, b: Any) -> bool:
    """a == b. A date or an exact decimal against text is refused: it could only ever be unequal."""
    kind, other = type(a), type(b)
    if kind is other and kind in _SIMPLE:
        return bool(a == b)
    if a is None or b is None:
        return False
    if kind is str or other is str:
        against = b if kind is str else a
        if isinstance(against, date):
            raise refuse("日期不能与文本比较，请用 date(…) 或 datetime(…)", "A date cannot be compared with text: use date(…) or datetime(…)")
        if isinstance(against, Decimal):
            raise refuse("精确小数不能与文本比较，请用 amount(…)", "An exact decimal cannot be compared with text: use amount(…)")
        return False
    if isinstance(a, _NUMBERS) and isinstance(b, _NUMBERS):
        return bool(number(a) == number(b))
    if isinstance(a, date) and isinstance(b, date):
        return bool(_moment(a, b) == _moment(b, a))
    frame.spend(size_of(a, frame.steps) + size_of(b, frame.steps))
    return _same(a, b, DATA_DEEP)


def _same(a: Any, b: Any, depth: int) -> bool:
    if depth < 0:
        raise refuse("数据嵌套过深", "The data is nested too deeply", "limit")
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        return a.keys() == b.keys() and all(_same(a[key], b[key], depth - 1) for key in a)
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(_same(x, y, depth - 1) for x, y in zip(a, b, strict=True))
    return bool(a == b)


def ordered(frame: Frame, a: Any, b: Any) -> tuple[Any, Any]:
    """The two sides in a form in which `<` means something; refused where it means nothing."""
    if a is None or b is None:
        raise null()
    if isinstance(a, _NUMBERS) and isinstance(b, _NUMBERS):
        return number(a), number(b)
    if type(a) is str and type(b) is str:
        if is_decimal_text(a) and is_decimal_text(b):
            raise refuse(f"「{a}」与「{b}」是文本，比较大小前请用 amount(…)", f"“{a}” and “{b}” are text: use amount(…) to order them")
        return a, b
    if isinstance(a, date) and isinstance(b, date):
        return _moment(a, b), _moment(b, a)
    if isinstance(a, date) or isinstance(b, date):
        raise refuse("日期只能与日期比较，请用 date(…) 或 datetime(…)", "A date can be ordered with a date only: use date(…) or datetime(…)")
    if type(a) is str or type(b) is str:
        text = a if type(a) is str else b
        if is_decimal_text(text):
            raise refuse(f"「{text}」是文本，比较大小前请用 amount(…)", f"“{text}” is text: use amount(…) to order it")
    raise refuse(f"{shown(a)} 与 {shown(b)} 不能比较大小", f"{shown(a)} and {shown(b)} cannot be ordered")


def _moment(a: date, b: date) -> date:
    """A day against a moment counts as its 00:00 in Shanghai."""
    return day_start(a) if isinstance(b, datetime) and not isinstance(a, datetime) else a


def contains(frame: Frame, container: Any, part: Any) -> bool:
    """part in container: of a list, the keys of an object, a text in a text. Null is refused."""
    if container is None:
        raise refuse("不能在空值中查找", "Nothing can be in null", "null")
    if isinstance(container, (list, tuple)):
        frame.spend(len(container))
        return any(equal_quietly(frame, item, part) for item in container)
    if isinstance(container, Mapping):
        return isinstance(part, str) and part in container
    if isinstance(container, str) and isinstance(part, str):
        frame.spend(len(container) >> 5)
        return part in container
    raise refuse(f"不能在 {shown(container)} 中查找", f"Nothing can be in {shown(container)}")


def equal_quietly(frame: Frame, a: Any, b: Any) -> bool:
    """As `equal`, but a date or a decimal beside a text is just unequal (in lists of mixed values)."""
    kinds = {type(a), type(b)}
    if str in kinds and len(kinds) == 2:
        return False
    return equal(frame, a, b)


def _less(frame: Frame, a: Any, b: Any) -> bool:
    x, y = ordered(frame, a, b)
    return bool(x < y)


def _less_or_equal(frame: Frame, a: Any, b: Any) -> bool:
    x, y = ordered(frame, a, b)
    return bool(x <= y)


COMPARISONS: Mapping[str, Callable[[Frame, Any, Any], bool]] = {
    "Eq": equal,
    "NotEq": lambda frame, a, b: not equal(frame, a, b),
    "Lt": _less,
    "LtE": _less_or_equal,
    "Gt": lambda frame, a, b: _less(frame, b, a),
    "GtE": lambda frame, a, b: _less_or_equal(frame, b, a),
    "In": lambda frame, a, b: contains(frame, b, a),
    "NotIn": lambda frame, a, b: not contains(frame, b, a),
    "Is": lambda frame, a, b: a is b,
    "IsNot": lambda frame, a, b: a is not b,
}
