"""Answers → checked answers: what the server gives, what it computes, the schema, the rules between fields, the decision.

The order is fixed: readOnly fields are taken from `given` (prefill) → `x-computed` → JSON Schema → the decision → `x-rules`.
An incomplete form (its decision is in `x-partial`) is asked for its decision only, and no rule is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.expressions import Context, as_json
from app.forms.form import Form
from app.forms.given import overwritten
from app.forms.messages import FieldError, pointer, told
from app.forms.rules import broken, compute
from app.forms.storable import unstorable
from app.periods import Calendar, local_day

_NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Filled:
    """The answers as they will be stored; `errors` refuse them, `findings` are warnings that are only shown."""

    data: dict[str, Any]
    errors: list[FieldError]
    findings: list[FieldError]


def fill(
    form: Form,
    data: Any,
    *,
    case: Mapping[str, Any] = _NOTHING,
    element: str = "",
    given: Mapping[str, Any] = _NOTHING,
    decisions: Collection[str] | None = None,
    now: datetime | None = None,
    calendar: Calendar | None = None,
    parameters: Mapping[str, Any] = _NOTHING,
    extra: Mapping[str, Callable[..., Any]] | None = None,
) -> Filled:
    """Check answers against a form; the client's `data` are not changed.

    `case`: the task's data; `given`: what prefill gave; `decisions`: those allowed at this task (None: all; empty: none at all).
    """
    if not isinstance(data, dict):
        return Filled({}, [FieldError(pointer(()), "表单内容应为一个对象", "The data should be an object", "type")], [])
    if refused := list(unstorable(data)):
        return Filled(data, refused, [])
    errors: list[FieldError] = []
    filled = overwritten(form.plain, data, as_json(given) if given else _NOTHING, form.plain, (), errors)
    names = {"case": case, "element": element, "today": local_day(now) if now else None}
    surroundings = Context(names, now=now, calendar=calendar, parameters=parameters, extra=extra)
    uncomputed = compute(form, filled, surroundings)
    chosen = filled.get(form.decision) if form.decision else None
    partial = isinstance(chosen, str) and chosen in form.partial
    errors += _schema_errors(form, filled, partial=partial, uncomputed=uncomputed, without_decision=decisions is not None and not decisions)
    errors += _decision_errors(form, filled, chosen, decisions)
    if partial:
        return Filled(filled, errors, [])
    faulty = {error.pointer.split("/")[2] for error in errors if error.pointer.count("/") > 1}
    faulty.update(target for target in form.computed if "/" not in target and target not in filled)
    ruled = broken(form, filled, surroundings, faulty)
    return Filled(filled, errors + ruled.errors, ruled.findings)


def _schema_errors(form: Form, filled: Mapping[str, Any], *, partial: bool, uncomputed: list[FieldError], without_decision: bool) -> list[FieldError]:
    errors = form.errors(filled, partial=partial)
    if without_decision and form.decision:
        errors = [error for error in errors if error.pointer != pointer((form.decision,))]
    # A computed field that is missing because something else is wrong says nothing new.
    computed = {pointer((target,)) for target in form.computed}
    others = [error for error in errors if error.keyword != "required" or error.pointer not in computed]
    if others or partial:
        return others
    return uncomputed or errors


def _decision_errors(form: Form, filled: Mapping[str, Any], chosen: Any, decisions: Collection[str] | None) -> list[FieldError]:
    if form.decision is None:
        return []
    path = (form.decision,)
    if decisions is not None and chosen is not None and chosen not in decisions:
        if not decisions:
            return [told(form.plain, path, "decisions", "本环节不填写此项", "is not asked for at this step")]
        shown = "、".join(decisions)
        return [told(form.plain, path, "decisions", f"本环节只能选择：{shown}", f"at this step one of: {shown}")]
    if chosen is None and form.partial and form.decision not in form.plain.get("required", []) and (decisions is None or decisions):
        return [told(form.plain, path, "required", "必填", "required")]
    if isinstance(chosen, str) and chosen in form.negative:
        reason = filled.get(form.reason)
        if not isinstance(reason, str) or not reason.strip():
            zh, en = f"选择「{chosen}」时必须书面说明理由", f"“{chosen}” needs a written reason"
            return [told(form.plain, (form.reason,), "x-reason", zh, en)]
    return []
