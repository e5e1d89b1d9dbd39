"""What a step changed in the data of its case, as people read it: answers by the titles of their forms; all else by its own name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app import engine
from app.forms import Form
from app.views.answers import Named, is_empty, title_of, value_view

Scopes = Mapping[str, Mapping[str, Any]]
Change = tuple[str, Any, Any]


@dataclass(frozen=True)
class Kept:
    """Where answers are kept in the data: the name of the task, its form, and whether every branch's answers lie in one list."""

    name: str
    form: Form


@lru_cache(maxsize=64)
def kept_in(release: engine.Release) -> Mapping[str, Kept]:
    """Name in the data → whose answers."""
    found = {}
    for process in release.processes():
        for facts in release.elements(process.key).values():
            form = release.form(facts.form) if facts.form else None
            if form is not None:
                found[facts.properties.get("dataKey", facts.id)] = Kept(facts.name or facts.id, form)
    return found


def changes(before: Scopes, after: Scopes) -> list[Change]:
    """(name, before, after) of what is another value in some scope, each once; data that reach a called process change there, too."""
    found: list[Change] = []
    for scope, now in after.items():
        was = before.get(scope, {})
        for name in [*was, *(n for n in now if n not in was)]:
            change = (name, was.get(name), now.get(name))
            if change[1] != change[2] and change not in found:
                found.append(change)
    return found


def change_views(release: engine.Release, found: list[Change], language: str, named: Named) -> dict[str, Any]:
    """`changes`: fields of forms; `variables`: what stands in no form."""
    kept = kept_in(release)
    shown = [view for name, was, now in found if name in kept for view in _fields(kept[name], was, now, language, named)]
    others = [{"name": name, "before": was, "after": now} for name, was, now in found if name not in kept]
    return {"changes": shown, "variables": others}


def _fields(kept: Kept, was: Any, now: Any, language: str, named: Named) -> Iterator[dict[str, Any]]:
    schema = kept.form.plain
    if not (was is None or isinstance(was, dict)) or not (now is None or isinstance(now, dict)):
        items = {"items": schema}
        yield {"title": kept.name, "before": _said(items, kept.name, was, language, named), "after": _said(items, kept.name, now, language, named)}
        return
    was, now = was or {}, now or {}
    fields = schema.get("properties", {})
    for name in [*fields, *(n for n in [*was, *now] if n not in fields)]:
        if was.get(name) != now.get(name) and not (is_empty(was.get(name)) and is_empty(now.get(name))):
            field = fields.get(name, {})
            title = f"{kept.name} · {title_of(field, name, language)}"
            yield {"title": title, "before": _said(field, name, was.get(name), language, named), "after": _said(field, name, now.get(name), language, named)}


def _said(field: Mapping[str, Any], name: str, value: Any, language: str, named: Named) -> dict[str, Any] | None:
    return None if is_empty(value) else value_view(field, name, value, language, named)
