"""JSON Schema 2020-12 with the house's formats and keywords, on the jsonschema library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from app.forms.formats import DECIMAL, wrong_format
from app.forms.schema import Schema


def _format(validator: Any, name: str, value: Any, schema: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and wrong_format(name, value, schema.get("x-unit", ""), signed=schema.get("x-signed", False)) is not None:
        yield ValidationError(f"not a {name}")


def _required(validator: Any, wanted: list[str], value: Any, schema: Schema) -> Iterator[ValidationError]:
    """One error for all missing fields (the library makes one for each); `messages` names them."""
    if isinstance(value, dict) and not value.keys() >= set(wanted):
        yield ValidationError("required fields are missing")


def _max_chars(validator: Any, most: int, value: Any, schema: Schema) -> Iterator[ValidationError]:
    if isinstance(value, str) and characters(value) > most:
        yield ValidationError(f"more than {most} characters")


def _limit(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[Any, str, Any, Schema], Iterator[ValidationError]]:
    def check(validator: Any, limit: str, value: Any, schema: Schema) -> Iterator[ValidationError]:
        if isinstance(value, str) and len(value) <= 40 and DECIMAL.fullmatch(value) and not holds(Decimal(value), Decimal(limit)):
            yield ValidationError(f"{value} against {limit}")

    return check


def characters(text: str) -> int:
    """How long a text is; line breaks do not count (AM-44)."""
    return len(text) - text.count("\n") - text.count("\r")


LIMITS: dict[str, Callable[[Any, str, Any, Schema], Iterator[ValidationError]]] = {
    "x-minimum": _limit(lambda value, limit: value >= limit),
    "x-maximum": _limit(lambda value, limit: value <= limit),
    "x-exclusiveMinimum": _limit(lambda value, limit: value > limit),
    "x-exclusiveMaximum": _limit(lambda value, limit: value < limit),
}

# An integer is written as one: 5.0 is a float and stays out of the data.
_TYPES = Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool))

FormValidator = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"format": _format, "required": _required, "x-maxChars": _max_chars, **LIMITS}, type_checker=_TYPES
)
