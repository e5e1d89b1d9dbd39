"""Guessing passwords: failures are counted for each account, across all processes; nobody else is held up."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.attempts import FREE_FAILURES, LONGEST_PAUSE, pause_after
from app.clock import real_now
from app.models import SignInFailure
from tests.build import county


def enter(client: FlaskClient, username: str, password: str, **headers: str) -> Any:
    return client.post("/api/v1/session", json={"username": username, "password": password}, headers=headers)


def let_pass(db: Session, username: str) -> None:
    """The pause is over."""
    db.rollback()
    db.get_one(SignInFailure, username, populate_existing=True).free_at = real_now() - timedelta(seconds=1)
    db.commit()


def test_after_five_failures_an_account_rests_and_says_how_long(app: Flask, db: Session) -> None:
    county()
    client = app.test_client()
    assert [enter(client, "wjw.handler", "no").status_code for _ in range(FREE_FAILURES)] == [401] * FREE_FAILURES
    for password in ("no", "demo"):
        said = enter(client, "wjw.handler", password)
        assert said.status_code == 429 and said.content_type == "application/problem+json"
        assert 0 < int(said.headers["Retry-After"]) <= 30 and said.get_json()["detail"].startswith("该账号连续多次登录失败，请在")
    assert "try again in" in enter(client, "wjw.handler", "no", **{"Accept-Language": "en"}).get_json()["detail"]
    assert enter(client, "wjw.leader", "demo").status_code == 200, "another account from the same place is not held up"
    let_pass(db, "wjw.handler")
    assert enter(client, "wjw.handler", "demo").status_code == 200
    assert db.scalars(select(SignInFailure)).all() == [], "the right password begins the count anew"


def test_each_further_failure_makes_the_pause_longer_up_to_a_quarter_of_an_hour(app: Flask, db: Session) -> None:
    county()
    client = app.test_client()
    for _ in range(FREE_FAILURES + 2):
        enter(client, "wjw.handler", "no")
        let_pass(db, "wjw.handler")
    assert db.get_one(SignInFailure, "wjw.handler").failures == FREE_FAILURES + 2
    pauses = [pause_after(n) for n in range(FREE_FAILURES - 1, FREE_FAILURES + 40)]
    assert pauses[0] == timedelta() and pauses == sorted(pauses) and pauses[-1] == LONGEST_PAUSE


def test_a_name_that_nobody_has_is_treated_alike(app: Flask) -> None:
    county()
    client = app.test_client()
    said = [[enter(client, name, "no") for _ in range(FREE_FAILURES + 1)] for name in ("nobody", "auditor")]
    assert [a.status_code for a in said[0]] == [a.status_code for a in said[1]]
    assert said[0][0].get_json() == said[1][0].get_json()


def test_guessing_many_at_once_gains_nothing(app: Flask, db: Session) -> None:
    county()
    codes: list[int] = []

    def guess() -> None:
        codes.append(enter(app.test_client(), "auditor", "no").status_code)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [401] * FREE_FAILURES + [429] * (12 - FREE_FAILURES)


def test_many_windows_of_one_person_may_sign_in_at_once(app: Flask) -> None:
    county()
    codes: list[int] = []
    threads = [threading.Thread(target=lambda: codes.append(enter(app.test_client(), "auditor", "demo").status_code)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [200] * 12


def test_failures_of_yesterday_are_cleared_away(app: Flask, db: Session) -> None:
    county()
    client = app.test_client()
    enter(client, "old", "no")
    db.rollback()
    db.get_one(SignInFailure, "old").last_at = real_now() - timedelta(days=2)
    db.commit()
    enter(client, "new", "no")
    assert db.scalars(select(SignInFailure.username)).all() == ["new"]
