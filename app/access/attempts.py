"""Wrong passwords are counted for each user name, in PostgreSQL, so that all web processes count together; never by network address alone,
behind which whole offices sit. After some failures in a row each further attempt has to wait, longer and longer, a quarter of an hour at most."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from math import ceil

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.clock import real_now
from app.errors import TooManyAttempts
from app.models import SignInFailure

FREE_FAILURES = 5
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


def hold_account(session: Session, username: str) -> None:
    """Attempts on one account come one after the other, until the end of this transaction: many at once gain nothing.

    Raises  TooManyAttempts while the account's pause lasts; the password is not looked at then.
    """
    key = int.from_bytes(blake2b(f"sign-in {username}".encode(), digest_size=8).digest(), "big", signed=True)
    session.execute(select(func.pg_advisory_xact_lock(key)))
    free_at = session.scalars(select(SignInFailure.free_at).where(SignInFailure.username == username)).one_or_none()
    now = real_now()
    if free_at is not None and free_at > now:
        seconds = ceil((free_at - now).total_seconds())
        raise TooManyAttempts(
            f"该账号连续多次登录失败，请在 {_spoken(seconds)}后再试。",
            f"Too many failures to sign in to this account; try again in {seconds} seconds.",
            retry_after=seconds,
        )


def note_failure(session: Session, username: str) -> None:
    """One more in a row; rows of yesterday are cleared away."""
    now = real_now()
    session.execute(delete(SignInFailure).where(SignInFailure.last_at < now - FORGOTTEN_AFTER).execution_options(synchronize_session=False))
    row = session.get(SignInFailure, username, populate_existing=True)
    if row is None:
        row = SignInFailure(username=username, failures=0)
        session.add(row)
    row.failures += 1
    row.last_at, row.free_at = now, now + pause_after(row.failures)


def forget_failures(session: Session, username: str) -> None:
    """The right password: counting begins anew."""
    session.execute(delete(SignInFailure).where(SignInFailure.username == username).execution_options(synchronize_session=False))


def pause_after(failures: int) -> timedelta:
    """How long an account rests after so many failures in a row."""
    if failures < FREE_FAILURES:
        return timedelta()
    return min(FIRST_PAUSE * (1 << min(failures - FREE_FAILURES, 10)), LONGEST_PAUSE)


def _spoken(seconds: int) -> str:
    return f"{seconds} 秒" if seconds < 120 else f"{ceil(seconds / 60)} 分钟"
