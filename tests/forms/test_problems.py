"""What the check says of form files before anybody has to fill them in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import DiagramRefused
from app.forms import load, problems_of_form

Schema = dict[str, Any]


def test_a_sound_form_has_no_problem(schema: Schema) -> None:
    assert problems_of_form(json.dumps(schema), '{"ui:order": ["*"], "project_name": {"ui:autofocus": true}}') == []


def _put(*path: Any) -> Callable[[Schema], None]:
    *way, key, value = path

    def change(schema: Schema) -> None:
        found: Any = schema
        for step in way:
            found = found[step]
        found[key] = value

    return change


def _drop(*path: Any) -> Callable[[Schema], None]:
    *way, key = path

    def change(schema: Schema) -> None:
        found: Any = schema
        for step in way:
            found = found[step]
        del found[key]

    return change


@pytest.mark.parametrize(
    ("change", "where", "word"),
    [
        (_put("properties", "budget_items", "prefixItems", [{}]), "/properties/budget_items/prefixItems", "prefixItems"),
        (_put("dependentSchemas", {"a": {}}), "/dependentSchemas", "if/then"),
        (_put("unevaluatedProperties", False), "/unevaluatedProperties", "unevaluated"),
        (_put("patternProperties", {"^x": {}}), "/patternProperties", "patternProperties"),
        (_put("properties", "project_name", "$dynamicRef", "#x"), "/properties/project_name/$dynamicRef", "dynamicRef"),
        (_put("properties", "project_name", "$anchor", "x"), "/properties/project_name/$anchor", "anchor"),
        (_put("properties", "total_budget_wan", "multipleOf", 0.01), "/properties/total_budget_wan/multipleOf", "decimal"),
        (_put("properties", "project_name", "$ref", "https://example.org/x.json"), "", "不存在"),
        (_put("properties", "project_name", "$ref", "#/$defs/nobody"), "", "不存在"),
        (_put("$defs", "wan", {"$ref": "#/$defs/wan"}), "", "循环"),
        (_drop("additionalProperties"), "", "additionalProperties"),
        (_drop("properties", "budget_items", "items", "additionalProperties"), "/properties/budget_items/items", "additionalProperties"),
        (_put("properties", "free", {"type": "object", "title": "自由"}), "/properties/free", "properties"),
        (_put("properties", "untitled", {"type": "string"}), "/properties/untitled", "标题"),
        (_put("properties", "choice", {"title": "x", "oneOf": [{"const": 1, "title": "a"}]}), "/properties/choice/oneOf", "type"),
        (_put("properties", "project_name", "format", "email"), "/properties/project_name/format", "email"),
        (_put("properties", "project_name", "pattern", "(a+)+$"), "/properties/project_name/pattern", "重复"),
        (_put("properties", "project_name", "pattern", "^(a|aa)+$"), "/properties/project_name/pattern", "选择"),
        (_put("properties", "project_name", "pattern", "(?=x)x"), "/properties/project_name/pattern", "环视"),
        (_put("properties", "total_budget_wan", "x-minimum", 0), "/properties/total_budget_wan/x-minimum", "文本"),
        (_put("properties", "project_name", "type", "text"), "/properties/project_name/type", "JSON Schema"),
        (_put("properties", "case", {"type": "string", "title": "x"}), "/properties/case", "保留"),
        (_put("properties", "typename", {"type": "string", "title": "x"}), "/properties/typename", "保留"),
        (_put("x-rules", 0, "when", "amount(nobody_wan) > 1"), "/x-rules/0/when", "nobody_wan"),
        (_put("x-rules", 0, "when", "().__class__"), "/x-rules/0/when", "下划线"),
        (_put("x-rules", 0, "when", "total_budget_wan > 5"), "/x-rules/0/when", "amount"),
        (_put("x-rules", 0, "pointer", "/nowhere"), "/x-rules/0/pointer", "nowhere"),
        (_put("x-rules", 0, "severity", "bad"), "/x-rules/0/severity", "severity"),
        (_put("x-rules", 3, "each", "project_name"), "/x-rules/3/each", "表格"),
        (_put("x-rules", 0, {"message": "x"}), "/x-rules/0", "when"),
        (_put("x-rules", 0, "when", "item.amount_wan == None"), "/x-rules/0/when", "item"),
        (_put("x-computed", "project_name", "'x'"), "/x-computed/project_name", "readOnly"),
        (_put("x-computed", "nobody", "'x'"), "/x-computed/nobody", "nobody"),
        (_put("x-computed", "budget_items/*/nobody", "'x'"), "/x-computed/budget_items/*/nobody", "nobody"),
        (_put("x-computed", []), "/x-computed", "类型"),
        (_put("x-decision", "conclusion"), "/x-decision", "conclusion"),
        (_put("x-negative", ["否"]), "/x-negative", "否"),
        (_put("x-partial", ["否"]), "/x-partial", "否"),
        (_put("x-reason", "why"), "/x-reason", "why"),
        (_put("properties", "budget_items", "x-key", "nobody"), "/properties/budget_items/x-key", "nobody"),
        (_put("type", "array"), "", "object"),
    ],
)
def test_a_spoilt_form_is_found_with_its_place(change: Callable[[Schema], None], where: str, word: str, schema: Schema) -> None:
    change(schema)
    problems = problems_of_form(json.dumps(schema))
    assert any(problem.pointer.startswith(where) and word in problem.message_zh + problem.message_en for problem in problems), [str(p) for p in problems]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "5", '{"a":' * 3000, "[" * 100_000, '{"type": "object", "properties": []}', "{}", '{"properties": {"a": 5}}']
)
def test_a_file_that_is_no_form_is_found_and_no_crash(text: str) -> None:
    began = time.perf_counter()
    assert problems_of_form(text)
    assert time.perf_counter() - began < 1


def test_the_ui_names_only_fields_of_the_form(schema: Schema) -> None:
    [problem] = problems_of_form(json.dumps(schema), '{"nobody": {}}')
    assert "nobody" in str(problem)


@pytest.mark.parametrize("text", ["{", "[]", "5"])
def test_loading_what_is_no_form_is_refused(text: str) -> None:
    with pytest.raises(DiagramRefused):
        load("F1.json", text)


def test_a_form_is_read_once(schema: Schema) -> None:
    assert load("F21.json", json.dumps(schema)) is load("F21.json", json.dumps(schema))
