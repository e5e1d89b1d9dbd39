"""A person gets a new password: sessions that are open end with the old one."""

from __future__ import annotations

from sqlalchemy import delete

from app.access.passwords import hashed
from app.db import transaction
from app.errors import DataInvalid, NotFound
from app.ground.house import SYSTEM, house_act
from app.models import Person, SignIn


def set_password(username: str, password: str, *, by: str = SYSTEM) -> None:
    """The house's chain holds a digest of what is stored, never the password or what is stored of it.

    Raises  NotFound, DataInvalid for an empty one.
    """
    if not password.strip():
        raise DataInvalid("密码不能为空。", "A password is not empty.", errors=[{"pointer": "/password", "message": "密码不能为空 / not empty"}])
    with transaction() as session:
        person = session.get(Person, username, with_for_update=True, populate_existing=True)
        if person is None:
            raise NotFound(f"没有用户 {username}。", f"There is no person {username}.")
        person.password = hashed(password)
        session.execute(delete(SignIn).where(SignIn.person == username))
        with house_act(session, "person:password", by) as act:
            act.put(person)
