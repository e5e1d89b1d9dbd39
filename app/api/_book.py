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
