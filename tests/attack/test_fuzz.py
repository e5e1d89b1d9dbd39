"""schemathesis over every operation of our own OpenAPI document: fitting and unfitting requests, never an accident, every answer as published.

FUZZ_EXAMPLES: requests an operation and way (fitting, unfitting); FUZZ_SEED: another run, printed with it.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.actions.person.issue_token import issue_token
from tests.build import a_letter, county, five, sign_in

EXAMPLES, SEED = int(os.environ.get("FUZZ_EXAMPLES", "4")), int(os.environ.get("FUZZ_SEED", "1"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, response_headers_conformance]
WAYS = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
PEOPLE = ("sgj.handler", "owner", "wjw.handler", "auditor", "expert.4")
# Ids and names that there are, so that not every request ends at «not found».
KNOWN: dict[str, tuple[str, ...]] = {
    "process": ("seq5", "letter", "par4", "waiting"), "name": ("MSG_GO",), "kind": ("project", "declaration"), "n": ("1", "2"),
}  # fmt: skip
BODIES: dict[str, Any] = {"data": [a_letter(), five(), {}], "reason": ["测试"], "address": ["S1.1", "B1.1"], "to": ["S2", "B1"], "assignee": ["sgj.fund"]}


def test_whatever_is_sent_to_whatever_operation_is_answered_as_published(app: Flask) -> None:
    county()
    handler = sign_in(app, "sgj.handler")
    for process in ("seq5", "letter", "par4", "waiting"):
        handler.start(process)
    handler.upload()
    tokens = {name: issue_token(name, ["read", "act"], 1).token for name in PEOPLE}
    document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = [found.ok() for found in document.get_all_operations()]
    answers: Counter[int] = Counter()
    for operation in operations:
        for way in WAYS:
            ask(app, operation, way, tokens, answers)
    shown = ", ".join(f"{status}: {count}" for status, count in sorted(answers.items()))
    print(f"\nschemathesis: {len(operations)} operations, {sum(answers.values())} requests, seed {SEED}; {shown}")
    assert max(answers) < 500 and len(operations) >= 48


def ask(app: Flask, operation: Any, way: GenerationMode, tokens: dict[str, str], answers: Counter[int]) -> None:
    """Some requests to one operation, each by somebody."""

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=way), data=st.data())
    def asked(case: Any, data: st.DataObject) -> None:
        for name in case.path_parameters or {}:
            if data.draw(st.integers(0, 3)):
                case.path_parameters[name] = data.draw(st.sampled_from(KNOWN.get(name, ("1", "2", "3", "4"))))
        if isinstance(case.body, dict) and way is GenerationMode.POSITIVE:
            case.body |= {name: data.draw(st.sampled_from(some)) for name, some in BODIES.items() if name in case.body and data.draw(st.booleans())}
        who = data.draw(st.sampled_from(PEOPLE))
        answer = case.call(headers={"Authorization": f"Bearer {tokens[who]}"})
        answers[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    asked()
