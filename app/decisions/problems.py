"""What the check says of a decision table, and reading one that has passed it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from app.decisions.cells import allowed_values, output_value, unary_tests
from app.decisions.comparing import WrongCell
from app.decisions.reading import RawColumn, RawRule, RawTable, raw_tables
from app.decisions.table import AGGREGATIONS, HIT_POLICIES, Input, Output, Rule, Table
from app.errors import DiagramRefused
from app.expressions import check, money_as_text

_LANGUAGES = frozenset({"", "house", "feel", "FEEL", "https://www.omg.org/spec/DMN/20191111/FEEL/"})
RULES, COLUMNS = 2_000, 60


@dataclass(frozen=True)
class TableProblem:
    """Which decision, the id of the element (rule, cell or column), what is wrong in both languages."""

    decision: str
    element: str
    message_zh: str
    message_en: str

    def __str__(self) -> str:
        return f"{self.decision}（{self.element}）：{self.message_zh}" if self.element else f"{self.decision}：{self.message_zh}"


def problems_of_table(xml: str, *, extra: Collection[str] = ()) -> list[TableProblem]:
    """Everything wrong with the decisions of a DMN file; `extra` are functions that inputs may call beside the language's own.

    Raises  XmlRefused, TooLarge: what is no DMN at all.
    """
    tables = raw_tables(xml)
    if not tables:
        return [TableProblem("", "", "文件中没有决策 (decision)", "The file holds no decision")]
    return [problem for table in tables for problem in _problems(table, extra)]


def load(xml: str, file: str = "DMN") -> tuple[Table, ...]:
    """The decision tables of a DMN file. DiagramRefused when one has problems, XmlRefused or TooLarge as `problems_of_table`."""
    tables = raw_tables(xml, file)
    # A function that is not known here may be a reader of the catalogue; the check of diagrams knows those.
    problems = [problem for table in tables for problem in _problems(table, None)]
    if problems:
        raise DiagramRefused(f"{file}：{problems[0]}", f"{file}: {problems[0].message_en}")
    return tuple(_compiled(table) for table in tables)


def _compiled(table: RawTable) -> Table:
    labels = [column.label for column in table.inputs]
    inputs = tuple(Input(c.id, c.label if c.label and labels.count(c.label) == 1 else c.text, c.text) for c in table.inputs)
    outputs = tuple(Output(c.id, c.text, allowed_values(c.values) if c.values else (), output_value(c.default), c.label) for c in table.outputs)
    rules = tuple(
        Rule(rule.id, tuple(unary_tests(text) or _anything for _, text in rule.inputs), tuple(output_value(text) for _, text in rule.outputs), rule.description)
        for rule in table.rules
    )
    return Table(table.id, table.name, table.hit_policy, table.aggregation or None, inputs, outputs, rules)


def _anything(_: Any) -> bool | None:
    return True


def _problems(table: RawTable, extra: Collection[str] | None) -> Iterator[TableProblem]:
    def problem(element: str, zh: str, en: str) -> TableProblem:
        return TableProblem(table.id, element, zh, en)

    for other in table.other:
        yield problem(table.id, f"不支持 {other}，请用一张决策表", f"{other} is not supported: use one decision table")
    if not table.id:
        yield problem("", "决策没有 id", "The decision has no id")
    if table.other and not table.outputs:
        return
    if table.hit_policy not in HIT_POLICIES:
        yield problem(table.id, f"不支持命中策略 {table.hit_policy}", f"Hit policy {table.hit_policy} is not supported")
    if len(table.rules) > RULES or len(table.inputs) + len(table.outputs) > COLUMNS:
        yield problem(table.id, "决策表过大", "The table is too large")
        return
    if not table.outputs:
        yield problem(table.id, "决策表没有输出列", "The table has no output")
    yield from (problem(*found) for found in _problems_of_aggregation(table))
    for column in table.inputs:
        yield from (problem(column.id, *found) for found in _problems_of_input(column, table, extra))
    names = [column.text for column in table.outputs]
    for column in table.outputs:
        yield from (problem(column.id, *found) for found in _problems_of_output(column, names, table))
    for rule in table.rules:
        yield from (problem(*found) for found in _problems_of_rule(rule, table))
    identifiers = [rule.id for rule in table.rules]
    for identifier in sorted({one for one in identifiers if identifiers.count(one) > 1}):
        yield problem(identifier, "规则的 id 重复", "Two rules have the same id")


def _problems_of_aggregation(table: RawTable) -> Iterator[tuple[str, str, str]]:
    if not table.aggregation:
        return
    if table.aggregation not in AGGREGATIONS:
        yield table.id, f"不支持汇总方式 {table.aggregation}", f"Aggregation {table.aggregation} is not supported"
    if table.hit_policy != "COLLECT":
        yield table.id, "汇总方式只用于 COLLECT", "An aggregation goes with COLLECT only"
    if len(table.outputs) != 1:
        yield table.id, "汇总的决策表只能有一个输出列", "A table with an aggregation has one output"


def _problems_of_input(column: RawColumn, table: RawTable, extra: Collection[str] | None) -> Iterator[tuple[str, str]]:
    if column.language not in _LANGUAGES:
        yield f"不支持表达式语言 {column.language}", f"Expression language {column.language} is not supported"
    for found in check(column.text, extra=extra or ()):
        if extra is not None or found.rule != "function" or "没有函数" not in found.message_zh:
            yield f"输入表达式「{column.text[:60]}」：{found.message_zh}", f"Input “{column.text[:60]}”: {found.message_en}"
    place = table.inputs.index(column)
    compared = any(text and '"' not in text and text not in {"-", "null", "not(null)"} for rule in table.rules for _, text in rule.inputs[place : place + 1])
    if compared and (money := money_as_text(column.text)):
        yield f"金额「{money}」是文本，与数字比较前请写 amount(…)", f"Money “{money}” is text: write amount(…) to compare it with numbers"


def _problems_of_output(column: RawColumn, names: list[str], table: RawTable) -> Iterator[tuple[str, str]]:
    if not column.text.isidentifier() or column.text.startswith("_") or names.count(column.text) > 1:
        yield f"输出列须有唯一的英文名称（现为「{column.text}」）", f"An output needs a unique name (now “{column.text}”)"
    try:
        values = allowed_values(column.values) if column.values else ()
        output_value(column.default)
    except WrongCell as wrong:
        yield wrong.zh, wrong.en
        return
    if table.hit_policy == "PRIORITY" and not values:
        yield "PRIORITY 须按优先次序列出输出值 (outputValues)", "PRIORITY needs the output values in order (outputValues)"


def _problems_of_rule(rule: RawRule, table: RawTable) -> Iterator[tuple[str, str, str]]:
    if len(rule.inputs) != len(table.inputs) or len(rule.outputs) != len(table.outputs):
        yield rule.id, "规则的单元格数与列数不符", "The rule has not one cell for every column"
        return
    for identifier, text in rule.inputs:
        try:
            unary_tests(text)
        except WrongCell as wrong:
            yield identifier or rule.id, wrong.zh, wrong.en
    for column, (identifier, text) in zip(table.outputs, rule.outputs, strict=True):
        try:
            value = output_value(text)
            allowed = allowed_values(column.values) if column.values else ()
        except WrongCell as wrong:
            yield identifier or rule.id, wrong.zh, wrong.en
            continue
        if allowed and value not in allowed and (value is not None or table.hit_policy == "PRIORITY"):
            yield identifier or rule.id, f"输出「{text[:40]}」不在该列的输出值中", f"Output “{text[:40]}” is not among the column's output values"
        if table.aggregation in {"SUM", "MIN", "MAX"} and (isinstance(value, (str, bool, list)) or value is None):
            yield identifier or rule.id, f"{table.aggregation} 只能汇总数字", f"{table.aggregation} needs numbers"
