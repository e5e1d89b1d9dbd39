"""Keyset paging: a page is what follows a key in a stated order; its total is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, or_

from app.errors import RequestMalformed

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`next`: the key of the last row when more follow."""

    items: list[Row]
    total: int
    next: list[Any] | None


@dataclass(frozen=True)
class Part:
    """One column of an order. `nulls`: it may be null, and null comes last. `kind`: what its values in a key are."""

    column: Any
    kind: type
    descending: bool = False
    nulls: bool = False


class Order:
    """An order by columns, the last of them unique; `name` is part of every key, so that a cursor of another order is refused."""

    def __init__(self, name: str, *parts: Part) -> None:
        self.name, self.parts = name, parts

    def by(self) -> list[Any]:
        """For ORDER BY (PostgreSQL puts nulls last when ascending)."""
        return [p.column.desc().nulls_last() if p.descending and p.nulls else p.column.desc() if p.descending else p.column for p in self.parts]

    def key(self, values: Sequence[Any]) -> list[Any]:
        """The key of a row, as JSON."""
        return [self.name, *(v.isoformat() if isinstance(v, datetime) else v for v in values)]

    def after(self, key: Sequence[Any] | None) -> list[ColumnElement[bool]]:
        """The condition «behind this row»; nothing without a key.

        Raises  RequestMalformed for a key of another order.
        """
        if key is None:
            return []
        values = self.values(key)
        ways: list[ColumnElement[bool]] = []
        equal: list[ColumnElement[bool]] = []
        for part, value in zip(self.parts, values, strict=True):
            behind = _behind(part, value)
            if behind is not None:
                ways.append(and_(*equal, behind))
            equal.append(part.column.is_(None) if value is None else part.column == value)
        return [or_(*ways)]

    def values(self, key: Sequence[Any]) -> list[Any]:
        """What a key says.

        Raises  RequestMalformed for a key of another order.
        """
        if key[0] != self.name or len(key) != len(self.parts) + 1:
            raise RequestMalformed("分页标记不属于本次查询。", "The cursor belongs to another list.")
        return [_typed(part, value) for part, value in zip(self.parts, key[1:], strict=True)]


def _typed(part: Part, value: Any) -> Any:
    wrong = RequestMalformed("分页标记无效。", "The cursor is not one of ours.")
    if value is None and part.nulls:
        return None
    if part.kind is int and type(value) is int and abs(value) < 2**63:
        return value
    if part.kind is str and isinstance(value, str) and "\x00" not in value:
        return value
    if part.kind is datetime and isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise wrong from None
        if moment.tzinfo is not None:
            return moment
    raise wrong


def _behind(part: Part, value: Any) -> ColumnElement[bool] | None:
    if value is None:
        return None
    further: ColumnElement[bool] = part.column < value if part.descending else part.column > value
    return or_(further, part.column.is_(None)) if part.nulls else further


def cut(rows: Sequence[Any], limit: int) -> tuple[list[Any], bool]:
    """Of `limit + 1` rows read: those of the page, and whether more follow."""
    return list(rows[:limit]), len(rows) > limit
