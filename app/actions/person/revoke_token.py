"""A token is revoked: the next call with it is refused."""

from __future__ import annotations

from app.clock import real_now
from app.db import transaction
from app.errors import NotFound, Outdated
from app.ground.house import SYSTEM, house_act
from app.models import AccessToken


def revoke_token(number: int, *, by: str = SYSTEM) -> AccessToken:
    """The row stays, for who asks later.

    Raises  NotFound, Outdated when it was revoked before.
    """
    with transaction() as session:
        row = session.get(AccessToken, number, with_for_update=True)
        if row is None:
            raise NotFound(f"没有编号为 {number} 的令牌。", f"There is no token {number}.")
        if row.revoked_at is not None:
            raise Outdated("该令牌已撤销。", "The token is revoked already.")
        row.revoked_at = real_now()
        with house_act(session, "token:revoke", by) as act:
            act.put(row)
        return row
