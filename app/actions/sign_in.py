"""A person signs in with a password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from flask import current_app
from sqlalchemy import delete, select

from app.actions._passwords import fits
from app.clock import real_now
from app.db import transaction
from app.errors import NotSignedIn
from app.models import Person, SignIn


@dataclass(frozen=True)
class Entered:
    """`token` goes into the cookie and is stored nowhere; `csrf` goes into the page."""

    token: str
    csrf: str


def sign_in(username: str, password: str) -> Entered:
    """A new session of this person, in real time; ended ones are cleared away.

    Raises  NotSignedIn, without saying whether the name or the password was wrong.
    """
    with transaction() as session:
        found = session.execute(select(Person.password).where(Person.username == username, Person.active)).one_or_none()
    if not fits(found.password if found else None, password):
        raise NotSignedIn("用户名或密码不正确。", "The user name or the password is wrong.")
    entered = Entered(secrets.token_urlsafe(32), secrets.token_urlsafe(24))
    now = real_now()
    with transaction() as session:
        session.execute(delete(SignIn).where(SignIn.person == username, SignIn.expires_at < now))
        ends = now + timedelta(hours=current_app.config["SESSION_HOURS"])
        session.add(SignIn(token=sha256(entered.token.encode()).digest(), person=username, csrf=entered.csrf, created_at=now, expires_at=ends))
    return entered
