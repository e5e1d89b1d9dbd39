"""How request bodies and queries are read before their schema sees them."""

from __future__ import annotations

from typing import Any

from flask import current_app, request
from webargs.core import missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from app.errors import DataInvalid

MAX_JSON_BYTES = 2 * 1024 * 1024


class HouseParser(FlaskParser):
    """JSON by the house's own reader (see `_json`); only `application/json`, at most 2 MB unless the view allows more."""

    def load_json(self, req: Any, schema: Any) -> Any:
        """The body, or missing when there is none."""
        if request.endpoint not in LARGE:
            request.max_content_length = MAX_JSON_BYTES
        body = request.get_data(cache=True)
        if not body:
            return missing
        if not request.is_json:
            raise UnsupportedMediaType
        return current_app.json.loads(body)

    def load_querystring(self, req: Any, schema: Any) -> Any:
        """The query; NUL is refused here, for the database would."""
        for name, value in request.args.items(multi=True):
            if "\x00" in value:
                fault = {"pointer": f"/query/{name}", "message": "不得含有空字符 / no NUL character"}
                raise DataInvalid("查询参数有误。", "A query parameter is wrong.", errors=[fault])
        return super().load_querystring(req, schema)


LARGE: set[str] = set()


def large(endpoint: str) -> None:
    """Bodies of this endpoint may be as large as MAX_CONTENT_LENGTH."""
    LARGE.add(endpoint)
