"""Asking a decision table: which rules hit, and what follows by the hit policy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from app import expressions
from app.decisions.table import Outcome, Rule, Table
from app.errors import DecisionRefused
from app.expressions import Context, as_json
from app.expressions.numbers import EXACT


def ask(table: Table, context: Context) -> Outcome:
    """What the table says over the data of `context`.

    No rule hits: COLLECT and RULE ORDER give an empty list, COUNT 0, the others the default outputs, else null.
    Raises  DecisionRefused: two rules of a UNIQUE table hit, rules of an ANY table differ, an input is of another kind than its cells.
            ExpressionRefused: an input cannot be computed.
    """
    values = [expressions.evaluate(column.expression, context) for column in table.inputs]
    hits: list[Rule] = []
    for rule in table.rules:
        if _hit(table, rule, values):
            hits.append(rule)
            if table.hit_policy == "FIRST":
                break
    inputs = {column.label: as_json(value) for column, value in zip(table.inputs, values, strict=True)}
    chosen = _chosen(table, hits)
    return Outcome(inputs, tuple(rule.id for rule in chosen), as_json(_outputs(table, chosen)))


def _hit(table: Table, rule: Rule, values: list[Any]) -> bool:
    for column, test, value in zip(table.inputs, rule.tests, values, strict=True):
        try:
            if not test(value):
                return False
        except DecisionRefused as refused:
            zh = f"决策表「{table.name or table.id}」的输入「{column.label}」：{refused.detail}"
            raise DecisionRefused(zh, f"Table “{table.id}”, input “{column.label}”: {refused.detail_en}", decision=table.id, rule=rule.id) from refused
    return True


def _chosen(table: Table, hits: list[Rule]) -> list[Rule]:
    """The rules that count; of an ANY table all that agree."""
    named = "、".join(rule.id for rule in hits)
    if table.hit_policy == "UNIQUE" and len(hits) > 1:
        raise DecisionRefused(
            f"决策表「{table.name or table.id}」只允许一条规则命中，现有 {len(hits)} 条：{named}",
            f"Table “{table.id}” allows one rule to hit, {len(hits)} do: {named}", decision=table.id,
        )  # fmt: skip
    if table.hit_policy == "ANY" and any(rule.outputs != hits[0].outputs for rule in hits[1:]):
        raise DecisionRefused(
            f"决策表「{table.name or table.id}」命中的规则结果不一致：{named}", f"The rules of table “{table.id}” that hit disagree: {named}", decision=table.id
        )
    if table.hit_policy == "PRIORITY" and hits:
        return [min(hits, key=lambda rule: _rank(table, rule))]
    return hits


def _rank(table: Table, rule: Rule) -> tuple[int, ...]:
    """The place of its outputs in the lists of output values, first column first."""
    return tuple(output.values.index(value) for output, value in zip(table.outputs, rule.outputs, strict=True))


def _outputs(table: Table, chosen: list[Rule]) -> Any:
    rows = [{output.name: value for output, value in zip(table.outputs, rule.outputs, strict=True)} for rule in chosen]
    if table.gives_list:
        return rows
    if table.aggregation is not None:
        return {table.outputs[0].name: _aggregated(table.aggregation, [rule.outputs[0] for rule in chosen])}
    return rows[0] if rows else {output.name: output.default for output in table.outputs}


def _aggregated(aggregation: str, values: list[int | Decimal]) -> int | Decimal | None:
    if aggregation == "COUNT":
        return len(values)
    if not values:
        return None
    if aggregation == "SUM":
        total: int | Decimal = 0
        for value in values:
            total = total + value if isinstance(total, int) and isinstance(value, int) else EXACT.add(total, value)
        return total
    return min(values) if aggregation == "MIN" else max(values)
