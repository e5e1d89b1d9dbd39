"""Passwords: argon2id, and the same work whether or not the person exists."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# What OWASP advises for argon2id; 19 MB each, so that many sign-ins at once do not fill a small machine.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$g6+pVQEq2Sx2Wy4eF82Wqg$OujEopXgZuom9ig2vkN9fiXtfIghILUCBe9BZXLOtlc"


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


def fits(stored: str | None, password: str) -> bool:
    """Whether this is the password; False for a person without one, after the same time."""
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False
