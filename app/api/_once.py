"""The header Idempotency-Key: a request that is sent again answers the same and does nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request

from app.access.once import answer_once
from app.api._json import answer
from app.api._who import actor
from app.errors import RequestMalformed

HEADER = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "description": "chosen by the caller; the same key with the same body answers the same again, with another body it is refused",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}  # fmt: skip


def once(status: int, act: Callable[[], Any]) -> Response:
    """Do it; with the header, at most once.

    Raises  RequestMalformed for a key that is none, KeyReused.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return answer(act(), status)
    if not 0 < len(key) <= 200 or not key.isprintable():
        raise RequestMalformed("Idempotency-Key 应为 1 到 200 个可见字符。", "An Idempotency-Key has 1 to 200 visible characters.")
    known, said = answer_once(actor(), f"{request.method} {request.path}", key, request.get_data(cache=True), status, act)
    return answer(said, known)
