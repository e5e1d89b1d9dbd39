"""Which machine sends this request: one statement for token, person and memberships; asked every time, so that a revoked token is over at once."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from sqlalchemy import Boolean, Select, literal_column, select
from sqlalchemy.orm import aliased

from app.access.alone import ALONE
from app.clock import real_now
from app.db import reading
from app.errors import NotSignedIn
from app.models import AccessToken, Person
from app.models import Membership as Row
from app.people import Actor, Membership


def recognise_token(token: str) -> Actor:
    """Whose token this is, with its scopes.

    Raises  NotSignedIn when it is nobody's, has expired, or was revoked.
    """
    m, alone = aliased(Row, name="m"), literal_column(ALONE, Boolean).label("alone")
    statement: Select[*tuple[Any, ...]] = (
        select(AccessToken.scopes, Person.username, Person.name, Person.language, Person.works_in, m.role, m.office, alone)
        .join(Person, Person.username == AccessToken.person)
        .outerjoin(m, m.person == Person.username)
        .where(AccessToken.secret == sha256(token.encode()).digest(), AccessToken.expires_at > real_now(), AccessToken.revoked_at.is_(None), Person.active)
        .order_by(m.id)
    )
    with reading() as session:
        rows = session.execute(statement).all()
    if not rows:
        raise NotSignedIn("访问令牌无效、已过期或已撤销。", "The token is not valid, has expired, or was revoked.")
    first = rows[0]
    held = tuple(Membership(r.role, r.office, r.alone) for r in rows if r.role is not None)
    return Actor(first.username, first.name, held, first.language, first.works_in, frozenset(first.scopes))
