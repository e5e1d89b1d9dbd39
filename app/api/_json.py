"""JSON in and out: exact, bounded, and never what PostgreSQL cannot store."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from flask import Response, current_app
from flask.json.provider import JSONProvider

from app.errors import DataInvalid, RequestMalformed

MAX_DEPTH = 64


class HouseJson(JSONProvider):
    """orjson behind Flask's interface: no NaN, no lone surrogates, money as text."""

    def dumps(self, obj: Any, **_: Any) -> str:
        """Text of a JSON value."""
        return orjson.dumps(obj, default=_plain).decode()

    def loads(self, s: str | bytes, **_: Any) -> Any:
        """A JSON value from its text.

        Raises  RequestMalformed; DataInvalid for the one character that no text here may hold.
        """
        try:
            value = orjson.loads(s)
        except orjson.JSONDecodeError as error:
            raise RequestMalformed(
                f"请求内容不是有效的 JSON：{error.msg}（第 {error.lineno} 行）。", f"Not valid JSON: {error.msg}, line {error.lineno}."
            ) from error
        _check(value)
        return value

    def response(self, *args: Any, **kwargs: Any) -> Response:
        """What `jsonify` makes."""
        return answer(self._prepare_response_obj(args, kwargs))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _check(value: Any) -> None:
    """Depth and NUL, without recursion."""
    stack: list[tuple[Any, str, int]] = [(value, "", 0)]
    while stack:
        item, pointer, depth = stack.pop()
        if depth > MAX_DEPTH:
            raise RequestMalformed("请求内容嵌套过深。", "The request is nested too deeply.")
        if isinstance(item, str):
            _check_text(item, pointer)
        elif isinstance(item, dict):
            for key, inner in item.items():
                _check_text(key, pointer)
                stack.append((inner, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", depth + 1))
        elif isinstance(item, list):
            stack.extend((inner, f"{pointer}/{i}", depth + 1) for i, inner in enumerate(item))


def _check_text(text: str, pointer: str) -> None:
    if "\x00" in text:
        fault = {"pointer": pointer, "message": "文本中不得含有空字符 / a text may not hold the character NUL"}
        raise DataInvalid("文本中含有不允许的字符。", "A text holds a character that is not allowed.", errors=[fault])


def answer(value: Any, status: int = 200, kind: str = "application/json") -> Response:
    """A response with this JSON body."""
    return current_app.response_class(orjson.dumps(value, default=_plain), status=status, mimetype=kind)
