"""Who sends this request: one statement for session, person and memberships; asked every time, so that a revoked session is over at once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select

from app.clock import real_now
from app.db import reading
from app.errors import NotSignedIn
from app.models import Membership as Held
from app.models import Person, SignIn
from app.people import Actor, Membership


@dataclass(frozen=True)
class Recognised:
    """The person behind a cookie, and the token that changing calls must show."""

    actor: Actor
    csrf: str


def recognise_person(token: str) -> Recognised:
    """Whose session this is.

    Raises  NotSignedIn when it is nobody's, or has ended.
    """
    statement = (
        select(SignIn.csrf, Person.username, Person.name, Person.language, Person.works_in, Held.role, Held.office)
        .join(Person, Person.username == SignIn.person)
        .outerjoin(Held, Held.person == Person.username)
        .where(SignIn.token == sha256(token.encode()).digest(), SignIn.expires_at > real_now(), Person.active)
        .order_by(Held.id)
    )
    with reading() as session:
        rows = session.execute(statement).all()
    if not rows:
        raise NotSignedIn("登录已失效，请重新登录。", "Your session has ended; sign in again.")
    first = rows[0]
    held = tuple(Membership(r.role, r.office) for r in rows if r.role is not None)
    return Recognised(Actor(first.username, first.name, held, first.language, first.works_in), first.csrf)
