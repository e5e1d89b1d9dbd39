"""The tokens of a person, without their secrets."""

from __future__ import annotations

from sqlalchemy import select

from app.db import reading
from app.models import AccessToken


def list_tokens(username: str) -> list[AccessToken]:
    """All of them, newest first; revoked and expired ones too."""
    with reading() as session:
        return list(session.scalars(select(AccessToken).where(AccessToken.person == username).order_by(AccessToken.id.desc())))
