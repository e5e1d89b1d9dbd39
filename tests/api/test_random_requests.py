"""Whatever is sent to whatever operation: an answer of the published shape, never an accident."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.api.test_openapi import checked, document
from tests.build import Caller, a_letter

People = Callable[[str], Caller]
ODD: list[Any] = [
    None, True, 0, -1, 2**31, 2**63, 10**30, 0.1, "", " ", "x", "1", "wjw.handler", "文" * 300, "a\u0000b", "\u202e", "' OR 1=1 --", "{{7*7}}", "2026-02-30",
    "2026-03-02T09:00:00+08:00", "%", "_", [], [1], ["1"], [[]], {}, {"a": 1}, {"": {}}, {"data": {}}, {"typename": "x"}, {"__class__": []},
]  # fmt: skip
PARTS = ["1", "2", "99", "seq5", "letter", "project", "MSG_GO", "a b", "%00", "%2e%2e", "文", "' OR 1=1", "x" * 300, "123456789012345678"]
QUIET = {"/session", "/me/language"}


def body_for(draw: random.Random, operation: dict[str, Any], spec: dict[str, Any]) -> Any:
    """Mostly an object with the operation's own fields, and odd values in them."""
    sent = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if sent is None:
        return None
    if draw.random() < 0.15:
        return draw.choice(ODD)
    schema = spec["components"]["schemas"][sent["schema"]["$ref"].rsplit("/", 1)[-1]]
    fields = [*schema.get("properties", {}), *(["more"] if draw.random() < 0.1 else [])]
    return {name: draw.choice([a_letter(), {"x": draw.choice(ODD)}, "reason", *draw.sample(ODD, 3)]) for name in fields if draw.random() < 0.9}


@pytest.mark.parametrize("seed", range(3))
def test_random_requests_never_meet_an_accident(app: Flask, people: People, seed: int) -> None:
    spec, draw = document(app), random.Random(seed)
    people("sgj.handler").start("letter")
    people("sgj.handler").start("waiting")
    for template, item in spec["paths"].items():
        short = template.removeprefix("/api/v1")
        for method in ("get", "post", "put"):
            if method not in item or short in QUIET or short.endswith("/files/{file_id}"):
                continue
            for _ in range(6):
                caller = people(draw.choice(["sgj.handler", "owner", "wjw.handler", "expert.1", "auditor", "admin"]))
                path = short
                for name in [p["name"] for p in item.get("parameters", [])]:
                    path = path.replace("{" + name + "}", draw.choice(PARTS))
                query = [p["name"] for p in item[method].get("parameters", []) if p.get("in") == "query" and draw.random() < 0.4]
                words = "&".join(f"{q}={draw.choice(PARTS)}" for q in query)
                checked(spec, method, short, caller, f"{path}?{words}", body_for(draw, item[method], spec))
