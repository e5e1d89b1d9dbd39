"""What everybody may know; whether the server is alive and ready."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from app.actions.release.show_meta import show_meta
from app.api._book import Book
from app.api._json import answer
from app.api._schemas import doc, moment
from app.api._who import open_to_all
from app.ground.health import check_health

book = Book("meta", __name__, "This server")
health = Blueprint("health", __name__)
open_to_all("meta.meta")


class Meta(Schema):
    """This server."""

    name = fields.String(required=True)
    name_en = fields.String(required=True)
    training = fields.Boolean(required=True, metadata=doc("whether people move its clock"))
    now = moment("the case clock")
    rule_version = fields.String(required=True)
    release = fields.Integer(required=True, allow_none=True)
    languages = fields.List(fields.String(), required=True)
    demo = fields.Boolean(required=True, metadata=doc("whether the demo people can sign in with the published password"))


@book.get("/meta")
@book.gives(200, Meta)
def meta() -> dict[str, Any]:
    """Name, clock, release; no sign-in needed."""
    return show_meta()


@health.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return answer({"status": "ok"})


@health.get("/readyz")
def ready() -> Response:
    """Database, migrations and worker are there: 200, else 503 and which is not."""
    parts = check_health()
    good = all(said == "ok" for said in parts.values())
    return answer({"status": "ok" if good else "not ready", **parts}, 200 if good else 503)
