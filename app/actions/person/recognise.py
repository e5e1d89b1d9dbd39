"""Who sends this request: one statement for session, person and memberships; asked every time, so that a revoked session is over at once."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from app.access.alone import ALONE
from app.clock import real_now
from app.db import reading, run
from app.errors import NotSignedIn
from app.people import Actor, Membership

_WHO = f"""
    SELECT s.csrf, p.username, p.name, p.language, p.works_in, m.role, m.office, {ALONE}
    FROM sign_in s JOIN person p ON p.username = s.person LEFT JOIN membership m ON m.person = p.username
    WHERE s.token = %s AND s.expires_at > %s AND p.active ORDER BY m.id"""  # noqa: S608 - a constant of the program


@dataclass(frozen=True)
class Recognised:
    """The person behind a cookie, and the token that changing calls must show."""

    actor: Actor
    csrf: str


def recognise_person(token: str) -> Recognised:
    """Whose session this is.

    Raises  NotSignedIn when it is nobody's, or has ended.
    """
    with reading() as session:
        rows = run(session, _WHO, sha256(token.encode()).digest(), real_now()).fetchall()
    if not rows:
        raise NotSignedIn("登录已失效，请重新登录。", "Your session has ended; sign in again.")
    csrf, username, name, language, works_in, *_ = rows[0]
    held = tuple(Membership(role, office, alone) for *_, role, office, alone in rows if role is not None)
    return Recognised(Actor(username, name, held, language, works_in), csrf)
