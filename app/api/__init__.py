"""HTTP only: schema in, one action, schema out. A blueprint with its schemas in one file; everything is registered here."""

from __future__ import annotations

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask
from flask_smorest import Api
from werkzeug.routing import BaseConverter, PathConverter, ValidationError

from app.api import (
    checks,
    clauses,
    files,
    house,
    instances,
    messages,
    meta,
    notices,
    operating,
    overview,
    people,
    processes,
    questions,
    records,
    releases,
    session,
    tasks,
    training,
)
from app.api._headers import harden
from app.api._json import HouseJson
from app.api._problems import KIND, handle_errors
from app.api._schemas import Problem
from app.api._who import open_to_all, watch
from app.api.docs import docs
from app.api.metrics import measure, metrics
from app.api.problems import problems
from app.api.web import web

BOOKS = (
    session, people, overview, processes, tasks, instances, operating, files, notices, messages, records, house, questions, clauses, checks, releases,
    training, meta,
)  # fmt: skip
REFUSALS = {
    400: "the request cannot be read", 401: "nobody is signed in", 403: "not this person, or the security token is missing", 404: "not found",
    409: "the state is not what it was thought to be; nothing was changed", 413: "too large", 415: "not JSON (or not multipart)",
    429: "too many failures to sign in to this account; wait as long as Retry-After says",
    422: "what was sent is not valid, or a rule refuses it", 500: "an error of the program; nothing was changed",
    503: "the database does not answer; try again",
}  # fmt: skip


class Number(BaseConverter):
    """An id in a path: digits that PostgreSQL can hold; anything else is no address of ours."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Its value."""
        if not value.isascii():
            raise ValidationError
        return int(value)

    def to_url(self, value: Any) -> str:
        """Its text."""
        return str(int(value))


class Address(PathConverter):
    """A path of the browser application: none of the server's own."""

    regex = r"(?!api/|problems/|assets/|healthz$|readyz$|metrics$)[^/].*?"


class House(Api):
    """flask-smorest, with the house's own rendering of refusals."""

    def _register_error_handlers(self) -> None:
        return None


def register(app: Flask) -> None:
    """Everything that answers HTTP."""
    app.json = HouseJson(app)
    app.url_map.converters |= {"number": Number, "address": Address}
    app.config.setdefault("API_TITLE", "霍邱县电子政务项目全流程管理")
    app.config.setdefault("API_VERSION", "v1")
    app.config.setdefault("OPENAPI_VERSION", "3.1.0")
    app.config.setdefault("OPENAPI_URL_PREFIX", "/api/v1")
    measure(app)
    watch(app)
    harden(app)
    handle_errors(app)
    api = House(app)
    open_to_all("api-docs.openapi_json")
    _describe(api)
    for module in BOOKS:
        api.register_blueprint(module.book)
    for plain in (meta.health, metrics, docs, problems, web):
        app.register_blueprint(plain)


def _describe(api: Api) -> None:
    api.register_converter(Number, lambda _: {"type": "string", "pattern": "^[0-9]{1,18}$"})
    cookie = {"type": "apiKey", "in": "cookie", "name": "desk_session"}
    token = {"type": "apiKey", "in": "header", "name": "X-CSRF-Token"}
    bearer = {"type": "http", "scheme": "bearer", "description": "flask user token; its scopes: read, act, send:<name>"}
    api.spec.components.security_scheme("session", cookie).security_scheme("csrf", token).security_scheme("bearer", bearer)
    api.spec.options["security"] = [{"session": [], "csrf": []}, {"bearer": []}]
    api.spec.components.schema("Problem", schema=Problem)
    plugin = next(p for p in api.spec.plugins if isinstance(p, MarshmallowPlugin))
    assert plugin.converter is not None
    for status, said in REFUSALS.items():
        content = {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        api.spec.components.response(f"Problem{status}", {"description": said, "content": content})
