"""A machine gets a token: shown once, stored as a hash, good for what its scopes say until it expires or is revoked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from app.access.scopes import unknown_scopes
from app.clock import real_now
from app.db import transaction
from app.errors import DataInvalid, NotFound
from app.ground.house import SYSTEM, house_act
from app.models import AccessToken, Person

LONGEST_DAYS = 730


@dataclass(frozen=True)
class Issued:
    """`token` is stored nowhere; `id` is what revokes it."""

    id: int
    token: str
    expires_at: datetime


def issue_token(username: str, scopes: Sequence[str], days: int, label: str = "", *, by: str = SYSTEM) -> Issued:
    """A new token of this person, in real time.

    Raises  NotFound for an unknown person, DataInvalid for no or unknown scopes and for days that are too many.
    """
    if not scopes or unknown_scopes(scopes):
        said = "、".join(unknown_scopes(scopes)) or "无 / none"
        raise DataInvalid(f"令牌的权限应为 read、act 或 send:名称（现为 {said}）。", f"Scopes are read, act or send:<name>, not {said}.")
    if not 1 <= days <= LONGEST_DAYS:
        raise DataInvalid(f"有效期应为 1 到 {LONGEST_DAYS} 天。", f"A token is valid for 1 to {LONGEST_DAYS} days.")
    token, now = f"desk_{secrets.token_urlsafe(32)}", real_now()
    with transaction() as session:
        person = session.get(Person, username)
        if person is None or not person.active:
            raise NotFound(f"没有用户 {username}。", f"There is no person {username}.")
        row = AccessToken(
            secret=sha256(token.encode()).digest(), person=username, label=label, scopes=sorted(set(scopes)), created_at=now,
            expires_at=now + timedelta(days=days),
        )  # fmt: skip
        with house_act(session, "token:issue", by) as act:
            act.put(row)
        return Issued(row.id, token, row.expires_at)
