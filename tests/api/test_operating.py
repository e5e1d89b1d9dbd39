"""Operator acts over HTTP: what is refused to whom, and that everybody who may see the case sees who did what, and why."""

from __future__ import annotations

from collections.abc import Callable

from tests.build import Caller, five

People = Callable[[str], Caller]
WHY = {"reason": "主管部门来函要求暂停"}


def test_an_act_shows_in_the_case_in_its_history_and_in_the_inbox(people: People) -> None:
    handler, owner = people("sgj.handler"), people("owner")
    started = handler.start("seq5")
    case, task = started["instance"]["id"], started["next_tasks"][0]["id"]
    assert started["next_tasks"][0]["suspended"] is False
    shown = owner.post(f"/instances/{case}/suspend", WHY)
    assert shown["status"] == "suspended" and shown["variables"] is None
    assert [(a["kind"], a["actor"], a["reason"]) for a in shown["acts"]] == [("instance:suspend", "owner", WHY["reason"])]
    for reader in ("owner", "auditor", "sgj.leader"):
        last = people(reader).get(f"/instances/{case}/events")["items"][-1]
        assert (last["kind"], last["payload"]["reason"]) == ("instance:suspend", WHY["reason"]), "the reason is no answer: the owner sees it too"
    assert owner.get(f"/instances/{case}/events")["items"][0]["payload"] is None
    mine = handler.get(f"/tasks/{task}")["task"]
    assert mine["suspended"] is True and not any(mine["may"].values())
    refused = handler.complete(task, five(), 409)
    assert refused["type"] == "/problems/instance-not-running" and "已挂起" in refused["detail"]
    assert handler.get("/instances?status=suspended")["total"] == 1
    steps = owner.get(f"/instances/{case}/steps")["items"]
    assert [s["kind"] for s in steps] == ["instance:start", "instance:suspend"] and owner.get(f"/instances/{case}/steps/2")["changed"] == []
    assert owner.post(f"/instances/{case}/resume", WHY)["status"] == "running"
    handler.complete(task, five())


def test_a_moved_and_a_cancelled_case_show_it_on_the_diagram(people: People) -> None:
    owner = people("owner")
    case = people("sgj.handler").start("par4")["instance"]["id"]
    refused = owner.post(f"/instances/{case}/move", {**WHY, "address": "B1.1", "to": "join"}, 422)
    assert refused["type"] == "/problems/move-refused" and "请移到" in refused["detail"]
    owner.post(f"/instances/{case}/move", {**WHY, "address": "B1.1", "to": "B1"})
    owner.post(f"/instances/{case}/move", {**WHY, "address": "B1.1", "to": "B1"}, 409)
    states = {s["element"]: s for s in owner.get(f"/instances/{case}/diagram")["elements"]}
    assert (states["B1"]["cancelled"], states["B1"]["open"]) == (1, 1)
    owner.post(f"/instances/{case}/cancel", WHY)
    states = {s["element"]: s for s in owner.get(f"/instances/{case}/diagram")["elements"]}
    assert [states[f"B{n}"]["cancelled"] for n in (1, 2, 3, 4)] == [2, 1, 1, 1] and states["B1"]["open"] == 0
    assert people("auditor").get(f"/instances/{case}/verification")["replay"] == "equal"
    owner.post(f"/instances/{case}/cancel", WHY, 409)


def test_each_act_is_the_owners_and_needs_a_reason(people: People) -> None:
    case = people("sgj.handler").start("seq5")["instance"]["id"]
    bodies = {"suspend": WHY, "resume": WHY, "cancel": WHY, "move": {**WHY, "address": "S1.1", "to": "S2"}}
    for verb, body in bodies.items():
        for stranger in ("sgj.handler", "sgj.leader", "admin", "auditor", "vendor.a"):
            people(stranger).post(f"/instances/{case}/{verb}", body, 403)
        for reason in ("", "   ", None, "长" * 2001):
            said = people("owner").post(f"/instances/{case}/{verb}", {**body, "reason": reason}, 422)
            assert [e["pointer"] for e in said["errors"]] == ["/reason"]
        people("owner").post(f"/instances/99/{verb}", body, 404)
    assert people("auditor").get(f"/instances/{case}/events")["total"] == 1
