"""Fields marked readOnly: whatever the client sent, they take what the server gives (prefill), also in the columns of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.forms.messages import FieldError, Path, told
from app.forms.schema import Schema


def overwritten(schema: Schema, data: Mapping[str, Any], given: Mapping[str, Any], root: Schema, path: Path, errors: list[FieldError]) -> dict[str, Any]:
    """A copy of `data` in which every readOnly field of `schema` is the given one, or is gone; faults of fixed tables go to `errors`."""
    filled = dict(data)
    for name, field in schema.get("properties", {}).items():
        if not isinstance(field, dict):
            continue
        if field.get("readOnly"):
            filled.pop(name, None)
            if given.get(name) is not None:
                filled[name] = given[name]
        elif isinstance(filled.get(name), list) and _has_given_columns(field):
            rows = given.get(name)
            filled[name] = _rows(field, filled[name], rows if isinstance(rows, list) else [], root, (*path, name), errors)
        elif isinstance(filled.get(name), dict) and "properties" in field:
            inner = given.get(name)
            filled[name] = overwritten(field, filled[name], inner if isinstance(inner, dict) else {}, root, (*path, name), errors)
    return filled


def _has_given_columns(field: Schema) -> bool:
    items = field.get("items")
    return isinstance(items, dict) and any(isinstance(column, dict) and column.get("readOnly") for column in items.get("properties", {}).values())


def _rows(field: Schema, rows: list[Any], given: list[Any], root: Schema, path: Path, errors: list[FieldError]) -> list[Any]:
    key, items = field.get("x-key"), field["items"]
    known: dict[Any, Mapping[str, Any]] = {}
    for number, row in enumerate(given):
        if isinstance(row, dict):
            known[_hashable(row.get(key)) if key else number] = row
    filled, seen = [], set()
    for number, row in enumerate(rows):
        if not isinstance(row, dict):
            filled.append(row)
            continue
        mark = _hashable(row.get(key)) if key else number
        if key and mark in seen:
            errors.append(told(root, (*path, number), "x-key", "与前面的行重复", "is there twice"))
        elif key and field.get("x-fixed") and mark not in known:
            errors.append(told(root, (*path, number), "x-fixed", "不能增加行", "rows cannot be added"))
        seen.add(mark)
        own = dict(known.get(mark, {}))
        if key and mark not in known and row.get(key) is not None and not field.get("x-fixed"):
            own[key] = row[key]
        filled.append(overwritten(items, row, own, root, (*path, number), errors))
    if key and field.get("x-fixed") and (missing := known.keys() - seen):
        names = "、".join(sorted(str(mark) for mark in missing)[:5])
        errors.append(told(root, path, "x-fixed", f"缺少行：{names}", f"rows are missing: {names}"))
    return filled


def _hashable(value: Any) -> Any:
    return value if isinstance(value, (str, int, type(None))) else repr(value)
