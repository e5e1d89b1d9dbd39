"""A form file: what the browser draws and the server checks, read once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

from app.errors import DiagramRefused
from app.forms.formats import REFERENCES
from app.forms.messages import FieldError, Path, explained, pointer
from app.forms.schema import Schema, field_at, leaves, without_completeness, written_out
from app.forms.validators import FormValidator


class Form:
    """One form of a release. `schema` and `ui` are as written in the files (for the browser); `plain` is the schema made ready."""

    def __init__(self, name: str, schema: Schema, ui: Schema) -> None:
        self.name, self.schema, self.ui = name, schema, ui
        self.plain = written_out(schema)
        self.computed: Mapping[str, str] = schema.get("x-computed", {})
        self.rules: Sequence[Mapping[str, Any]] = schema.get("x-rules", [])
        self.negative: frozenset[str] = frozenset(schema.get("x-negative", []))
        self.partial: frozenset[str] = frozenset(schema.get("x-partial", []))
        self.reason: str = schema.get("x-reason", "opinion")
        wanted = schema.get("x-decision", "decision")
        self.decision: str | None = wanted if wanted in self.plain.get("properties", {}) else None

    @property
    def title(self) -> str:
        """The Chinese title of the form."""
        return str(self.schema.get("title") or self.name)

    @cached_property
    def _complete(self) -> Any:
        return FormValidator(self.plain)

    @cached_property
    def _incomplete(self) -> Any:
        return FormValidator(without_completeness(self.plain))

    def errors(self, data: Any, *, partial: bool = False) -> list[FieldError]:
        """What the schema says of the data: pointer and message of each fault, once; `partial` for a form that need not be complete."""
        found: dict[tuple[str, str], FieldError] = {}
        for error in (self._incomplete if partial else self._complete).iter_errors(data):
            for fault in explained(error, self.plain):
                found.setdefault((fault.pointer, fault.message_zh), fault)
        return list(found.values())

    def references(self, data: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
        """What the data name by id: (format, pointer, value) for every office, person, supplier, project and file."""
        return [(inner["format"], pointer(path), value) for path, inner, value in leaves(self.plain, data) if inner.get("format") in REFERENCES]

    def file_ids(self, data: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """The files that the data name: pointer and id of each."""
        return [(where, value) for kind, where, value in self.references(data) if kind == "file-id"]

    def people_offered(self) -> list[dict[str, str]]:
        """Whom its fields offer to choose from (`source`: people): the role and the office of each; {} for anybody."""
        found, ahead = [], [self.ui]
        while ahead:
            here = ahead.pop()
            options = here.get("ui:options")
            if isinstance(options, dict) and options.get("source") == "people":
                told = options.get("filter")
                found.append({key: str(told[key]) for key in ("role", "office") if key in told} if isinstance(told, dict) else {})
            ahead += [inner for key, inner in here.items() if isinstance(inner, dict) and key != "ui:options"]
        return found

    def narrowed(self, decisions: Iterable[str] | None) -> Schema:
        """The schema for one task: only these decisions are offered; none at all takes the field away."""
        if decisions is None or self.decision is None:
            return self.schema
        allowed, properties = list(decisions), dict(self.schema["properties"])
        required = list(self.schema.get("required", []))
        if not allowed:
            properties.pop(self.decision)
            required = [name for name in required if name != self.decision]
        else:
            field = {key: value for key, value in properties[self.decision].items() if key != "oneOf"}
            properties[self.decision] = {**field, "enum": allowed}
        return {**self.schema, "properties": properties, "required": required}

    def field(self, path: Path) -> Schema:
        """The ready schema of a field (title, type, format …); empty where there is none."""
        return field_at(self.plain, path)


@lru_cache(maxsize=256)
def load(name: str, schema_text: str, ui_text: str = "{}") -> Form:
    """The form of these two texts, kept. DiagramRefused when it is no JSON object or refers to what is not there."""
    try:
        schema, ui = json.loads(schema_text), json.loads(ui_text or "{}")
    except (ValueError, RecursionError) as error:
        raise DiagramRefused(f"表单 {name} 不是 JSON：{error}", f"Form {name} is not JSON: {error}") from error
    if not isinstance(schema, dict) or not isinstance(ui, dict):
        raise DiagramRefused(f"表单 {name} 应为 JSON 对象", f"Form {name} should be a JSON object")
    return Form(name, schema, ui)
