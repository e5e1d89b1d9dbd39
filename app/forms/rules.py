"""`x-computed` and `x-rules`: what follows from the fields of a form, in the house's language. The server alone evaluates it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from app.errors import ExpressionRefused
from app.expressions import Context, as_json, evaluate, names
from app.forms.form import Form
from app.forms.messages import FieldError, Path, title, told
from app.forms.messages import pointer as pointer_of

# What expressions of forms see beside the fields; no field may have such a name.
RESERVED = frozenset({"case", "element", "today", "fields", "item", "index"})


@dataclass(frozen=True)
class Ruled:
    """What the rules found: `errors` refuse, `findings` are only shown."""

    errors: list[FieldError]
    findings: list[FieldError]


def compute(form: Form, data: dict[str, Any], surroundings: Context) -> list[FieldError]:
    """Fill the computed fields into `data`, in order; what cannot be computed stays empty. Gives the faults that are not for want of input."""
    faults: list[FieldError] = []
    for target, expression in form.computed.items():
        if "/" not in target:
            _put(form, data, (target,), expression, _seeing(data, surroundings), faults)
            continue
        table, _, column = target.partition("/*/")
        rows = data.get(table)
        if not isinstance(rows, list):
            continue
        data[table] = rows = [dict(row) if isinstance(row, dict) else row for row in rows]
        for index, row in enumerate(rows):
            if isinstance(row, dict):
                context = _seeing(data, surroundings, item=row, index=index)
                _put(form, row, (table, index, column), expression, context, faults)
    return faults


def _put(form: Form, into: dict[str, Any], path: Path, expression: str, context: Context, faults: list[FieldError]) -> None:
    name = str(path[-1])
    into.pop(name, None)
    try:
        value = as_json(evaluate(expression, context))
    except ExpressionRefused as refused:
        if refused.facts.get("reason") != "null":
            faults.append(told(form.plain, path, "x-computed", f"不能计算：{refused.detail}", f"cannot be computed: {refused.detail_en}"))
        return
    if value is not None:
        into[name] = value


def broken(form: Form, data: Mapping[str, Any], surroundings: Context, faulty: AbstractSet[str]) -> Ruled:
    """Ask every rule that reads no faulty field: what is wrong or could not be computed says nothing about the others."""
    ruled = Ruled([], [])
    for rule in form.rules:
        if faulty and not faulty.isdisjoint({*names(rule["when"]), rule.get("each")}):
            continue
        for index, item in _rounds(rule, data):
            context = _seeing(data, surroundings) if index is None else _seeing(data, surroundings, item=item, index=index)
            try:
                if not evaluate(rule["when"], context):
                    continue
                fault = _fault(form, rule, index)
            except ExpressionRefused as refused:
                # What is not filled in yet breaks no rule: `required` speaks of that.
                if refused.facts.get("reason") == "null":
                    continue
                zh, en = f"校验规则不能计算：{refused.detail}", f"The rule cannot be asked: {refused.detail_en}"
                ruled.errors.append(FieldError(_where(rule, index), zh, en, "x-rules"))
                continue
            (ruled.findings if rule.get("severity") == "warning" else ruled.errors).append(fault)
    return ruled


def _rounds(rule: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[tuple[int | None, Any]]:
    table = rule.get("each")
    if table is None:
        yield None, None
        return
    rows = data.get(table)
    if isinstance(rows, list):
        yield from enumerate(rows)


def _fault(form: Form, rule: Mapping[str, Any], index: int | None) -> FieldError:
    clause = rule.get("clause")
    zh, en = str(rule["message"]), str(rule.get("message_en") or rule["message"])
    if index is not None:
        row_zh, row_en = title(form.plain, (str(rule["each"]), index))
        zh, en = f"{row_zh}：{zh}", f"{row_en}: {en}"
    return FieldError(_where(rule, index), f"{zh}（依据 {clause}）" if clause else zh, f"{en} ({clause})" if clause else en, "x-rules", clause)


def _where(rule: Mapping[str, Any], index: int | None) -> str:
    where = str(rule.get("pointer") or (f"/{rule['each']}/*" if index is not None else ""))
    return pointer_of(()) + (where if index is None else where.replace("*", str(index), 1))


def _seeing(data: Mapping[str, Any], surroundings: Context, **more: Any) -> Context:
    seen = {**data, **surroundings.names, "fields": data, **more}
    return Context(seen, now=surroundings.now, calendar=surroundings.calendar, parameters=surroundings.parameters, extra=surroundings.extra)
