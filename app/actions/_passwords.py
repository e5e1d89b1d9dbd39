"""Passwords: argon2id, and the same work whether or not the person exists."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$zjZQvv85g25lpDfz7oj5nw$+M9Q0hQl+NSb2gPlKJvdJ7uLIyH1F4I3ZQTXr5wbzLA"


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether this is the password; False for a person without one, after the same time."""
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
