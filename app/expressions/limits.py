"""What an expression may cost: 50 ms and 20 MB at the very most, whoever wrote it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.errors import ExpressionRefused

EXPRESSION_CHARACTERS = 4_000
SCRIPT_CHARACTERS = 8_000
SCRIPT_LINES = 100
BRACKETS_DEEP = 30
TREE_DEEP = 60
TREE_NODES = 1_200
SCRIPT_NODES = 6_000
# A step is one node of the tree, evaluated inside a loop, or one element looked at by a function (a call is CALL of them).
CALL = 4
STEPS = 20_000
# A cell is one element of a list, one character of a text, one entry of an object that the expression made.
CELLS = 40_000
INTEGER_BITS = 200
DECIMAL_DIGITS = 60
DATA_DEEP = 200

_SINGLE = frozenset({str, int, bool, float, Decimal, date, datetime, type(None)})


def refuse(zh: str, en: str, reason: str = "value") -> ExpressionRefused:
    """The refusal to raise; `reason` is one of value, null, limit, function, syntax."""
    return ExpressionRefused(zh, en, reason=reason)


def too_much() -> ExpressionRefused:
    """The refusal when the budget is used up."""
    return refuse("表达式的计算量超出限制", "The expression needs more computing than is allowed", "limit")


def size_of(value: Any, at_most: int) -> int:
    """How many values `value` holds when written out in full (shared parts count each time); stops above `at_most`.

    A list that holds one list ten times, nested ten times, is small in memory and endless when written out:
    therefore everything that is put into something else is counted first.
    """
    total, depth, level = 1, 0, [value]
    while level:
        depth += 1
        inner: list[Any] = []
        for one in level:
            if isinstance(one, Mapping):
                inside: Collection[Any] = one.values()
            elif isinstance(one, (list, tuple)):
                inside = one
            else:
                continue
            total += len(inside)
            if total > at_most or depth > DATA_DEEP:
                raise too_much()
            inner += [part for part in inside if type(part) not in _SINGLE]
        level = inner
    return total
