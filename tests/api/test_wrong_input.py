"""The table of wrong inputs (contract): each is refused as it says, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.build import Caller, a_letter, five

People = Callable[[str], Caller]

SIGNED_IN = (
    "/me", "/processes", "/processes/seq5/start-form", "/instances", "/instances/1", "/instances/1/diagram", "/instances/1/events",
    "/instances/1/steps", "/instances/1/verification", "/tasks", "/tasks/1", "/files/1", "/notices", "/releases", "/releases/1", "/records",
    "/records/project", "/people", "/offices", "/training/clock",
)  # fmt: skip
UNKNOWN = (
    "/processes/nothing/start-form", "/instances/99", "/instances/99/diagram", "/instances/99/events", "/instances/99/steps", "/instances/99/verification",
    "/tasks/99", "/files/99", "/releases/99", "/records/nothing", "/records/project/99", "/records/nothing/1", "/training/clock", "/nowhere",
    "/tasks/abc", "/tasks/99999999999999999999999", "/tasks/-1", "/instances/1%00", "/processes/%E6%B5%81/start-form",
)  # fmt: skip


@pytest.fixture
def first(people: People) -> str:
    """The open task of a new letter."""
    return str(people("sgj.handler").start("letter")["next_tasks"][0]["id"])


def untouched(people: People, task: str) -> bool:
    """Whether the case stands where it stood."""
    shown = people("sgj.handler").get(f"/tasks/{task}")["task"]
    events = people("auditor").get(f"/instances/{shown['instance']}/events")
    return shown["status"] == "open" and events["total"] == 1


@pytest.mark.parametrize("path", SIGNED_IN)
def test_nobody_reads_without_signing_in(app: Flask, path: str) -> None:
    answer = app.test_client().get(f"/api/v1{path}")
    assert answer.status_code == 401 and answer.content_type == "application/problem+json"


def test_what_is_not_there_is_not_found(people: People) -> None:
    for path in UNKNOWN:
        said = people("sgj.handler").get(path, 404)
        assert said["status"] == 404 and said["type"].startswith("/problems/"), path


def test_what_is_not_there_cannot_be_acted_on(people: People) -> None:
    handler = people("sgj.handler")
    for verb in ("claim", "release"):
        handler.post(f"/tasks/99/{verb}", status=404)
    for verb in ("complete", "draft", "preview"):
        handler.post(f"/tasks/99/{verb}", {"data": {}}, 404)
    handler.post("/tasks/99/reassign", {"assignee": "sgj.leader", "reason": "x"}, 404)
    handler.post("/tasks/99/drop-member", {"reason": "x"}, 404)
    handler.post("/notices/99/read", status=404)
    handler.post("/messages/MSG_NONE", {"correlation": {}}, 404)
    handler.start("nothing", status=404)
    people("owner").post("/incidents/99/retry", {"reason": "x"}, 404)


def test_somebody_elses_task_is_not_shown_and_not_done(people: People, first: str) -> None:
    for stranger in ("wjw.handler", "expert.1", "vendor.a", "admin", "owner"):
        people(stranger).get(f"/tasks/{first}", 403)
        people(stranger).complete(first, a_letter(), 403)
        people(stranger).post(f"/tasks/{first}/claim", status=403)
        people(stranger).post(f"/tasks/{first}/draft", {"data": {}}, 403)
    assert untouched(people, first)


def test_a_done_task_is_not_done_again(people: People, first: str) -> None:
    handler = people("sgj.handler")
    handler.complete(first, a_letter())
    before = handler.get("/tasks/" + first)["task"]
    for _ in range(2):
        said = handler.complete(first, a_letter(), 409)
        assert said["type"] == "/problems/task-not-open"
    handler.post(f"/tasks/{first}/claim", status=409)
    handler.post(f"/tasks/{first}/draft", {"data": {}}, 409)
    handler.post(f"/tasks/{first}/preview", {"data": {}}, 409)
    assert handler.get("/tasks/" + first)["task"] == before


def test_who_registered_may_not_sign(people: People, first: str) -> None:
    handler = people("sgj.handler")
    case = handler.complete(first, a_letter())["task"]["instance"]
    expert = people("expert.1")
    expert.complete(expert.task(case, "T_read"), {"decision": "同意"})
    signing = handler.task(case, "T_sign")
    said = handler.complete(signing, {}, 422)
    assert said["type"] == "/problems/rule-refused" and "职责分离" in said["clause"]


WRONG_ANSWERS: list[tuple[dict[str, Any], set[str]]] = [
    ({}, {"/data/subject", "/data/price_yuan", "/data/count"}),
    (a_letter(subject=""), {"/data/subject"}),
    (a_letter(subject=17), {"/data/subject"}),
    (a_letter(subject="长" * 51), {"/data/subject"}),
    (a_letter(count="2"), {"/data/count"}),
    (a_letter(count=0), {"/data/count"}),
    (a_letter(count=101), {"/data/count"}),
    (a_letter(price_yuan=1200.0), {"/data/price_yuan"}),
    (a_letter(price_yuan="1,200.00"), {"/data/price_yuan"}),
    (a_letter(price_yuan="1200"), {"/data/price_yuan"}),
    (a_letter(price_yuan="1e3"), {"/data/price_yuan"}),
    (a_letter(price_yuan="NaN"), {"/data/price_yuan"}),
    (a_letter(unknown=1), {"/data/unknown"}),
    (a_letter(typename="x"), {"/data/typename"}),
    (a_letter(__builtins__={}), {"/data/__builtins__"}),
    (a_letter(paper=["99"]), {"/data/paper/0"}),
    (a_letter(paper=["../etc/passwd"]), {"/data/paper/0"}),
]


def test_every_fault_in_the_answers_is_pointed_at(people: People, first: str) -> None:
    handler = people("sgj.handler")
    for answers, pointers in WRONG_ANSWERS:
        said = handler.complete(first, answers, 422)
        assert said["type"] == "/problems/data-invalid", said
        assert {e["pointer"] for e in said["errors"]} == pointers, (answers, said)
        assert all(e["message"] for e in said["errors"])
    assert untouched(people, first)


def test_bodies_that_are_no_json_objects_are_refused(people: People, first: str) -> None:
    handler = people("sgj.handler")
    url, head = f"/api/v1/tasks/{first}/complete", {"X-CSRF-Token": handler.csrf}
    json_head = {**head, "Content-Type": "application/json"}
    cases = [
        (b"{", 400), (b'{"data": NaN}', 400), (b"\xff", 400), (b'{"data": {"subject": "\\ud800"}}', 400), (b"[" * 100_000, 400),
        (b'{"data":' + b'{"a":' * 200 + b"1" + b"}" * 201, 400), (b"[]", 422), (b"null", 422), (b'"x"', 422), (b"{}", 422), (b'{"data": []}', 422),
        (b'{"data": {}, "more": 1}', 422), (b'{"data": {"subject": "a\\u0000b"}}', 422), (b'{"data": {}, "papers": ["x"]}', 422), (b"", 422),
    ]  # fmt: skip
    for body, status in cases:
        answer = handler.client.post(url, data=body, headers=json_head)
        assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), (body[:40], answer.get_data(as_text=True))
    assert handler.client.post(url, data=b"a=b", headers={**head, "Content-Type": "application/x-www-form-urlencoded"}).status_code == 415
    large = b'{"data": {"subject": "' + b"x" * 3_000_000 + b'"}}'
    assert handler.client.post(url, data=large, headers=json_head).status_code == 413
    assert handler.client.get(url).status_code == 405
    assert untouched(people, first)


def test_queries_that_make_no_sense_are_refused(people: People) -> None:
    handler = people("sgj.handler")
    for path, pointer in (
        ("/tasks?view=cc", "/query/view"), ("/tasks?view=watched", "/query/view"), ("/tasks?sort=colour", "/query/sort"), ("/tasks?limit=0", "/query/limit"),
        ("/tasks?limit=201", "/query/limit"), ("/tasks?limit=x", "/query/limit"), ("/tasks?overdue=maybe", "/query/overdue"), ("/tasks?q=%00", "/query/q"),
        ("/instances?status=lost", "/query/status"), ("/instances?project=x", "/query/project"), ("/records/project?project=-1", "/query/project"),
    ):  # fmt: skip
        assert [e["pointer"] for e in handler.get(path, 422)["errors"]] == [pointer], path
    for cursor in ("x", "W10", "eyJhIjoxfQ", "WyJkdWUiLDFd", "é", "a" * 500):
        handler.get(f"/tasks?cursor={cursor}", 400)


def test_only_who_may_start_starts(people: People) -> None:
    assert [p["key"] for p in people("sgj.handler").get("/processes")["items"]] == ["letter", "par4", "seq5", "waiting"]
    assert people("wjw.handler").get("/processes")["items"] == []
    people("wjw.handler").start("seq5", status=403)
    people("wjw.handler").get("/processes/seq5/start-form", 403)
    said = people("sgj.handler").start("seq5", {"typename": "x"}, 422)
    assert said["errors"][0]["pointer"] == "/data/typename"


def test_messages_are_checked_against_what_the_diagram_says(people: People) -> None:
    handler = people("sgj.handler")
    people("wjw.handler").post("/messages/MSG_GO", {"correlation": {"number": 7}}, 403)
    handler.post("/messages/MSG_GO", {"correlation": {}}, 422)
    handler.post("/messages/MSG_GO", {"correlation": {"number": 7, "more": 1}}, 422)
    handler.post("/messages/MSG_GO", {"correlation": {"number": 7}, "payload": {"other": 1}}, 422)
    case = handler.start("waiting")["instance"]
    assert [w["kind"] for w in case["waiting_for"]] == ["message"]
    assert handler.post("/messages/MSG_GO", {"correlation": {"number": 7}, "payload": {"word": "行"}}, 202)["delivered_to"] == [case["id"]]


def test_publishing_is_the_owners_and_second_publishers_are_told(people: People) -> None:
    people("sgj.handler").post("/releases", {"files": {}, "message": "x"}, 403)
    owner = people("owner")
    from tests.build import bundle

    said = owner.post("/releases", {"files": bundle(), "message": "同样的"}, 409)
    assert said["type"] == "/problems/already-there"
    changed = bundle() | {"processes/parameters.json": '{"n": 1}'}
    assert owner.post("/releases", {"files": changed, "message": "改了参数", "based_on": "1"}, 201)["release"]["n"] == 2
    again = bundle() | {"processes/parameters.json": '{"n": 2}'}
    assert owner.post("/releases", {"files": again, "message": "又改了", "based_on": "1"}, 409)["type"] == "/problems/outdated"
    for files in ({}, {"forms/X.json": "{}"}, {"processes/calendar.json": "{}"}, {"processes/calendar.json": "[1"}):
        owner.post("/releases", {"files": files, "message": "x"}, 422)
    broken = bundle() | {"processes/seq5.bpmn": bundle()["processes/seq5.bpmn"].replace('sourceRef="S1"', 'sourceRef="S9"')}
    refused = owner.post("/releases", {"files": broken, "message": "坏的"}, 422)
    assert refused["findings"] and owner.get("/releases")["total"] == 2


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'
FETCH = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:1/x">]><a>&b;</a>'


@pytest.mark.parametrize("text", [BOMB, FETCH, "<a", "", "<a>" * 5000, "not xml"])
def test_xml_that_is_broken_or_attacks_is_refused_with_findings(people: People, text: str) -> None:
    said = people("owner").post("/checks", {"files": {"processes/x.bpmn": text}}, 422)
    assert said["findings"][0]["severity"] == "error"


def test_a_check_of_something_enormous_is_refused(people: People) -> None:
    answer = people("owner").client.post(
        "/api/v1/checks", data=b"x" * 50_000_000, headers={"X-CSRF-Token": people("owner").csrf, "Content-Type": "application/json"}
    )
    assert answer.status_code == 413 and answer.content_type == "application/problem+json"


def test_two_people_complete_the_same_task_at_once(app: Flask, people: People) -> None:
    task = people("sgj.handler").start("seq5")["next_tasks"][0]["id"]
    from tests.build import sign_in

    callers = [sign_in(app, "sgj.handler"), sign_in(app, "sgj.handler")]
    app_context_free = ThreadPoolExecutor(2)
    said = list(app_context_free.map(lambda c: _complete(app, c, task), callers))
    assert sorted(said) == [200, 409]


def test_four_people_finish_four_branches_at_once(app: Flask, people: People) -> None:
    case = people("sgj.handler").start("par4")["instance"]["id"]
    who = {"B1": "sgj.handler", "B2": "sgj.leader", "B3": "fgw.reviewer", "B4": "czj.reviewer"}
    work = [(people(person), people(person).task(case, element)) for element, person in who.items()]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda w: _complete(app, *w), work)) == [200, 200, 200, 200]
    assert people("auditor").get(f"/instances/{case}")["status"] == "ended"


def _complete(app: Flask, caller: Caller, task: str) -> int:
    return caller.client.post(f"/api/v1/tasks/{task}/complete", json={"data": five()}, headers={"X-CSRF-Token": caller.csrf}).status_code
