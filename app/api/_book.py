"""The blueprint of this API: who is asked first, how answers are documented, and that a view gives plain values."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema

from app.api._json import answer
from app.api._parser import HouseParser

PREFIX = "/api/v1"
View = Callable[..., Any]


class Book(Blueprint):
    """A page of the API: one subject, its schemas and its views."""

    ARGUMENTS_PARSER = HouseParser()

    def __init__(self, name: str, module: str, description: str) -> None:
        super().__init__(name, module, url_prefix=PREFIX, description=description)

    def get(self, rule: str) -> Callable[[View], View]:
        """The view answers GET."""
        return self._on("GET", rule)

    def post(self, rule: str) -> Callable[[View], View]:
        """The view answers POST."""
        return self._on("POST", rule)

    def put(self, rule: str) -> Callable[[View], View]:
        """The view answers PUT."""
        return self._on("PUT", rule)

    def delete(self, rule: str) -> Callable[[View], View]:
        """The view answers DELETE."""
        return self._on("DELETE", rule)

    def _on(self, method: str, rule: str) -> Callable[[View], View]:
        decorate: Callable[[View], View] = self.route(rule, methods=[method])
        return decorate

    def takes(self, schema: type[Schema] | Schema, location: str = "json", **documented: Any) -> Callable[[View], View]:
        """The view's first argument: what was sent (`json`, `query`), through this schema; `documented` is added to the documentation."""

        def decorate(view: View) -> View:
            checked: View = self.arguments(schema, location=location)(view)
            described: View = self.doc(**documented)(checked) if documented else checked
            return described

        return decorate

    def gives(self, status: int, schema: type[Schema] | Schema | None = None, *refusals: int, description: str = "") -> Callable[[View], View]:
        """The view gives a plain value of this schema's shape; these refusals are documented beside those that any call may have."""

        def decorate(view: View) -> View:
            @wraps(view)
            def respond(*args: Any, **kwargs: Any) -> Any:
                value = view(*args, **kwargs)
                if isinstance(value, Response):
                    return value
                return answer(value, status) if status != 204 else Response(status=204)

            documented: View = self.response(status, schema, description=description or None)(respond)
            return self.refuses(*refusals)(documented)

        return decorate

    def refuses(self, *refusals: int) -> Callable[[View], View]:
        """Only the refusals, for a view that answers bytes."""

        def decorate(view: View) -> View:
            for refusal in sorted({*refusals, 401, 422, 500, 503}):
                view = self.alt_response(refusal, response=f"Problem{refusal}")(view)
            return view

        return decorate
