"""How people are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from app.api._schemas import doc


class Held(Schema):
    """A role held in an office."""

    role = fields.String(required=True)
    office = fields.String(required=True, allow_none=True, metadata=doc("code of the office; null for the pool and system roles"))
    office_name = fields.String(required=True, allow_none=True)


class Counts(Schema):
    """How much waits."""

    mine = fields.Integer(required=True)
    claimable = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    notices = fields.Integer(required=True, metadata=doc("unread ones"))


class Me(Schema):
    """The signed-in person."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    offices = fields.List(fields.String(), required=True)
    memberships = fields.List(fields.Nested(Held), required=True)
    substitutions = fields.List(fields.Dict(), required=True, metadata=doc("for whom this person stands in"))
    counts = fields.Nested(Counts, required=True)
    language = fields.String(required=True)


class MeWithToken(Me):
    """The same with the token of this session."""

    csrf_token = fields.String(required=True, allow_none=True, metadata=doc("null for a machine, which needs none"))


class PersonItem(Schema):
    """A person to choose."""

    username = fields.String(required=True)
    name = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)
    offices = fields.List(fields.String(), required=True)
    works_in = fields.String(required=True, allow_none=True)
    works_in_name = fields.String(required=True, allow_none=True)
    specialties = fields.List(fields.String(), required=True)


class OfficeItem(Schema):
    """An office to choose."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True, metadata=doc("county, department or supplier"))
