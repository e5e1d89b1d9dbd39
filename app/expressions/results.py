"""What leaves an expression for the data of a case is JSON again: decimals and dates become text."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.expressions.limits import CELLS, refuse, size_of
from app.expressions.numbers import plain, shown


def as_json(value: Any) -> Any:
    """A copy of `value` as JSON: Decimal → text without exponent, dates and moments → ISO text, tuples → lists."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    size_of(value, CELLS)
    return _copy(value)


def _copy(value: Any) -> Any:
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_copy(item) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, float) and math.isfinite(value):
        return value
    raise refuse(f"{shown(value)} 不能保存", f"{shown(value)} cannot be stored")
