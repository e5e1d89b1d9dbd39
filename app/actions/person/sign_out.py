"""A person signs out: the session is gone at once, everywhere."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import delete

from app.db import transaction
from app.models import SignIn


def sign_out(token: str) -> None:
    """End the session of this cookie; one that has ended already is fine."""
    with transaction() as session:
        session.execute(delete(SignIn).where(SignIn.token == sha256(token.encode()).digest()))
