"""Timers: one expression each, and literals in it that are a date, a duration or a cycle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from app.engine.durations import cycle_of, duration_of
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node, q
from app.engine.rules.known import Known
from app.engine.rules.literals import BARE
from app.engine.rules.say import error
from app.engine.values import moment_of
from app.errors import ExpressionRefused

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No time given, several, text without quotes, literals that are none."""
    for node in diagram.nodes:
        for event in node.events if node.event == "timer" else ():
            given = [found for kind in ("timeDate", "timeDuration", "timeCycle") for found in event.iterfind(q(kind)) if "".join(found.itertext()).strip()]
            if len(given) != 1:
                yield error(
                    "timers",
                    node.id,
                    f"定时事件 {node.label} 应写且只写一个时间",
                    f"Timer {node.label} must have exactly one time",
                    "在 timeDate、timeDuration、timeCycle 中选一个写表达式",
                    "Write an expression in one of timeDate, timeDuration, timeCycle",
                )
                continue
            if given[0].tag.endswith("timeCycle") and not _may_repeat(node):
                yield error(
                    "timers",
                    node.id,
                    f"循环时间只能用于非中断边界事件或定时开始事件，{node.label} 不是",
                    f"A cycle belongs on a non-interrupting boundary or a timer start; {node.label} is neither",
                    "改为非中断，或用 timeDate、timeDuration",
                    "Make it non-interrupting, or use timeDate or timeDuration",
                )
            yield from _literal(node, given[0])


def _literal(node: Node, given: Any) -> Iterator[Finding]:
    kind, text = given.tag.rpartition("}")[2], "".join(given.itertext()).strip()
    if BARE.fullmatch(text):
        yield error(
            "timers",
            node.id,
            f"{node.label} 的时间 {text} 是表达式，文字须加引号",
            f"The time of {node.label} is an expression: {text} needs quotes",
            f"写成 '{text}'",
            f"Write '{text}'",
        )
        return
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return
    try:
        _read(kind, value)
    except ExpressionRefused as refused:
        yield error(
            "timers",
            node.id,
            f"{node.label}：{refused.detail}",
            f"{node.label}: {refused.detail_en}",
            "日期如 '2026-07-31T00:00:00+08:00'，时长如 'P30D'，循环如 'R/P1D'",
            "A date '2026-07-31T00:00:00+08:00', a duration 'P30D', a cycle 'R/P1D'",
        )


def _may_repeat(node: Node) -> bool:
    return node.kind == "startEvent" or (node.kind == "boundaryEvent" and not node.interrupts)


def _read(kind: str, value: object) -> None:
    if kind == "timeDate":
        moment_of(value, "timeDate")
    elif kind == "timeDuration":
        duration_of(value, "timeDuration")
    else:
        cycle_of(value, "timeCycle", EPOCH)
