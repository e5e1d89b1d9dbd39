"""What the check says of a form before it is published: keywords that browser and server would read differently, expressions that would fail."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator, SchemaError

from app.errors import DiagramRefused
from app.expressions import check, names
from app.forms.form import Form
from app.forms.formats import DECIMAL, FORMATS
from app.forms.patterns import wrong_pattern
from app.forms.rules import RESERVED
from app.forms.schema import MANY, NAMED, ONE, REFERENCES_DEEP, Schema, field_at

BYTES = 1_000_000
PARTS = 1_500  # objects and lists; the largest form of the institution has some 130
_PLAIN = {
    "$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "default", "examples", "readOnly", "type", "enum", "const",
    "maxItems", "minItems", "uniqueItems", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength",
    "pattern", "format", "required", "minProperties", "maxProperties", "dependentRequired",
}  # fmt: skip
_ALLOWED = frozenset({*_PLAIN, *ONE, *MANY, *NAMED})
_LIMITS = ("x-minimum", "x-maximum", "x-exclusiveMinimum", "x-exclusiveMaximum")
_WORDS = {"x-computed": dict, "x-rules": list, "x-decision": str, "x-negative": list, "x-reason": str, "x-partial": list}
_INSTEAD = {
    "prefixItems": "改用对象数组", "dependentSchemas": "改用 allOf 中的 if/then", "multipleOf": "金额改用 format: decimal",
    "patternProperties": "逐项写出字段", "unevaluatedProperties": "改用 additionalProperties: false",
}  # fmt: skip
_TARGET = re.compile(r"[A-Za-z][A-Za-z0-9_]*(/\*/[A-Za-z][A-Za-z0-9_]*)?")


@dataclass(frozen=True)
class FormProblem:
    """Where in the form file (JSON pointer), and what, in both languages."""

    pointer: str
    message_zh: str
    message_en: str

    @property
    def element(self) -> str | None:
        """The place in the file, as findings of a check name it."""
        return self.pointer or None

    def __str__(self) -> str:
        return f"{self.pointer or '/'}：{self.message_zh}"


def problems_of_form(schema_text: str, ui_text: str = "{}") -> list[FormProblem]:
    """Everything that is wrong with a form file and its ui schema; empty when it may be published."""
    found: list[FormProblem] = []
    read: list[dict[str, Any]] = []
    for which, text in (("schema", schema_text), ("ui", ui_text)):
        try:
            value = json.loads(text) if len(text) <= BYTES else None
        except (ValueError, RecursionError) as error:
            found.append(FormProblem("", f"{which} 不是 JSON：{error}", f"The {which} is not JSON: {error}"))
            continue
        if isinstance(value, dict) and _larger(value, PARTS):
            zh, en = f"{which} 超过 {PARTS} 个对象和列表，请拆成几个表单", f"The {which} has more than {PARTS} objects and lists: split the form"
            found.append(FormProblem("", zh, en))
        elif isinstance(value, dict):
            read.append(value)
        else:
            found.append(FormProblem("", f"{which} 应为 JSON 对象", f"The {which} should be a JSON object"))
    if found:
        return found
    schema, ui = read
    try:
        Draft202012Validator.check_schema(schema)
        form = Form("", schema, ui)
    except SchemaError as error:
        where = "".join(f"/{step}" for step in error.absolute_path)
        return [FormProblem(where, f"不是有效的 JSON Schema：{error.message[:200]}", f"Not a valid JSON Schema: {error.message[:200]}")]
    except (DiagramRefused, RecursionError) as error:
        zh = error.detail if isinstance(error, DiagramRefused) else "表单嵌套过深"
        return [FormProblem("", zh, error.detail_en if isinstance(error, DiagramRefused) else "The form is nested too deeply")]
    found += _problems_of_root(schema)
    found += _problems_inside(schema, "", 0, named=True)
    found += _problems_of_words(form)
    found += [
        FormProblem(f"/{name}", f"ui 中的「{name}」不是表单的字段", f"“{name}” of the ui is no field of the form")
        for name in ui
        if not name.startswith("ui:") and name not in schema.get("properties", {})
    ]
    return found


def _larger(value: Any, most: int) -> bool:
    """Whether it holds more objects and lists than this; counts no further."""
    todo, count = [value], 0
    while todo and count <= most:
        part = todo.pop()
        if isinstance(part, dict | list):
            count += 1
            todo += part.values() if isinstance(part, dict) else part
    return count > most


def _problems_of_root(schema: Schema) -> Iterator[FormProblem]:
    if schema.get("type") != "object" or "properties" not in schema:
        yield FormProblem("", "表单的根应为 type: object，并有 properties", "The root of a form is an object with properties")
    for name in schema.get("properties", {}):
        if name in RESERVED or name.startswith("_") or name == "typename":
            yield FormProblem(f"/properties/{name}", f"「{name}」是保留的名称，不能作为字段名", f"“{name}” is reserved and cannot be a field")
    for name, kind in _WORDS.items():
        if name in schema and not isinstance(schema[name], kind):
            yield FormProblem(f"/{name}", f"{name} 的类型不对", f"{name} is of the wrong type")


def _problems_inside(schema: Any, where: str, depth: int, *, named: bool) -> Iterator[FormProblem]:
    """`named`: this schema describes a field (or the root), not a condition; then an object must be closed."""
    if not isinstance(schema, dict) or depth > 2 * REFERENCES_DEEP:
        return
    for key in schema:
        if key not in _ALLOWED and not key.startswith("x-"):
            hint = f"（{_INSTEAD[key]}）" if key in _INSTEAD else ""
            yield FormProblem(f"{where}/{key}", f"不能使用 {key}{hint}", f"{key} cannot be used")
    yield from _problems_of_field(schema, where, named=named)
    for key in ONE:
        closing = key == "items"
        if isinstance(schema.get(key), dict):
            yield from _problems_inside(schema[key], f"{where}/{key}", depth + 1, named=named and closing)
    for key in MANY:
        for number, part in enumerate(schema.get(key, [])):
            yield from _problems_inside(part, f"{where}/{key}/{number}", depth + 1, named=False)
    for name, part in schema.get("properties", {}).items():
        yield from _problems_inside(part, f"{where}/properties/{name}", depth + 1, named=named)
        if named and isinstance(part, dict) and not part.get("title") and "$ref" not in part:
            yield FormProblem(f"{where}/properties/{name}", "字段没有标题 (title)", "The field has no title")
    for name, part in schema.get("$defs", {}).items():
        yield from _problems_inside(part, f"{where}/$defs/{name}", depth + 1, named=True)


def _problems_of_field(schema: Schema, where: str, *, named: bool) -> Iterator[FormProblem]:
    if named and "properties" in schema and schema.get("additionalProperties") is not False:
        yield FormProblem(where, "对象须写 additionalProperties: false", "An object needs additionalProperties: false")
    if named and schema.get("type") == "object" and "properties" not in schema:
        yield FormProblem(where, "对象须列出 properties", "An object must list its properties")
    reference = schema.get("$ref")
    if reference is not None and not str(reference).startswith("#/$defs/"):
        yield FormProblem(f"{where}/$ref", "只能引用 #/$defs/…", "Only #/$defs/… can be referred to")
    if "oneOf" in schema and "type" not in schema:
        yield FormProblem(f"{where}/oneOf", "oneOf 须同时写 type", "oneOf needs a type beside it")
    if "format" in schema and schema["format"] not in FORMATS:
        yield FormProblem(f"{where}/format", f"没有格式 {schema['format']}", f"There is no format {schema['format']}")
    if "pattern" in schema and (wrong := wrong_pattern(schema["pattern"])):
        yield FormProblem(f"{where}/pattern", *wrong)
    for limit in _LIMITS:
        if limit in schema and not (isinstance(schema[limit], str) and DECIMAL.fullmatch(schema[limit])):
            yield FormProblem(f"{where}/{limit}", '限值须为十进制文本，例如 "0"', 'A limit is decimal text, e.g. "0"')
    if named and (key := schema.get("x-key")) is not None and key not in field_at(schema, (0,)).get("properties", {}):
        yield FormProblem(f"{where}/x-key", f"表格没有列「{key}」", f"The table has no column “{key}”")


def _problems_of_words(form: Form) -> Iterator[FormProblem]:
    schema, fields = form.schema, form.plain.get("properties", {})
    if any(name in schema and not isinstance(schema[name], kind) for name, kind in _WORDS.items()):
        return
    if "x-decision" in schema and schema["x-decision"] not in fields:
        yield FormProblem("/x-decision", f"没有字段「{schema['x-decision']}」", f"There is no field “{schema['x-decision']}”")
    if form.negative and form.reason not in fields:
        yield FormProblem("/x-reason", f"没有写明理由的字段「{form.reason}」", f"There is no field “{form.reason}” for the reason")
    offered = fields.get(form.decision or "", {}).get("enum")
    for word in ("x-negative", "x-partial"):
        for decision in schema.get(word, []):
            if offered is not None and decision not in offered:
                yield FormProblem(f"/{word}", f"「{decision}」不是该表单的结论", f"“{decision}” is no decision of this form")
    for target, text in form.computed.items():
        where = f"/x-computed/{target}"
        yield from _problems_of_expression(form, text, where, each=target.partition("/*/")[0] if "/" in target else None)
        table, _, column = target.partition("/*/")
        field = field_at(form.plain, (table, 0, column) if column else (table,))
        if not _TARGET.fullmatch(target) or not field:
            yield FormProblem(where, f"没有字段「{target}」", f"There is no field “{target}”")
        elif not field.get("readOnly"):
            yield FormProblem(where, "计算字段须为 readOnly", "A computed field must be readOnly")
    for number, rule in enumerate(form.rules):
        yield from _problems_of_rule(form, rule, f"/x-rules/{number}")


def _problems_of_rule(form: Form, rule: Any, where: str) -> Iterator[FormProblem]:
    if not isinstance(rule, Mapping) or not isinstance(rule.get("when"), str) or not isinstance(rule.get("message"), str):
        yield FormProblem(where, "规则须有 when 和 message", "A rule has `when` and `message`")
        return
    for key in rule.keys() - {"when", "message", "message_en", "pointer", "clause", "severity", "each"}:
        yield FormProblem(f"{where}/{key}", f"规则不能有 {key}", f"A rule has no {key}")
    if rule.get("severity", "error") not in {"error", "warning"}:
        yield FormProblem(f"{where}/severity", "severity 只能是 error 或 warning", "severity is error or warning")
    each = rule.get("each")
    if each is not None and field_at(form.plain, (str(each),)).get("type") != "array":
        yield FormProblem(f"{where}/each", f"没有表格「{each}」", f"There is no table “{each}”")
    path = tuple(0 if step == "*" or step.isdigit() else step for step in str(rule.get("pointer", "")).split("/")[1:])
    if path and not field_at(form.plain, path):
        yield FormProblem(f"{where}/pointer", f"没有字段 {rule['pointer']}", f"There is no field {rule['pointer']}")
    yield from _problems_of_expression(form, rule["when"], f"{where}/when", each=str(each) if each else None)


def _problems_of_expression(form: Form, text: Any, where: str, *, each: str | None) -> Iterator[FormProblem]:
    if not isinstance(text, str):
        yield FormProblem(where, "表达式须为文本", "An expression is text")
        return
    for problem in check(text):
        yield FormProblem(where, problem.message_zh, problem.message_en)
    known = RESERVED if each else RESERVED - {"item", "index"}
    for name in sorted(names(text) - known - form.plain.get("properties", {}).keys()):
        yield FormProblem(where, f"表单没有字段「{name}」", f"The form has no field “{name}”")
