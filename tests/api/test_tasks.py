"""What people do with tasks, over HTTP."""

from __future__ import annotations

from collections.abc import Callable

from tests.build import Caller, a_letter, five

People = Callable[[str], Caller]


def test_a_case_goes_from_person_to_person(people: People) -> None:
    handler, leader, expert = people("sgj.handler"), people("sgj.leader"), people("expert.3")
    started = handler.start("letter", business_key="来文 17 号")
    case = started["instance"]["id"]
    [first] = started["next_tasks"]
    assert first["element"] == "T_register" and first["may"]["complete"] and not first["may"]["claim"] and first["candidates"][0]["label"] == "县数管局经办"
    paper = handler.upload()["id"]
    page = handler.get(f"/tasks/{first['id']}")
    assert page["form"]["name"] == "LETTER" and "received" in page["form"]["data"]
    preview = handler.post(f"/tasks/{first['id']}/preview", {"data": {"price_yuan": "3.50", "count": 3}})
    assert preview["computed"]["total_yuan"] == "10.50" and [e["pointer"] for e in preview["errors"]] == ["/data/subject"]
    done = handler.complete(first["id"], a_letter(paper=[paper]))
    assert done["task"]["status"] == "done" and done["next_tasks"] == []
    reading = expert.task(case, "T_read")
    shown = expert.get(f"/tasks/{reading}")
    assert shown["form"]["data"]["subject"] == "采购打印机" and shown["context"]["history"] == []
    assert expert.client.get(f"/api/v1/files/{paper}").data.startswith(b"%PDF")
    expert.complete(reading, {"decision": "同意"})
    signing = leader.task(case, "T_sign")
    assert leader.get(f"/tasks/{signing}")["task"]["due_at"] is not None
    leader.complete(signing, {})
    ended = handler.get(f"/instances/{case}")
    assert (ended["status"], ended["outcome"], ended["open_tasks"]) == ("ended", "办结", [])
    assert handler.get(f"/instances/{case}/verification")["replay"] == "equal"


def test_five_people_one_after_the_other(people: People) -> None:
    handler = people("sgj.handler")
    case = handler.start("seq5")["instance"]["id"]
    for n, who in enumerate(("sgj.handler", "sgj.leader", "fgw.reviewer", "czj.reviewer", "xzf.meeting"), 1):
        person = people(who)
        person.complete(person.task(case, f"S{n}"), five(n))
    assert handler.get(f"/instances/{case}")["status"] == "ended"
