"""A form's JSON Schema made ready: references written out, every decimal told its unit by the name of its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.errors import DiagramRefused

Schema = dict[str, Any]
REFERENCES_DEEP = 20
# Keywords whose value is one schema, a list of schemas, or schemas by name.
ONE = ("items", "not", "if", "then", "else", "contains", "additionalProperties")
MANY = ("allOf", "anyOf", "oneOf")
NAMED = ("properties",)
# What an incomplete form (decision in `x-partial`) is not asked for.
COMPLETENESS = frozenset({"required", "minItems", "minLength", "minProperties", "const", "contains", "dependentRequired", "if", "then", "else", "not", "anyOf"})


def written_out(schema: Schema) -> Schema:
    """A copy without `$ref` and `$defs`; a decimal knows its unit (`x-unit`: wan, yuan or none). DiagramRefused on an endless reference."""
    copy = _written_out(schema, schema.get("$defs", {}), None, 0)
    copy.pop("$defs", None)
    return copy


def _written_out(schema: Schema, definitions: Mapping[str, Schema], name: str | None, depth: int) -> Schema:
    if depth > REFERENCES_DEEP:
        raise DiagramRefused("表单中的 $ref 循环引用或嵌套过深", "A $ref of the form leads back to itself, or is nested too deeply")
    copy: Schema = {}
    for key, value in schema.items():
        if key in NAMED and isinstance(value, dict):
            copy[key] = {inner: _part(part, definitions, inner, depth + 1) for inner, part in value.items()}
        elif key in ONE:
            copy[key] = _part(value, definitions, name if key != "items" else None, depth + 1)
        elif key in MANY and isinstance(value, list):
            copy[key] = [_part(part, definitions, name, depth + 1) for part in value]
        elif key != "$ref":
            copy[key] = value
    reference = schema.get("$ref")
    if reference is not None:
        target = definitions.get(str(reference).removeprefix("#/$defs/"))
        if target is None:
            raise DiagramRefused(f"表单引用了不存在的 {reference}", f"The form refers to {reference}, which is not there")
        found = _written_out(target, definitions, name, depth + 1)
        shared = {key for key in found.keys() & copy.keys() if not key.startswith("x-") and key not in {"title", "description", "default"}}
        copy = {**found, **copy} if not shared else {**copy, "allOf": [*copy.get("allOf", []), found]}
    if copy.get("format") == "decimal":
        copy["x-unit"] = unit_of(name)
    return copy


def _part(part: Any, definitions: Mapping[str, Schema], name: str | None, depth: int) -> Any:
    return _written_out(part, definitions, name, depth) if isinstance(part, dict) else part


def unit_of(name: str | None) -> str:
    """The unit of money in a field's name: wan 万元, yuan 元, else none."""
    return next((unit for unit in ("wan", "yuan") if name and name.endswith(f"_{unit}")), "")


def without_completeness(schema: Schema) -> Schema:
    """The schema of an incomplete form: types, formats and allowed values hold, nothing is demanded."""
    copy: Schema = {}
    for key, value in schema.items():
        if key in COMPLETENESS:
            continue
        if key in NAMED:
            copy[key] = {inner: without_completeness(part) for inner, part in value.items()}
        elif key in ONE and isinstance(value, dict):
            copy[key] = without_completeness(value)
        elif key in MANY:
            copy[key] = [without_completeness(part) for part in value]
        else:
            copy[key] = value
    return copy


def field_at(schema: Schema, path: tuple[str | int, ...]) -> Schema:
    """The schema of the field at a path of names and row numbers; empty where the form has none."""
    found = schema
    for step in path:
        inner = found.get("items") if isinstance(step, int) else found.get("properties", {}).get(step)
        if not isinstance(inner, dict):
            return {}
        found = inner
    return found


def leaves(schema: Schema, data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Schema, Any]]:
    """Every single value in the data with its path and its schema."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from leaves(field_at(schema, (name,)), value, (*path, name))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from leaves(field_at(schema, (number,)), value, (*path, number))
    elif data is not None:
        yield path, schema, data
