# ruff: noqa: E501
"""Builds the XML of a decision table as the editor writes it."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

DMN13 = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    *,
    policy: str = "UNIQUE",
    aggregation: str = "",
    values: Sequence[str] = (),
    defaults: Sequence[str] = (),
    namespace: str = DMN13,
    inside: str = "",
) -> str:
    """One decision `D01`; a rule is its input cells followed by its output cells."""
    columns = "".join(
        f'<input id="in{n}" label="输入{n}"><inputExpression id="ie{n}" typeRef="string" expressionLanguage="house"><text>{escape(text)}</text></inputExpression></input>'
        for n, text in enumerate(inputs, start=1)
    )
    for n, name in enumerate(outputs):
        allowed = f"<outputValues><text>{escape(values[n])}</text></outputValues>" if n < len(values) else ""
        default = f"<defaultOutputEntry><text>{escape(defaults[n])}</text></defaultOutputEntry>" if n < len(defaults) else ""
        columns += f'<output id="out{n + 1}" name={quoteattr(name)} typeRef="string">{allowed}{default}</output>'
    rows = ""
    for number, cells in enumerate(rules, start=1):
        entries = [
            f'<{"inputEntry" if n < len(inputs) else "outputEntry"} id="c{number}_{n}"><text>{escape(cell)}</text></{"inputEntry" if n < len(inputs) else "outputEntry"}>'
            for n, cell in enumerate(cells)
        ]
        rows += f'<rule id="r{number}"><description>R{number}</description>{"".join(entries)}</rule>'
    collected = f' aggregation="{aggregation}"' if aggregation else ""
    body = f'<decisionTable id="t" hitPolicy="{policy}"{collected}>{columns}{rows}</decisionTable>' if outputs else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<definitions xmlns="{namespace}" id="defs" name="x" namespace="http://example.org">'
        f'<decision id="D01" name="审批方式">{inside}{body}</decision></definitions>'
    )
