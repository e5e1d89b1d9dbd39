"""What files of a bundle offer each other: forms, decision tables, processes that may be called. Read without judging."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.engine.rules.diagram import Diagram, Scope
from app.engine.rules.known import CalledFacts, DecisionFacts, Known
from app.engine.rules.writes import inputs
from app.engine.xml import tag

LISTS = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})


def with_files(known: Known, diagrams: list[Diagram], tables: Mapping[str, Any], forms: Mapping[str, str], parameters: str | None) -> Known:
    """`known` and, over it, what these files bring (their own version counts)."""
    schemas = {path.rpartition("/")[2].removesuffix(".json"): schema for path, text in forms.items() if isinstance(schema := _json(text), dict)}
    found = _json(parameters) if parameters is not None else None
    return replace(
        known,
        forms={**known.forms, **schemas},
        decisions={**known.decisions, **{name: facts for path, root in tables.items() for name, facts in _decisions(path, root)}},
        processes={**known.processes, **{process.id: _called(diagram, process) for diagram in diagrams for process in diagram.processes}},
        parameters=frozenset(found) if isinstance(found, dict) else known.parameters,
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
        outcomes=frozenset(node.properties["outcome"] for node in nodes if "outcome" in node.properties),
        calls=frozenset(node.xml.get("calledElement", "") for node in nodes if node.kind == "callActivity"),
        elements=frozenset(node.id for node in nodes),
        foreign=diagram.foreign(process),
    )


def _decisions(path: str, root: Any) -> Iterator[tuple[str, DecisionFacts]]:
    """The tables of a DMN file of any version (the local names are the same)."""
    for decision in _named(root, "decision"):
        for table in _named(decision, "decisionTable"):
            outputs = [output.get("name") or "" for output in _named(table, "output")]
            columns: list[set[Any]] = [set() for _ in outputs]
            for rule in _named(table, "rule"):
                for column, entry in zip(columns, _named(rule, "outputEntry"), strict=False):
                    column.add(_literal("".join(entry.itertext()).strip()))
            asked = ["".join(text.itertext()).strip() for expression in _named(table, "inputExpression") for text in _named(expression, "text")]
            yield (
                decision.get("id") or "",
                DecisionFacts(
                    path,
                    {name: frozenset(column) for name, column in zip(outputs, columns, strict=True)},
                    tuple(asked),
                    table.get("hitPolicy", "UNIQUE") in LISTS,
                ),
            )


def _named(node: Any, name: str) -> Iterator[Any]:
    return (found for found in node.iter() if isinstance(found.tag, str) and tag(found) == name)


def _literal(text: str) -> Any:
    try:
        value = ast.literal_eval({"true": "True", "false": "False", "null": "None", "": "None"}.get(text, text))
        hash(value)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return text
    return value
