"""The published interface says what the server really answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Flask
from jsonschema import Draft202012Validator

from tests.build import Caller, a_letter

People = Callable[[str], Caller]


def document(app: Flask) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    return found


def checked(spec: dict[str, Any], method: str, template: str, caller: Caller, path: str, body: Any = None) -> Any:
    """Call, and hold the answer against the schema of its status."""
    head = {"X-CSRF-Token": caller.csrf}
    sent = None if body is None else json.dumps(body)
    answer = caller.client.open(f"/api/v1{path}", method=method.upper(), data=sent, content_type="application/json" if sent else None, headers=head)
    said = spec["paths"][f"/api/v1{template}"][method]["responses"]
    assert answer.status_code < 500 and str(answer.status_code) in said, (path, answer.status_code, answer.text)
    found = said[str(answer.status_code)]
    if "$ref" in found:
        found = spec["components"]["responses"][found["$ref"].rsplit("/", 1)[-1]]
    kind = answer.content_type.split(";")[0]
    assert kind in found["content"], (path, kind)
    if not kind.endswith("json"):
        return None
    schema = {**found["content"][kind]["schema"], "components": spec["components"]}
    faults = [f"{e.json_path}: {e.message[:200]}" for e in Draft202012Validator(schema).iter_errors(answer.get_json())]
    assert not faults, (path, faults)
    return answer.get_json()


def test_every_operation_says_what_it_gives_and_how_it_refuses(app: Flask) -> None:
    for path, item in document(app)["paths"].items():
        for method, operation in item.items():
            if method in ("get", "post", "put", "delete"):
                answers = operation["responses"]
                assert operation["summary"] and {"401", "500", "503"} <= answers.keys(), path
                assert [a for a in answers if a.startswith("2")], path


def test_answers_have_the_published_shapes(app: Flask, people: People) -> None:
    spec, handler, owner = document(app), people("sgj.handler"), people("owner")

    def call(method: str, template: str, path: str = "", body: Any = None, who: Caller = handler) -> Any:
        return checked(spec, method, template, who, path or template, body)

    case = call("post", "/processes/{process}/instances", "/processes/letter/instances", {"data": {}, "business_key": "17"})["instance"]["id"]
    call("post", "/processes/{process}/instances", "/processes/letter/instances", {"data": {"x": 1}})
    for template in ("/me", "/processes", "/instances", "/tasks", "/notices", "/releases", "/records", "/people", "/offices", "/training/clock", "/meta"):
        call("get", template)
    for view in ("claimable", "all", "done"):
        call("get", "/tasks", f"/tasks?view={view}")
    call("get", "/processes/{process}/start-form", "/processes/letter/start-form")
    call("post", "/tasks/{task_id}/claim", "/tasks/1/claim", {})
    call("post", "/tasks/{task_id}/draft", "/tasks/1/draft", {"data": {"count": "x"}})
    assert call("get", "/tasks/{task_id}", "/tasks/1")["form"]["draft"] == {"count": "x"}
    call("post", "/tasks/{task_id}/preview", "/tasks/1/preview", {"data": {}})
    call("post", "/tasks/{task_id}/release", "/tasks/1/release", {})
    call("post", "/tasks/{task_id}/reassign", "/tasks/1/reassign", {"assignee": "nobody", "reason": "x"}, owner)
    call("post", "/tasks/{task_id}/drop-member", "/tasks/1/drop-member", {"reason": "x"}, owner)
    call("post", "/tasks/{task_id}/complete", "/tasks/1/complete", {"data": a_letter()})
    call("post", "/tasks/{task_id}/complete", "/tasks/1/complete", {"data": a_letter()})
    for part in ("", "/diagram", "/events", "/steps", "/verification"):
        call("get", "/instances/{instance_id}" + part, f"/instances/{case}{part}")
    call("get", "/instances/{instance_id}/steps/{n}", f"/instances/{case}/steps/1")
    call("get", "/instances/{instance_id}", "/instances/99")
    call("post", "/checks", "", {"files": {"processes/x.bpmn": "<a/>"}})
    call("get", "/releases/{n}", "/releases/1")
    for kind in call("get", "/records")["items"]:
        call("get", "/records/{kind}", f"/records/{kind['kind']}")
    call("post", "/messages/{name}", "/messages/MSG_GO", {"correlation": {"number": 7}})
    call("post", "/releases", "", {"files": {}, "message": "x"}, owner)
    call("put", "/me/language", "", {"language": "zh"})
