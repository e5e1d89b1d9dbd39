"""A person is given a role in an office."""

from __future__ import annotations

from sqlalchemy import select

from app.db import transaction
from app.errors import AlreadyThere, DataInvalid, NotFound
from app.ground.house import SYSTEM, house_act
from app.models import Membership, Office, Person
from app.roles import ROLES


def give_role(username: str, role: str, office: str | None, *, by: str = SYSTEM) -> None:
    """From the next call on.

    Raises  NotFound; DataInvalid for an unknown role or office; AlreadyThere.
    """
    with transaction() as session:
        if session.get(Person, username, with_for_update=True) is None:
            raise NotFound(f"没有用户 {username}。", f"There is no person {username}.")
        if role not in ROLES:
            raise DataInvalid(f"没有这个角色：{role}", f"Unknown role: {role}", errors=[{"pointer": "/role", "message": "没有这个角色"}])
        if office is not None and session.get(Office, office) is None:
            raise DataInvalid(f"没有这个单位：{office}", f"Unknown office: {office}", errors=[{"pointer": "/office", "message": "没有这个单位"}])
        if session.scalars(select(Membership.id).filter_by(person=username, role=role, office=office)).first() is not None:
            raise AlreadyThere(f"用户 {username} 已有这个岗位。", f"{username} holds this role already.")
        with house_act(session, "role:give", by) as act:
            act.put(Membership(person=username, role=role, office=office))
