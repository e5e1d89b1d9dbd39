"""The header Idempotency-Key: sent twice, done once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.build import Caller, a_letter, five

People = Callable[[str], Caller]


def test_the_same_request_again_answers_the_same_and_does_nothing_twice(people: People) -> None:
    handler = people("sgj.handler")
    handler.start("seq5")
    case = handler.post("/processes/seq5/instances", {"data": {}}, 201, Idempotency_Key="k2")
    again = handler.post("/processes/seq5/instances", {"data": {}}, 201, Idempotency_Key="k2")
    assert again == case and handler.get("/instances")["total"] == 2
    task = case["next_tasks"][0]["id"]
    done = handler.complete(task, five(), Idempotency_Key="k3")
    assert handler.complete(task, five(), Idempotency_Key="k3") == done
    handler.complete(task, five(), 409, Idempotency_Key="k4")


def test_the_key_with_another_body_is_refused(people: People) -> None:
    handler = people("sgj.handler")
    task = handler.start("letter")["next_tasks"][0]["id"]
    handler.complete(task, a_letter(), Idempotency_Key="k")
    assert handler.complete(task, a_letter(count=3), 422, Idempotency_Key="k")["type"] == "/problems/key-reused"


def test_a_refused_request_keeps_no_key(people: People) -> None:
    handler = people("sgj.handler")
    task = handler.start("letter")["next_tasks"][0]["id"]
    handler.complete(task, {}, 422, Idempotency_Key="k")
    handler.complete(task, a_letter(), Idempotency_Key="k")


def test_keys_of_different_people_and_routes_do_not_meet(people: People) -> None:
    one, two = people("sgj.handler").start("par4"), people("sgj.handler").start("par4")
    for start in (one, two):
        people("sgj.handler").complete(start["next_tasks"][0]["id"], five(1), Idempotency_Key="k")
    leader = people("sgj.leader")
    leader.complete(leader.task(one["instance"]["id"], "B2"), five(2), Idempotency_Key="k")


def test_the_same_request_twice_at_once_gets_the_same_answer_twice(people: People) -> None:
    handler = people("sgj.handler")
    task = handler.start("seq5")["next_tasks"][0]["id"]

    def send(_: int) -> Any:
        client = handler.client.application.test_client()
        client.set_cookie("desk_session", _token(handler))
        return client.post(f"/api/v1/tasks/{task}/complete", json={"data": five()}, headers={"X-CSRF-Token": handler.csrf, "Idempotency-Key": "k"})

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(4)))
    assert [a.status_code for a in answers] == [200] * 4
    assert all(a.get_json() == answers[0].get_json() for a in answers)


def test_a_message_with_a_key_is_sent_once(people: People) -> None:
    handler = people("sgj.handler")
    body = {"correlation": {"number": 7}, "payload": {"word": "行"}}
    assert handler.post("/messages/MSG_GO", body, 202, Idempotency_Key="m") == handler.post("/messages/MSG_GO", body, 202, Idempotency_Key="m")


def test_a_key_that_is_none_is_refused(people: People) -> None:
    people("sgj.handler").post("/processes/seq5/instances", {"data": {}}, 400, Idempotency_Key="x" * 201)


def _token(caller: Caller) -> str:
    found = caller.client.get_cookie("desk_session")
    assert found is not None
    return str(found.value)
