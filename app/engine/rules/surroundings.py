"""What files of a bundle offer each other: forms, decision tables, processes that may be called. Read without judging."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.decisions.cells import output_value
from app.decisions.comparing import WrongCell
from app.decisions.reading import raw_tables
from app.engine.clauses import notice_of
from app.engine.rules.diagram import Diagram, Scope
from app.engine.rules.known import CalledFacts, DecisionFacts, Known
from app.engine.rules.writes import OUTCOME, inputs, optional_inputs, outcome_key
from app.engine.values import parameter_values
from app.errors import TooLarge, XmlRefused

LISTS = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})


def with_files(known: Known, diagrams: list[Diagram], tables: Iterable[tuple[str, str]], forms: Mapping[str, str], others: Mapping[str, str]) -> Known:
    """`known` and, over it, what these files bring (their own version counts). `tables`: path and text, one after the other; `others`: name and text."""
    schemas = {path.rpartition("/")[2].removesuffix(".json"): schema for path, text in forms.items() if isinstance(schema := _json(text), dict)}
    found = _json(others["parameters.json"]) if "parameters.json" in others else None
    clauses = frozenset(notice_of(others["clauses.json"])[0].clauses) if "clauses.json" in others else None
    return replace(
        known,
        forms={**known.forms, **schemas},
        decisions={**known.decisions, **{name: facts for path, text in tables for name, facts in _decisions(path, text)}},
        processes={**known.processes, **{process.id: _called(diagram, process) for diagram in diagrams for process in diagram.processes}},
        parameters=parameter_values(found) if isinstance(found, dict) else known.parameters,
        clauses=known.clauses if clauses is None else clauses,
    )


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _called(diagram: Diagram, process: Scope) -> CalledFacts:
    nodes = list(diagram.within(process))
    return CalledFacts(
        file=diagram.file,
        inputs=inputs(process),
        outcomes=frozenset(node.properties["outcome"] for node in nodes if "outcome" in node.properties and outcome_key(node) == OUTCOME),
        calls=frozenset(node.xml.get("calledElement", "") for node in nodes if node.kind == "callActivity"),
        elements=frozenset(node.id for node in nodes),
        foreign=diagram.foreign(process),
        optional=optional_inputs(process),
    )


def _decisions(path: str, text: str) -> Iterator[tuple[str, DecisionFacts]]:
    """The tables of a DMN file; none when it is not one (a finding of its own)."""
    try:
        tables = raw_tables(text, path)
    except (XmlRefused, TooLarge):
        return
    for table in tables:
        columns: list[set[Any]] = [set() for _ in table.outputs]
        for rule in table.rules:
            for column, (_, cell) in zip(columns, rule.outputs, strict=False):
                column.add(_value(cell))
        outputs = {output.text: frozenset(column) for output, column in zip(table.outputs, columns, strict=True)}
        gives_list = table.hit_policy in LISTS and not table.aggregation
        yield table.id, DecisionFacts(path, outputs, tuple(column.text for column in table.inputs), gives_list)


def _value(cell: str) -> Any:
    try:
        value = output_value(cell)
    except WrongCell:
        return cell
    return value if isinstance(value, Hashable) else cell
