"""The house's own history: people, rights, releases, files; and who held which role when."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from app.actions.history.list_holders import list_holders
from app.actions.history.list_house_events import list_house_events
from app.api._book import Book
from app.api._paging import paged
from app.api._schemas import Paged, doc, moment, page_of
from app.api._who import actor

book = Book("house", __name__, "The house's own history")


class HouseQuery(Paged):
    """Which acts."""

    kind = fields.String(load_default=None, metadata=doc("the kind, or how it begins: `role:`, `person:`"))
    person = fields.String(load_default=None, metadata=doc("user name of who acted, or whom it is about"))


class Named(Schema):
    """A person, by both names."""

    username = fields.String(required=True)
    name = fields.String(required=True)


class HouseAct(Schema):
    """An act on people, offices, rights, releases, calendars, files or the training clock."""

    seq = fields.Integer(required=True)
    kind = fields.String(required=True)
    at = moment("when")
    actor = fields.String(required=True)
    actor_name = fields.String(required=True)
    actor_name_en = fields.String(required=True)
    said = fields.String(required=True, metadata=doc("what happened, in Chinese"))
    said_en = fields.String(required=True, metadata=doc("the same in English"))
    people = fields.List(fields.Nested(Named), required=True, metadata=doc("whom it is about; the first twenty"))
    hash = fields.String(required=True, metadata=doc("its place in the chain, hex"))


class HoldersQuery(Schema):
    """When, and whose."""

    at = fields.AwareDateTime(load_default=None, metadata=doc("the moment; now without it"))
    role = fields.String(load_default=None)
    office = fields.String(load_default=None, metadata=doc("code of the office"))


class Holder(Schema):
    """A role that an active person held."""

    person = fields.String(required=True)
    name = fields.String(required=True)
    role = fields.String(required=True)
    office = fields.String(required=True, allow_none=True)
    label = fields.String(required=True)
    since = moment("when it was given")
    seq = fields.Integer(required=True, metadata=doc("the act that gave it"))
    sealed = fields.Boolean(required=True, metadata=doc("false: it was there before the house wrote such acts down"))


@book.get("/house/events")
@book.takes(HouseQuery, "query")
@book.gives(200, page_of(HouseAct, "HousePage"), 400, 403)
def events(query: dict[str, Any]) -> dict[str, Any]:
    """What happened to the house, newest first; for auditors and administrators."""
    return paged(list_house_events(actor(), kind=query["kind"], person=query["person"], limit=query["limit"], after=query["cursor"]))


@book.get("/house/holders")
@book.takes(HoldersQuery, "query")
@book.gives(200, page_of(Holder, "HoldersPage"), 400, 403)
def held(query: dict[str, Any]) -> dict[str, Any]:
    """Who held which role at a moment; for auditors and administrators."""
    found = list_holders(actor(), query["at"], role=query["role"], office=query["office"])
    return {"items": found, "total": len(found), "next": None}
