"""Somebody joins: a person with roles in offices."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.access.passwords import hashed
from app.db import transaction
from app.errors import AlreadyThere, DataInvalid
from app.ground.house import SYSTEM, house_act
from app.models import Membership, Office, Person
from app.roles import ROLES

LANGUAGES = ("zh", "en")


def add_person(
    username: str,
    name: str,
    password: str | None,
    memberships: Sequence[tuple[str, str | None]] = (),
    *,
    works_in: str | None = None,
    specialties: Sequence[str] = (),
    language: str = "zh",
    by: str = SYSTEM,
) -> Person:
    """`memberships`: (role, office code or None). A person without a password cannot sign in.

    Raises  AlreadyThere; DataInvalid for an unknown role or office.
    """
    if not username.strip() or "@" in username or not username.isprintable() or " " in username:
        raise DataInvalid("用户名不能为空，且不得含有空格和 @。", "A user name has no blanks and no @.", errors=[_fault("username", "用户名有误")])
    if unknown := sorted({role for role, _ in memberships} - ROLES.keys()):
        raise DataInvalid(f"没有这个角色：{'、'.join(unknown)}", f"Unknown roles: {', '.join(unknown)}", errors=[_fault("roles", "没有这个角色")])
    with transaction() as session:
        offices = {office for _, office in memberships if office} | ({works_in} if works_in else set())
        if missing := sorted(offices - set(session.scalars(select(Office.code).where(Office.code.in_(offices))))):
            raise DataInvalid(f"没有这个单位：{'、'.join(missing)}", f"Unknown offices: {', '.join(missing)}", errors=[_fault("offices", "没有这个单位")])
        if session.get(Person, username) is not None:
            raise AlreadyThere(f"用户 {username} 已存在。", f"There is a person {username} already.")
        person = Person(
            username=username, name=name, password=hashed(password) if password else None, language=language, works_in=works_in,
            specialties=list(specialties), active=True,
        )  # fmt: skip
        with house_act(session, "person:add", by) as act:
            act.put(person)
            session.flush()
            act.put(*(Membership(person=username, role=role, office=office) for role, office in memberships))
        return person


def _fault(field: str, message: str) -> dict[str, str]:
    return {"pointer": f"/{field}", "message": message}
