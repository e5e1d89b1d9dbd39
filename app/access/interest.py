"""Who has an interest in a case's project (SD3): works in, or belongs to, its department or its build unit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.access.in_hand import InHand
from app.models import Membership, Office, Person


@dataclass(frozen=True)
class Interest:
    """The office by which somebody is interested."""

    office: str
    name: str


def interested(case: InHand, username: str | None = None) -> dict[str, Interest]:
    """user name → interest, of everybody or of one person; two statements however many there are."""
    offices = [o for o in (case.instance.dept, case.instance.build_unit) if o]
    works = select(Person.username, Person.works_in).where(Person.works_in.in_(offices))
    member = select(Membership.person, Membership.office).where(Membership.office.in_(offices))
    if username is not None:
        works, member = works.where(Person.username == username), member.where(Membership.person == username)
    found = {person: str(office) for person, office in case.session.execute(works.union(member))}
    if not found:
        return {}
    named = {office.code: office.name for office in case.session.scalars(select(Office).where(Office.code.in_(set(found.values()))))}
    return {person: Interest(office, named.get(office, office)) for person, office in found.items()}
