"""Cursors: opaque to the reader, checked when they come back."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Any

import orjson
from marshmallow import fields

from app.errors import RequestMalformed
from app.views.paging import Page


def encode(key: list[Any]) -> str:
    """A cursor from the key of a page's last row."""
    return urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def decode(text: str) -> list[Any]:
    """The key in a cursor.

    Raises  RequestMalformed for anything that this server did not write.
    """
    try:
        key = orjson.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        if isinstance(key, list) and key and all(k is None or isinstance(k, str | int) for k in key) and encode(key) == text:
            return key
    except (UnicodeEncodeError, binascii.Error, orjson.JSONDecodeError):
        pass
    raise RequestMalformed("分页标记无效，请从第一页重新查询。", "The cursor is not one of ours; start from the first page.")


class Cursor(fields.Field):  # type: ignore[type-arg]
    """A cursor in a query."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        return decode(value)


def paged(page: Page[Any], show: Callable[[Any], Any] = lambda item: item) -> dict[str, Any]:
    """A page as JSON."""
    return {"items": [show(i) for i in page.items], "total": page.total, "next": encode(page.next) if page.next else None}
