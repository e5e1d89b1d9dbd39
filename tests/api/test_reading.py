"""Who may read what (semantics): a person without the right gets 404 for the case, 403 for a task, record or file of it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.release.publish import publish_release
from app.models import Event, Instance, ReadLog
from tests.build import READ, Caller, a_letter, bundle

People = Callable[[str], Caller]


@pytest.fixture
def case(people: People, db: Session) -> str:
    """A letter of wjw (build unit: ctg), registered with a paper, which an expert reads now."""
    number = _registered(people("sgj.handler"))
    db.execute(update(Instance).values(dept="wjw", build_unit="ctg"))
    db.commit()
    return number


def _registered(handler: Caller) -> str:
    started = handler.start("letter")
    paper = handler.upload()["id"]
    handler.complete(started["next_tasks"][0]["id"], a_letter(paper=[paper]))
    return str(started["instance"]["id"])


@pytest.mark.parametrize("who", ["sgj.fund", "fgw.reviewer", "czj.reviewer", "ggj.officer", "sjj.auditor", "xzf.meeting", "das.archivist", "auditor"])
def test_county_offices_and_the_auditor_read_every_case(people: People, case: str, who: str) -> None:
    reader = people(who)
    assert reader.get(f"/instances/{case}")["variables"]["T_register"]["subject"] == "采购打印机" and reader.get("/instances")["total"] == 1
    assert reader.get(f"/instances/{case}/events")["items"][1]["payload"]["data"]["subject"] == "采购打印机"
    assert reader.get("/tasks/1")["form"]["data"]["subject"] == "采购打印机"
    assert reader.client.get("/api/v1/files/1").status_code == 200


@pytest.mark.parametrize("who", ["wjw.handler", "wjw.leader", "ctg.unit"])
def test_the_department_and_the_build_unit_read_their_cases(people: People, case: str, who: str) -> None:
    assert people(who).get(f"/instances/{case}/steps/2")["data"]["T_register"]["count"] == 2
    assert people(who).get("/instances")["total"] == 1 and people(who).client.get("/api/v1/files/1").status_code == 200


@pytest.mark.parametrize("who", ["jyj.handler", "vendor.a", "firm.jl", "admin"])
def test_others_know_nothing_of_it(people: People, case: str, who: str) -> None:
    stranger = people(who)
    for path in ("", "/diagram", "/events", "/steps", "/steps/1", "/verification"):
        stranger.get(f"/instances/{case}{path}", 404)
    assert stranger.get("/instances")["total"] == 0 and stranger.get("/tasks?view=all")["total"] == 0
    for path in ("/tasks/1", "/tasks/2", "/files/1"):
        stranger.get(path, 403)


def test_an_outside_party_reads_its_task_and_nothing_else(people: People, case: str) -> None:
    expert = people("expert.4")
    page = expert.get("/tasks/2")
    assert page["form"]["data"]["paper"] == ["1"] and page["context"]["history"] == []
    assert expert.client.get("/api/v1/files/1").status_code == 200, "his form shows this paper"
    expert.get(f"/instances/{case}", 404)
    expert.get("/tasks/1", 403)
    assert expert.get("/instances")["total"] == 0
    expert.complete("2", {"decision": "同意"})
    assert expert.get("/tasks/2")["form"]["data"]["decision"] == "同意", "also when it is done"
    people("expert.5").get("/tasks/2", 403)


def test_the_process_owner_sees_the_marking_and_never_the_answers(people: People, case: str) -> None:
    owner = people("owner")
    shown = owner.get(f"/instances/{case}")
    assert shown["open_tasks"][0]["element"] == "T_read" and shown["variables"] is None
    assert all(e["payload"] is None for e in owner.get(f"/instances/{case}/events")["items"])
    step = owner.get(f"/instances/{case}/steps/2")
    assert step["data"] is None and "T_register" in step["changed"]
    assert any(e["element"] == "T_read" and e["open"] == 1 for e in owner.get(f"/instances/{case}/diagram")["elements"])
    owner.get("/tasks/1", 403)
    owner.get("/files/1", 403)


def test_reading_is_logged_outside_the_chain(people: People, case: str, db: Session) -> None:
    before = len(db.scalars(select(Event)).all())
    people("auditor").get(f"/instances/{case}")
    people("auditor").get("/tasks/1")
    people("auditor").client.get("/api/v1/files/1")
    read = [(r.person, r.what, r.instance_id) for r in db.scalars(select(ReadLog).where(ReadLog.person == "auditor").order_by(ReadLog.id))]
    assert read == [("auditor", "instance", int(case)), ("auditor", "task 1", int(case)), ("auditor", "file 1", int(case))]
    db.expire_all()
    assert len(db.scalars(select(Event)).all()) == before


def test_a_file_is_its_senders_until_a_task_names_it(people: People, case: str) -> None:
    number = people("wjw.handler").upload()["id"]
    people("auditor").get(f"/files/{number}", 403)
    assert people("wjw.handler").client.get(f"/api/v1/files/{number}").status_code == 200


def test_notices_are_for_whom_they_are(people: People, case: str, db: Session) -> None:
    from app.clock import real_now
    from app.models import Notice

    for recipient in ("wjw.handler", "dept_handler@wjw", "dept_handler@jyj"):
        db.add(Notice(recipient=recipient, text=f"致 {recipient}", created_at=real_now(), read_by=[]))
    db.commit()
    reader = people("wjw.handler")
    assert [n["text"] for n in reader.get("/notices")["items"]] == ["致 dept_handler@wjw", "致 wjw.handler"]
    reader.post("/notices/3/read", status=404)
    assert reader.post("/notices/2/read")["read_at"] is not None
    assert reader.get("/notices?unread=1")["total"] == 1 and reader.get("/me")["counts"]["notices"] == 1


def test_an_outside_party_finds_himself_and_whom_his_own_tasks_let_him_choose(people: People, case: str) -> None:
    everybody = people("wjw.handler").get("/people")["total"]
    assert everybody > 50 and [p["username"] for p in people("vendor.a").get("/people")["items"]] == ["vendor.a"]
    expert = people("expert.4")
    assert [p["username"] for p in expert.get("/people?q=expert")["items"]] == ["expert.4"], "his task asks for no person"
    row = {"type": "object", "additionalProperties": False, "properties": {"next": {"type": "string", "format": "person", "title": "人员"}}}
    form = READ | {"properties": READ["properties"] | {"rows": {"type": "array", "title": "建议", "maxItems": 9, "items": row}}}
    ui = {"rows": {"items": {"next": {"ui:field": "remote", "ui:options": {"source": "people", "filter": {"role": "vendor"}}}}}}
    choosing = {"forms/READ.json": json.dumps(form), "forms/READ.ui.json": json.dumps(ui)}
    publish_release("owner", bundle() | choosing, "专家选择中标单位")
    _registered(people("sgj.handler"))
    offered = {p["username"] for p in expert.get("/people?limit=100")["items"]}
    assert offered == {"expert.4", *(p["username"] for p in people("wjw.handler").get("/people?role=vendor")["items"])} and len(offered) > 1
    assert people("vendor.a").get("/people")["total"] == 1, "whose task it is not"
    expert.complete(expert.task("2", "T_read"), {"decision": "同意"})
    assert expert.get("/people?q=vendor")["total"] == 0, "nor when it is done"
