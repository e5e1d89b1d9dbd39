"""Signing in, staying signed in, signing out."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.person.set_active import set_active
from app.clock import real_now
from app.models import Person, SignIn
from tests.build import Caller, county, sign_in

People = Callable[[str], Caller]


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(app: Flask) -> None:
    county()
    client = app.test_client()
    said = [client.post("/api/v1/session", json={"username": u, "password": p}) for u, p in (("wjw.handler", "no"), ("nobody", "demo"))]
    assert [r.status_code for r in said] == [401, 401]
    assert said[0].get_json() == said[1].get_json() and said[0].content_type == "application/problem+json"


def test_the_cookie_is_for_the_server_alone_and_stored_as_a_hash(app: Flask, db: Session) -> None:
    county()
    answer = app.test_client().post("/api/v1/session", json={"username": "wjw.handler", "password": "demo"})
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Secure" not in cookie
    token = cookie.split("=", 1)[1].split(";")[0]
    assert token.encode() not in db.scalars(select(SignIn.token)).one()
    assert db.scalars(select(Person.password).where(Person.username == "wjw.handler")).one().startswith("$argon2id$")
    secure = app.test_client().post("/api/v1/session", json={"username": "wjw.handler", "password": "demo"}, base_url="https://desk.example")
    assert "Secure" in secure.headers["Set-Cookie"] and "Strict-Transport-Security" in secure.headers


def test_who_am_i_tells_roles_offices_and_what_waits(people: People) -> None:
    me = people("wjw.handler").get("/me")
    assert (me["username"], me["roles"], me["offices"], me["language"]) == ("wjw.handler", ["dept_handler"], ["wjw"], "zh")
    assert me["memberships"] == [{"role": "dept_handler", "office": "wjw", "office_name": "县卫健委"}]
    assert me["counts"] == {"mine": 0, "claimable": 0, "overdue": 0, "notices": 0} and me["substitutions"] == []
    people("sgj.handler").start("seq5")
    assert people("sgj.handler").get("/me")["counts"]["mine"] == 1


def test_after_signing_out_the_session_is_over_at_once(app: Flask, people: People) -> None:
    person = people("wjw.handler")
    token = person.client.get_cookie("desk_session")
    assert token is not None
    assert person.client.delete("/api/v1/session", headers={"X-CSRF-Token": person.csrf}).status_code == 204
    other = app.test_client()
    other.set_cookie("desk_session", token.value)
    assert other.get("/api/v1/me").status_code == 401


def test_an_ended_session_and_a_person_who_left_are_not_signed_in(people: People, db: Session) -> None:
    first, second = people("wjw.handler"), people("jyj.handler")
    db.execute(update(SignIn).where(SignIn.person == "wjw.handler").values(expires_at=real_now()))
    db.commit()
    set_active("jyj.handler", False)
    first.get("/me", 401)
    second.get("/me", 401)


def test_a_changing_call_without_its_token_is_refused_and_changes_nothing(people: People) -> None:
    handler = people("sgj.handler")
    for token in (None, "", "wrong", "错"):
        headers = {} if token is None else {"X-CSRF-Token": token.encode().decode("latin-1")}
        answer = handler.client.post("/api/v1/processes/seq5/instances", json={}, headers=headers)
        assert answer.status_code == 403 and answer.get_json()["type"] == "/problems/csrf"
    assert handler.get("/instances")["total"] == 0


def test_a_token_that_is_none_is_refused(app: Flask) -> None:
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": "Bearer abc"})
    assert answer.status_code == 401


def test_refusals_are_told_in_the_readers_language(app: Flask, people: People) -> None:
    assert app.test_client().get("/api/v1/me").get_json()["title"] == "尚未登录"
    assert app.test_client().get("/api/v1/me", headers={"Accept-Language": "en-GB,en;q=0.9"}).get_json()["title"] == "You are not signed in"
    person = people("wjw.handler")
    person.client.put("/api/v1/me/language", json={"language": "en"}, headers={"X-CSRF-Token": person.csrf})
    assert person.get("/instances/99", 404)["title"] == "Not found"
    assert person.client.put("/api/v1/me/language", json={"language": "fr"}, headers={"X-CSRF-Token": person.csrf}).status_code == 422


def test_two_browsers_of_one_person_have_sessions_of_their_own(app: Flask) -> None:
    county()
    one, two = sign_in(app, "wjw.handler"), sign_in(app, "wjw.handler")
    one.client.delete("/api/v1/session", headers={"X-CSRF-Token": one.csrf})
    one.get("/me", 401)
    two.get("/me")
