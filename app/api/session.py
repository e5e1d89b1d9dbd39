"""Signing in and out, and one's own card."""

from __future__ import annotations

from typing import Any

from flask import Response, g, request
from marshmallow import fields, validate

from app.actions.person.recognise import recognise_person
from app.actions.person.set_language import set_language
from app.actions.person.sign_in import sign_in
from app.actions.person.sign_out import sign_out
from app.actions.person.who_am_i import who_am_i
from app.api._book import Book
from app.api._json import answer
from app.api._people import Me, MeWithToken
from app.api._schemas import Body, doc
from app.api._who import COOKIE, actor, open_to_all, remember
from app.people import require

book = Book("session", __name__, "Sign-in, sign-out, who am I")
open_to_all("session.enter")


class SignIn(Body):
    """A user name and its password."""

    username = fields.String(required=True, validate=validate.Length(1, 100), metadata=doc("user name", example="wjw.handler"))
    password = fields.String(required=True, load_only=True, validate=validate.Length(1, 1000))


class Entered(Body):
    """The token for changing calls, and the person."""

    csrf_token = fields.String(required=True, metadata=doc("goes into the header X-CSRF-Token of every changing call"))
    person = fields.Nested(Me, required=True)


class Language(Body):
    """Which language."""

    language = fields.String(required=True, validate=validate.OneOf(["zh", "en"]))


@book.post("/session")
@book.takes(SignIn)
@book.gives(200, Entered, 400, 413, 415, 429)
def enter(body: dict[str, Any]) -> Response:
    """Sign in: sets the session cookie."""
    entered = sign_in(body["username"], body["password"])
    person = recognise_person(entered.token).actor
    return remember(answer({"csrf_token": entered.csrf, "person": who_am_i(person)}), entered.token)


@book.delete("/session")
@book.gives(204, None, 403)
def leave() -> Response:
    """Sign out: the session is over at once. (A token is no session: it is revoked.)"""
    require(actor().scopes is None, "访问令牌不能退出登录，请由管理员撤销。", "A token does not sign out: the administrator revokes it.")
    sign_out(request.cookies[COOKIE])
    return remember(Response(status=204), None)


@book.get("/me")
@book.gives(200, MeWithToken)
def me() -> dict[str, Any]:
    """Who am I, what may I do, how much waits for me."""
    return {**who_am_i(actor()), "csrf_token": g.csrf}


@book.put("/me/language")
@book.takes(Language)
@book.gives(200, Language, 400, 403, 413, 415)
def choose_language(body: dict[str, Any]) -> dict[str, Any]:
    """Choose the language of the pages and of refusals."""
    set_language(actor(), body["language"])
    return {"language": body["language"]}
