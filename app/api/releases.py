"""Releases: what is published, and publishing."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from app.actions.release.list import list_releases
from app.actions.release.publish import publish_release
from app.actions.release.show import show_release
from app.api._book import Book
from app.api._findings import Finding, finding_view
from app.api._paging import paged
from app.api._parser import large
from app.api._schemas import Body, Number, Paged, doc, moment, page_of
from app.api._who import actor
from app.people import require

book = Book("releases", __name__, "Releases")
large("releases.publish")


class ReleaseItem(Schema):
    """A release without its files."""

    n = fields.Integer(required=True)
    id = fields.String(required=True, metadata=doc("SHA-256 of its manifest"))
    message = fields.String(required=True)
    author = fields.String(required=True)
    published_at = moment("when")
    calendar = fields.String(required=True, allow_none=True, metadata=doc("SHA-256 of the working calendar in use now, whatever the release"))
    file_count = fields.Integer(required=True)


class ReleaseFile(Schema):
    """A file of a release."""

    path = fields.String(required=True)
    sha256 = fields.String(required=True)


class ReleaseProcess(Schema):
    """A process of a release."""

    key = fields.String(required=True)
    name = fields.String(required=True)


class Release(ReleaseItem):
    """A release."""

    processes = fields.List(fields.Nested(ReleaseProcess), required=True)
    files = fields.List(fields.Nested(ReleaseFile), required=True)


class Bundle(Body):
    """A whole bundle."""

    files = fields.Dict(keys=fields.String(validate=validate.Length(1, 200)), values=fields.String(), required=True, metadata=doc("path → text"))
    message = fields.String(required=True, validate=validate.Length(1, 2000))
    based_on = Number(load_default=None, allow_none=True, metadata=doc("the release that the author has looked at"))


class PublishedRelease(Schema):
    """What was new, with the warnings that did not stop it."""

    release = fields.Nested(Release, required=True, allow_none=True)
    calendar = fields.String(required=True, allow_none=True, metadata=doc("SHA-256 of the working calendar when it was new"))
    findings = fields.List(fields.Nested(Finding), required=True)


@book.get("/releases")
@book.takes(Paged, "query")
@book.gives(200, page_of(ReleaseItem, "ReleasesPage"), 400)
def releases(query: dict[str, Any]) -> dict[str, Any]:
    """All releases, newest first."""
    return paged(list_releases(limit=query["limit"], after=query["cursor"]))


@book.get("/releases/<number:n>")
@book.gives(200, Release, 404)
def release(n: int) -> dict[str, Any]:
    """One release: its processes, its files by hash."""
    return show_release(n)


@book.post("/releases")
@book.takes(Bundle)
@book.gives(201, PublishedRelease, 400, 403, 409, 413, 415)
def publish(body: dict[str, Any]) -> dict[str, Any]:
    """Publish a bundle: new cases run on it from now on."""
    require(actor().holds("owner"), "只有流程管理员可以发布流程。", "Only the process owner publishes.")
    published = publish_release(actor().username, body["files"], body["message"], body["based_on"])
    return {
        "release": show_release(published.release.id) if published.release else None,
        "calendar": published.calendar.digest if published.calendar else None,
        "findings": [finding_view(f, actor().language) for f in published.warnings],
    }
