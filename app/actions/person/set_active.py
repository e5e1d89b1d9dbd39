"""A person leaves, or comes back: who is not active cannot come in and counts nowhere; what he did stays."""

from __future__ import annotations

from app.db import transaction
from app.errors import NotFound, Outdated
from app.ground.house import SYSTEM, house_act
from app.models import Person


def set_active(username: str, active: bool, *, by: str = SYSTEM) -> None:
    """From the next call on; sessions and tokens of a person who left are good for nothing.

    Raises  NotFound, Outdated when it is so already.
    """
    with transaction() as session:
        person = session.get(Person, username, with_for_update=True, populate_existing=True)
        if person is None:
            raise NotFound(f"没有用户 {username}。", f"There is no person {username}.")
        if person.active == active:
            raise Outdated(f"用户 {username} 已经{'启用' if active else '停用'}。", f"{username} is {'active' if active else 'disabled'} already.")
        person.active = active
        with house_act(session, "person:enable" if active else "person:disable", by) as act:
            act.put(person)
