"""Who calls: recognised before every view of the API, except those that are open to all; the token for changing calls is checked here too."""

from __future__ import annotations

import hmac

from flask import Flask, Response, current_app, g, request

from app.access.scopes import require_scope
from app.actions.person.recognise import recognise_person
from app.actions.person.recognise_token import recognise_token
from app.errors import CsrfMissing, NotFound, NotSignedIn
from app.people import Actor

COOKIE = "desk_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_open_to_all: set[str] = set()
_open_to_senders: set[str] = set()


def open_to_all(endpoint: str) -> None:
    """This endpoint needs no sign-in."""
    _open_to_all.add(endpoint)


def open_to_senders(endpoint: str) -> None:
    """This endpoint sends messages: a token that is good for sending alone may call it."""
    _open_to_senders.add(endpoint)


def actor() -> Actor:
    """The signed-in person of this request."""
    person: Actor = g.actor
    return person


def recognise() -> None:
    """Before each request.

    Raises  NotSignedIn, CsrfMissing, NotAllowed (a token without the scope); NotFound for a path that no database could hold.
    """
    g.actor = g.csrf = None
    if "\x00" in request.path:
        raise NotFound("没有这个地址。", "There is no such address.")
    endpoint = request.endpoint
    if endpoint is None or not request.path.startswith("/api/v1/") or endpoint in _open_to_all:
        return
    if "Authorization" in request.headers:
        g.actor = _machine(request.headers["Authorization"])
        return
    token = request.cookies.get(COOKIE)
    if not token:
        raise NotSignedIn("请先登录。", "Sign in first.")
    known = recognise_person(token)
    g.actor, g.csrf = known.actor, known.csrf
    shown = request.headers.get("X-CSRF-Token", "")
    if request.method not in SAFE and not hmac.compare_digest(shown.encode(), known.csrf.encode()):
        raise CsrfMissing("请求缺少安全令牌，请刷新页面后重试。", "The header X-CSRF-Token is missing or wrong; load the page again.")


def _machine(header: str) -> Actor:
    """Who holds this token; no security token is asked for, since no browser sends it by itself."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NotSignedIn("访问令牌无效。", "The header Authorization holds no bearer token.")
    machine = recognise_token(token.strip())
    require_scope(machine, changes=request.method not in SAFE, sends=request.endpoint in _open_to_senders)
    return machine


def remember(response: Response, token: str | None) -> Response:
    """Set the cookie, or take it away (None)."""
    secure = request.is_secure or bool(current_app.config["SECURE_COOKIES"])
    if token is None:
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="Lax", secure=secure)
    else:
        seconds = current_app.config["SESSION_HOURS"] * 3600
        response.set_cookie(COOKIE, token, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=secure)
    return response


def watch(app: Flask) -> None:
    """Ask before every request."""
    app.before_request(recognise)
