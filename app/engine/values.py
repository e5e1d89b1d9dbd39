"""What lies in a case's data: plain JSON, copied on the way in and on the way out.

Values are never changed in place, so activities may share them; whoever changes something writes a new value under its key.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.errors import DataInvalid, ExpressionRefused
from app.periods import SHANGHAI

MAX_DEPTH = 60


def plain(value: Any, depth: int = 0) -> Any:
    """A deep copy in JSON: dates become ISO text, decimals canonical text, tuples and sets lists."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if -(2**63) <= value < 2**63:
            return value
        raise DataInvalid("数据中的整数过大", "A whole number in the data is too large")
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        raise DataInvalid("数据中的数字不是有限数", "A number in the data is not finite")
    if depth > MAX_DEPTH:
        raise DataInvalid("数据嵌套过深", "The data are nested too deeply")
    if isinstance(value, Mapping):
        return {str(key): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    if isinstance(value, Set):
        return sorted((plain(item, depth + 1) for item in value), key=str)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    raise DataInvalid(
        f"数据中有不能保存的值（{type(value).__name__}）", f"The data hold a value that cannot be stored ({type(value).__name__})"
    )


def alike(one: Any, other: Any) -> bool:
    """Whether two JSON values are written the same way: unlike `==`, 1, 1.0 and true differ, also inside of lists and objects."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return len(one) == len(other) and all(key in other and alike(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def parameter_values(content: Mapping[str, Any]) -> dict[str, Any]:
    """Name → value of the parameters of a release; each may stand with its meaning and source."""
    return {key: value["value"] if isinstance(value, dict) and "value" in value else value for key, value in content.items()}


def names_of(value: Any) -> tuple[str, ...]:
    """A comma list, or a list, as a tuple of texts; null is empty."""
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list | tuple):
        return tuple(str(part) for part in value if part not in (None, ""))
    raise ExpressionRefused(f"应为文字或清单，得到 {value!r}", f"A text or a list is expected, not {value!r}")


def moment_of(value: Any, what: str) -> datetime:
    """A date, a moment or ISO text as an aware moment in UTC. No zone means Shanghai, no hour 00:00; anything else is refused."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
        except ValueError as error:
            raise ExpressionRefused(f"{what}：「{value}」不是日期", f"{what}: “{value}” is no date") from error
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=SHANGHAI)).astimezone(UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI).astimezone(UTC)
    raise ExpressionRefused(f"{what}：没有日期（得到 {value!r}）", f"{what}: there is no date (got {value!r})")
