"""Every refusal and every accident as problem+json, in the reader's language; never a stack trace."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from app.api._json import answer
from app.errors import DataInvalid, HouseError, TooLarge

KIND = "application/problem+json"
UNREADABLE = ("填写内容有误，请按提示修改。", "What was sent is not valid.")
TITLES = {
    400: ("request-malformed", "请求无法识别", "The request cannot be read"),
    404: ("not-found", "没有找到", "Not found"),
    405: ("method-not-allowed", "不支持该操作方式", "This address does not take that method"),
    415: ("wrong-media-type", "不支持该内容类型", "This kind of content is not understood here"),
}


def language() -> str:
    """The signed-in person's, else the browser's, else Chinese."""
    actor = g.get("actor")
    if actor is not None:
        return str(actor.language)
    return request.accept_languages.best_match(["zh", "zh-CN", "en"], default="zh")[:2]


def problem(error: HouseError) -> Response:
    """A refusal of the house."""
    response = answer(error.as_problem(_path(), language()), int(error.status), KIND)
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "2"
    if error.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in error.facts:
        response.headers["Retry-After"] = str(error.facts["retry_after"])
    return response


def _path() -> str:
    """What was called, without what could harm whoever reads it."""
    return "".join(c if c.isprintable() else "?" for c in request.path)[:500]


def http_problem(error: HTTPException) -> Any:
    """What Flask and webargs refuse."""
    if error.response is not None or error.code is None or error.code < 400:
        return error
    messages = getattr(error, "data", {}).get("messages")
    if messages is not None:
        return problem(DataInvalid(*UNREADABLE, errors=list(_faults(messages))))
    if error.code == 413:
        return problem(_too_large())
    slug, title, title_en = TITLES.get(error.code, ("request-refused", "请求未被接受", "The request was refused"))
    shown, stop = (title_en, ".") if language() == "en" else (title, "。")
    said = {"type": f"/problems/{slug}", "title": shown, "status": error.code, "detail": shown + stop, "instance": _path()}
    response = answer(said, error.code, KIND)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _too_large() -> TooLarge:
    """A request that was not even read; with the one finding that a check of it gives."""
    english = language() == "en"
    said = "The request is larger than this address takes." if english else "请求超过本接口允许的大小。"
    fix = "Send fewer or smaller files at a time" if english else "减小文件，或分几次提交"
    finding = {"file": "", "rule": "size", "severity": "error", "element": None, "message": said, "fix": fix}
    return TooLarge("请求超过本接口允许的大小。", "The request is larger than this address takes.", findings=[finding])


def accident(app: Flask, error: Exception) -> Response:
    """Something nobody expected: logged with its trace, answered without."""
    app.logger.error("unexpected error at %s %s", request.method, request.path, exc_info=error)
    return problem(HouseError("程序内部错误，本次操作未保存，已记录待查。", "Something went wrong; nothing was saved; it has been recorded."))


def _faults(messages: Any) -> Iterator[dict[str, str]]:
    for place, inner in messages.items():
        yield from _walk(inner, "" if place in ("json", "form", "files") else f"/{place.removesuffix('string')}")


def _walk(messages: Any, pointer: str) -> Iterator[dict[str, str]]:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            here = pointer if name == "_schema" else f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
            yield from _walk(inner, here)
    elif isinstance(messages, list):
        yield {"pointer": pointer, "message": " ".join(_in_language(str(m)) for m in messages)}


_CHINESE = {
    "Missing data for required field.": "此项必填。",
    "Field may not be null.": "此项不能为空。",
    "Unknown field.": "没有这个字段。",
    "Not a valid string.": "应为文本。",
    "Not a valid integer.": "应为整数。",
    "Not a valid boolean.": "应为是或否。",
    "Not a valid datetime.": "应为带时区的时间（RFC 3339）。",
    "Not a valid mapping type.": "应为对象。",
    "Not a valid list.": "应为列表。",
    "Invalid input type.": "应为 JSON 对象。",
}


def _in_language(message: str) -> str:
    return _CHINESE.get(message, message) if language() == "zh" else message


def handle_errors(app: Flask) -> None:
    """Register the three."""
    app.register_error_handler(HouseError, problem)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(Exception, lambda error: accident(app, error))
