"""A person signs in with a password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.access.attempts import forget_failures, hold_account, note_failure
from app.access.passwords import fits
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

    Raises  NotSignedIn, without saying whether the name or the password was wrong; TooManyAttempts after too many failures in a row.
    """
    with transaction() as session:
        hold_account(session, username)
        found = session.execute(select(Person.password).where(Person.username == username, Person.active)).one_or_none()
        entered = _enter(session, username) if fits(found.password if found else None, password) else None
        if entered is None:
            note_failure(session, username)
    if entered is None:
        raise NotSignedIn("用户名或密码不正确。", "The user name or the password is wrong.")
    return entered


def _enter(session: Session, username: str) -> Entered:
    forget_failures(session, username)
    entered, now = Entered(secrets.token_urlsafe(32), secrets.token_urlsafe(24)), real_now()
    session.execute(delete(SignIn).where(SignIn.person == username, SignIn.expires_at < now))
    ends = now + timedelta(hours=current_app.config["SESSION_HOURS"])
    session.add(SignIn(token=sha256(entered.token.encode()).digest(), person=username, csrf=entered.csrf, created_at=now, expires_at=ends))
    return entered
