"""A role is taken from a person."""

from __future__ import annotations

from sqlalchemy import select

from app.db import transaction
from app.errors import NotFound
from app.ground.house import SYSTEM, house_act
from app.models import Membership


def take_role(username: str, role: str, office: str | None, *, by: str = SYSTEM) -> None:
    """From the next call on; that it was held once stays in the house's chain.

    Raises  NotFound when it is not held.
    """
    with transaction() as session:
        row = session.scalars(select(Membership).filter_by(person=username, role=role, office=office).with_for_update()).first()
        if row is None:
            raise NotFound(f"用户 {username} 没有这个岗位。", f"{username} does not hold this role.")
        # The event says whose role it was: the row that could be asked is gone.
        with house_act(session, "role:take", by, person=username, role=role, office=office) as act:
            act.take(row)
