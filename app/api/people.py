"""People and offices, for choosing one in a form."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from app.actions.person.list import list_people
from app.actions.person.list_offices import list_offices
from app.api._book import Book
from app.api._paging import paged
from app.api._people import OfficeItem, PersonItem
from app.api._schemas import Paged, doc, page_of
from app.api._who import actor

book = Book("people", __name__, "People and offices")


class PeopleQuery(Paged):
    """Which people."""

    role = fields.String(load_default=None)
    office = fields.String(load_default=None)
    q = fields.String(load_default=None, metadata=doc("piece of a name"))


class OfficesQuery(Paged):
    """Which offices."""

    kind = fields.String(load_default=None)
    q = fields.String(load_default=None, metadata=doc("piece of a name"))


@book.get("/people")
@book.takes(PeopleQuery, "query")
@book.gives(200, page_of(PersonItem, "PeoplePage"), 400)
def people(query: dict[str, Any]) -> dict[str, Any]:
    """Active people, by role and office."""
    found = list_people(actor(), role=query["role"], office=query["office"], q=query["q"], limit=query["limit"], after=query["cursor"])
    return paged(found)


@book.get("/offices")
@book.takes(OfficesQuery, "query")
@book.gives(200, page_of(OfficeItem, "OfficesPage"), 400)
def offices(query: dict[str, Any]) -> dict[str, Any]:
    """Offices, by kind."""
    return paged(list_offices(kind=query["kind"], q=query["q"], limit=query["limit"], after=query["cursor"]))
