"""Answers as people read them: by the titles of the form as it was in its release, each value with what it is (money, date, file …).

A field is `{title, kind, value}`: kinds are text, number, money (with `unit`), yes_no, date, month, moment, person, office, project, file, list
(of one of these), table (`columns` with titles, `rows` of fields) and group (`value`: fields). What stands in no form keeps its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.forms import Form

Field = dict[str, Any]
# How a reference is said: (format, id) → what people call it.
Named = Callable[[str, str], Any]
_KINDS = {"date": "date", "month": "month", "date-time": "moment", "person": "person", "office": "office", "supplier": "office", "project": "project"}


def answers_view(form: Form | None, data: Mapping[str, Any], language: str, named: Named) -> list[dict[str, Any]]:
    """The answers in the sections and in the order of the form; `empty`: titles of what was left out."""
    schema = form.plain if form is not None else {}
    placed = set[str]()
    sections = []
    for title, names in _sections(form, schema, data, language):
        fields, empty = [], []
        for name in names:
            if name in placed:
                continue
            placed.add(name)
            field = schema.get("properties", {}).get(name, {})
            if is_empty(data.get(name)):
                empty.append(title_of(field, name, language))
            else:
                fields.append(field_view(field, name, data[name], language, named))
        if fields or empty:
            sections.append({"title": title, "fields": fields, "empty": empty})
    return sections


def _sections(form: Form | None, schema: Mapping[str, Any], data: Mapping[str, Any], language: str) -> Iterable[tuple[str, list[str]]]:
    ui = form.ui if form is not None else {}
    for section in ui.get("ui:options", {}).get("sections", []):
        said = section.get("title_en") if language == "en" else None
        yield str(said or section.get("title", "")), list(section.get("fields", []))
    order = [name for name in ui.get("ui:order", []) if name != "*"]
    yield "", [*order, *schema.get("properties", {}), *data]


def field_view(field: Mapping[str, Any], name: str, value: Any, language: str, named: Named) -> Field:
    """One field with its title; `field`: its ready schema, empty where there is none."""
    return {"title": title_of(field, name, language), **value_view(field, name, value, language, named)}


def title_of(field: Mapping[str, Any], name: str, language: str) -> str:
    """What the form calls a field."""
    said = field.get("x-title-en") if language == "en" else None
    return str(said or field.get("title") or name)


def value_view(field: Mapping[str, Any], name: str, value: Any, language: str, named: Named) -> Field:
    """A value and what it is."""
    if isinstance(value, dict):
        inner = field.get("properties", {})
        return {"kind": "group", "value": [field_view(inner.get(n, {}), n, v, language, named) for n, v in value.items() if not is_empty(v)]}
    if isinstance(value, list):
        items = field.get("items") if isinstance(field.get("items"), dict) else {}
        if value and all(isinstance(row, dict) for row in value):
            return {"kind": "table", **_table(items or {}, value, language, named)}
        return {"kind": "list", "value": [value_view(items or {}, name, one, language, named) for one in value]}
    return _single(field, name, value, named)


def _table(items: Mapping[str, Any], rows: list[dict[str, Any]], language: str, named: Named) -> Field:
    known = items.get("properties", {})
    names = [n for n in dict.fromkeys([*known, *(n for row in rows for n in row)]) if any(not is_empty(row.get(n)) for row in rows)]
    columns = [title_of(known.get(n, {}), n, language) for n in names]
    return {"columns": columns, "rows": [[value_view(known.get(n, {}), n, row.get(n), language, named) for n in names] for row in rows]}


def _single(field: Mapping[str, Any], name: str, value: Any, named: Named) -> Field:
    wanted = field.get("format")
    if isinstance(value, bool):
        return {"kind": "yes_no", "value": value}
    if wanted == "file-id":
        return {"kind": "file", "value": named("file-id", str(value))}
    if isinstance(value, str) and (wanted == "decimal" or (wanted is None and name.endswith(("_wan", "_yuan")))):
        return {"kind": "money", "value": value, "unit": _unit(field, name)}
    if wanted in _KINDS:
        kind = _KINDS[wanted]
        return {"kind": kind, "value": named(wanted, str(value)) if kind in ("person", "office", "project") else value}
    return {"kind": "number" if isinstance(value, int | float) else "text", "value": value}


def _unit(field: Mapping[str, Any], name: str) -> str | None:
    """`wan` or `yuan`, where the title does not say it."""
    unit = field.get("x-unit") or next((u for u in ("wan", "yuan") if name.endswith(f"_{u}")), None)
    return None if "元" in str(field.get("title", "")) else unit


def is_empty(value: Any) -> bool:
    """Whether nothing was said."""
    return value is None or value in ("", [], {})
