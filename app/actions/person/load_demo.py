"""Load the demo organisation into an empty database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, select

from app.access.demo_people import demo_offices, demo_people
from app.access.passwords import hashed
from app.db import transaction
from app.errors import AlreadyThere
from app.ground.house import SYSTEM, house_act
from app.models import Membership, Office, Person


@dataclass(frozen=True)
class Loaded:
    """How many offices and people were made."""

    offices: int
    people: int


def load_demo(password: str, *, by: str = SYSTEM) -> Loaded:
    """Make the offices and people of contract.md, all with this password (hashed once: they share it).

    Raises  AlreadyThere when the database has people already; nothing is changed then.
    """
    with transaction() as session:
        if session.scalar(select(exists().select_from(Person))):
            raise AlreadyThere("数据库中已有人员，演示单位只能载入空的数据库。", "There are people already; the demo organisation is for an empty database.")
        offices, people, shared = list(demo_offices()), list(demo_people()), hashed(password)
        with house_act(session, "demo:load", by) as act:
            act.put(*(Office(**office._asdict()) for office in offices))
            session.flush()
            act.put(
                *(
                    Person(
                        username=p.username, name=p.name, password=shared, language="zh", active=True, works_in=p.works_in,
                        specialties=[p.specialty] if p.specialty else [],
                    )
                    for p in people
                )
            )  # fmt: skip
            session.flush()
            act.put(*(Membership(person=p.username, role=p.role, office=p.office) for p in people))
        return Loaded(len(offices), len(people))
