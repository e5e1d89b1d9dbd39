"""`/api/docs`: the interface, readable, written from the OpenAPI document itself; nothing is fetched from elsewhere."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app
from markupsafe import Markup, escape

from app.api._pages import page, table

docs = Blueprint("docs", __name__)
VERBS = ("get", "post", "put", "delete")


@docs.get("/api/docs")
def readable() -> Response:
    """Every operation: what it takes, what it gives."""
    spec = document()
    body = Markup('<p>OpenAPI: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a> · <a href="/problems/">拒绝的种类 / kinds of refusal</a></p>')
    for tag in spec.get("tags", []):
        body += Markup("<h2>{}</h2><p>{}</p>").format(tag["name"], tag.get("description", ""))
        for path, item in spec["paths"].items():
            for verb in VERBS:
                if tag["name"] in item.get(verb, {}).get("tags", []):
                    body += _operation(verb, path, item[verb], item.get("parameters", []))
    body += Markup("<h2>schemas</h2>")
    for name, schema in sorted(spec["components"]["schemas"].items()):
        body += Markup('<h3 id="{0}">{0}</h3><p>{1}</p>').format(name, schema.get("description", "")) + _fields(schema)
    return page("HTTP API", body)


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    spec: dict[str, Any] = current_app.extensions["flask-smorest"]["apis"][""]["ext_obj"].spec.to_dict()
    return spec


def _operation(verb: str, path: str, operation: dict[str, Any], shared: list[Any]) -> Markup:
    shown = Markup('<h3><span class="verb">{}</span> <code>{}</code></h3><p>{}</p>').format(verb.upper(), path, operation.get("summary", ""))
    rows: list[list[object]] = []
    for p in [*shared, *operation.get("parameters", [])]:
        if "name" in p:
            rows.append([Markup("<code>{}</code>").format(p["name"]), p["in"], _type(p.get("schema", {})), p.get("description", "")])
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        rows.append(["body", kind, _type(content.get("schema", {})), ""])
    for status, answer in operation.get("responses", {}).items():
        kinds = [_type(c.get("schema", {})) for c in answer.get("content", {}).values()]
        said = answer.get("description", "") or (Markup("problem+json") if "$ref" in answer else "")
        rows.append([Markup("→ {}").format(status), "", Markup(" ").join(kinds), said])
    return shown + table(["", "", "", ""], rows)


def _fields(schema: dict[str, Any]) -> Markup:
    required = set(schema.get("required", []))
    rows: list[list[object]] = [
        [Markup("<code>{}</code>").format(name), _type(field), "必有" if name in required else "", field.get("description", "")]
        for name, field in schema.get("properties", {}).items()
    ]
    return table(["field", "type", "", ""], rows)


def _type(schema: dict[str, Any]) -> Markup:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return Markup('<a href="#{0}">{0}</a>').format(name)
    for several in ("allOf", "anyOf", "oneOf"):
        if several in schema:
            return Markup(" | ").join(_type(s) for s in schema[several])
    if schema.get("type") == "array":
        return Markup("[{}]").format(_type(schema.get("items", {})))
    kind = schema.get("type", "any")
    return escape(" | ".join(kind) if isinstance(kind, list) else kind)
