"""The house's own history over HTTP: whom it is for, what it says, and who held which role when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.person.add import add_person
from app.actions.person.add_office import add_office
from app.actions.person.give_role import give_role
from app.actions.person.issue_token import issue_token
from app.actions.person.revoke_token import revoke_token
from app.actions.person.set_active import set_active
from app.actions.person.set_password import set_password
from app.actions.person.take_role import take_role
from app.models import HouseEvent, ReadLog
from app.views.house import KINDS
from tests.build import Caller

People = Callable[[str], Caller]


def test_auditors_and_administrators_read_what_happened_to_the_house(people: People, db: Session) -> None:
    auditor = people("auditor")
    add_office("xfj", "县信访局", "department", by="admin")
    add_person("xfj.both", "王芳", None, [("dept_handler", "xfj")], by="admin")
    give_role("xfj.both", "dept_leader", "xfj", by="admin")
    take_role("xfj.both", "dept_handler", "xfj", by="admin")
    set_password("xfj.both", "geheim-1234", by="admin")
    set_active("xfj.both", False, by="admin")
    set_active("xfj.both", True, by="command line")
    revoke_token(issue_token("xfj.both", ["read"], 30, by="admin").id, by="admin")
    people("wjw.handler").upload(name="方案.pdf")
    said = [item["said"] for item in auditor.get("/house/events?limit=200")["items"]]
    assert said[0].startswith("上传附件「方案.pdf」（") and said[1].startswith("撤销王芳的访问令牌") and said[2].startswith("向王芳发放访问令牌")
    assert said[3:10] == [
        "启用王芳", "停用王芳", "更改王芳的密码", "收回王芳的岗位：县信访局·主管部门经办", "授予王芳岗位：县信访局·主管部门分管领导",
        "添加人员王芳，岗位：县信访局·主管部门经办", "设立单位县信访局",
    ]  # fmt: skip
    assert "载入演示单位：" in " ".join(said) and "发布流程版本 1：第一版" in said
    [back, *_] = people("admin").get("/house/events?kind=person:enable")["items"]
    assert (back["actor_name"], back["said_en"], back["people"]) == ("命令行", "王芳 came back", [{"username": "xfj.both", "name": "王芳"}])
    assert db.scalars(select(ReadLog.what).where(ReadLog.person == "admin")).all() == ["house events"]
    assert {e.kind for e in db.scalars(select(HouseEvent))} <= KINDS.keys()


def test_it_is_read_page_by_page_by_kind_and_by_person(people: People) -> None:
    auditor = people("auditor")
    for n in range(3):
        add_person(f"new.{n}", f"新人{n}", None, by="admin")
        give_role(f"new.{n}", "expert", None, by="admin")
    first = auditor.get("/house/events?kind=person:&limit=2")
    assert first["total"] == 3 and [item["people"][0]["username"] for item in first["items"]] == ["new.2", "new.1"]
    assert [item["people"][0]["username"] for item in auditor.get(f"/house/events?kind=person:&limit=2&cursor={first['next']}")["items"]] == ["new.0"]
    assert [item["kind"] for item in auditor.get("/house/events?person=new.1")["items"]] == ["role:give", "person:add"]
    assert auditor.get("/house/events?person=admin&kind=role:")["total"] == 3
    assert auditor.get("/house/events?person=%25")["total"] == auditor.get("/house/events?kind=%25")["total"] == 0


def test_others_do_not_read_it(people: People) -> None:
    for name in ("wjw.handler", "sjj.auditor", "owner", "expert.1", "vendor.a"):
        people(name).get("/house/events", 403)
        people(name).get("/house/holders", 403)


def test_who_held_a_role_when(people: People) -> None:
    auditor = people("auditor")
    give_role("wjw.handler", "dept_leader", "wjw", by="admin")
    both = auditor.get("/house/holders?role=dept_leader&office=wjw")["items"]
    assert [h["person"] for h in both] == ["wjw.handler", "wjw.leader"] and both[0]["label"] == "县卫健委·主管部门分管领导"
    before = datetime.fromisoformat(both[0]["since"]) - timedelta(microseconds=1)
    query = {"at": before.isoformat(), "role": "dept_leader", "office": "wjw"}
    answer = auditor.client.get("/api/v1/house/holders", query_string=query)
    assert [h["person"] for h in answer.get_json()["items"]] == ["wjw.leader"]
    assert auditor.client.get("/api/v1/house/holders?at=2001-01-01T00:00:00Z").get_json()["items"] == []
    auditor.get("/house/holders?at=yesterday", 422)
