"""The demo organisation is the one of the contract, and is loaded once, into an empty database."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.actions.person.load_demo import load_demo
from app.errors import AlreadyThere
from app.models import Membership, Office, Person
from app.roles import ROLES

COUNTY = [
    *("sgj.handler", "sgj.leader", "sgj.asset", "sgj.fund", "sgj.supervisor", "fgw.reviewer"),
    *("czj.reviewer", "ggj.officer", "sjj.auditor", "xzf.meeting", "das.archivist"),
]
DEPARTMENTS = ["wjw", "jyj", "scj", "rsj", "gaj", "zjj", "cgj", "zrj", "jtj", "ctg"]
OTHERS = ["vendor.a", "vendor.b", "vendor.c", "vendor.d", "firm.jl", "firm.db", "firm.cp", "owner", "auditor", "admin"]


def test_everybody_of_the_contract_is_there_with_one_known_role(db):
    load_demo("demo")
    names = {*COUNTY, *OTHERS, *(f"{d}.{p}" for d in DEPARTMENTS for p in ("handler", "leader", "unit")), *(f"expert.{n}" for n in range(1, 10))}
    assert set(db.scalars(select(Person.username))) == names
    roles = dict(db.execute(select(Membership.person, Membership.role)).all())
    assert roles.keys() == names
    assert set(roles.values()) <= ROLES.keys()
    assert (roles["wjw.unit"], roles["firm.jl"], roles["firm.db"], roles["firm.cp"]) == ("build_unit", "supervision_firm", "mlps_firm", "test_firm")


def test_two_experts_work_in_departments_without_being_members(db):
    load_demo("demo")
    works = dict(db.execute(select(Person.username, Person.works_in).where(Person.username.like("expert.%"))).all())
    assert {name: office for name, office in works.items() if office} == {"expert.1": "wjw", "expert.2": "jyj"}
    assert set(db.scalars(select(Membership.office).where(Membership.role == "expert"))) == {None}


def test_departments_and_suppliers_are_offices_of_their_kind(db):
    load_demo("demo")
    kinds = dict(db.execute(select(Office.code, Office.kind)).all())
    assert {code for code, kind in kinds.items() if kind == "department"} == set(DEPARTMENTS)
    assert kinds["vendor.a"] == kinds["firm.jl"] == "supplier"
    assert kinds["das"] == "county"


def test_a_second_loading_is_refused_and_changes_nothing(db):
    loaded = load_demo("demo")
    with pytest.raises(AlreadyThere):
        load_demo("another")
    assert db.query(Person).count() == loaded.people
