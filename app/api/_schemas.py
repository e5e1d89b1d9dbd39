"""Schemas that several pages of the API use."""

from __future__ import annotations

from typing import Any

from marshmallow import INCLUDE, RAISE, Schema, ValidationError, fields, validate

from app.api._paging import Cursor

ID = r"^[0-9]{1,18}$"


def doc(text: str, **more: Any) -> dict[str, Any]:
    """What the documentation says of a field."""
    return {"description": text, **more}


def identifier(text: str, **kwargs: Any) -> fields.String:
    """An id as this API writes it: digits, as text."""
    return fields.String(required=True, metadata=doc(text, pattern=ID, example="12"), **kwargs)


def moment(text: str, *, optional: bool = False) -> fields.Raw:
    """A time, RFC 3339 with offset."""
    kind = ["string", "null"] if optional else "string"
    return fields.Raw(required=True, allow_none=optional, metadata=doc(text, type=kind, format="date-time"))


class Number(fields.Field):  # type: ignore[type-arg]
    """An id in a request: digits, as text or as a number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(metadata={"description": "an id", "type": "string", "pattern": ID} | kwargs.pop("metadata", {}), **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = str(value)
        if isinstance(value, bool) or not text.isascii() or not text.isdigit() or len(text) > 18:
            raise ValidationError("编号应为数字 / an id is made of digits")
        return int(text)


class Body(Schema):
    """What a request sends: an unknown field is refused."""

    class Meta:
        unknown = RAISE


class Problem(Schema):
    """RFC 9457. Further members say more: `errors` of invalid data, `clause` of a rule, `findings` of a diagram."""

    class Meta:
        unknown = INCLUDE

    type = fields.String(required=True, metadata=doc("a page that explains this kind of refusal", example="/problems/task-not-open"))
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True, metadata=doc("in the reader's language"))
    instance = fields.String(required=True, metadata=doc("the path that was called"))
    errors = fields.List(fields.Nested("FieldFault"), metadata=doc("pointer and message of each fault"))
    clause = fields.String(metadata=doc("the clause of the notice that refuses"))


class FieldFault(Schema):
    """One fault in what was sent."""

    pointer = fields.String(required=True, metadata=doc("JSON pointer into the body", example="/data/amount"))
    message = fields.String(required=True)


class Paged(Schema):
    """How lists are read: page by page."""

    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200), metadata=doc("rows on a page"))
    cursor = Cursor(load_default=None, metadata=doc("`next` of the page before", type="string"))


def page_of(item: type[Schema], name: str) -> type[Schema]:
    """The schema of a list of these."""
    return Schema.from_dict(
        {
            "items": fields.List(fields.Nested(item), required=True),
            "total": fields.Integer(required=True, metadata=doc("exact number of all")),
            "next": fields.String(required=True, allow_none=True, metadata=doc("cursor of the next page")),
        },
        name=name,
    )
