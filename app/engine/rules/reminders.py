"""Who is reminded of what waits, and when: moments or a step that mean something, and somebody to tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.durations import duration_of
from app.engine.facts import Finding
from app.engine.rules.diagram import PEOPLE, Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.literals import BARE, UNKNOWN, literal, whole
from app.engine.rules.roles import unknown_addressees
from app.engine.rules.say import error, near
from app.engine.values import moment_of
from app.errors import ExpressionRefused


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Nobody or nothing to remind, unknown roles, moments and steps that are none."""
    for node in diagram.nodes:
        given = {name: node.properties[name].strip().removeprefix("=") for name in ("remindAt", "remindEvery") if name in node.properties}
        yield from _whom(node, bool(given), known)
        for name, text in given.items():
            if BARE.fullmatch(text):
                yield _finding(node, name, "文字须加引号", "text needs quotes", f"写成 '{text}'", f"Write '{text}'")
            elif (value := literal(text, known)) is not UNKNOWN or not text:
                yield from _value(node, name, value)


def _whom(node: Node, reminds: bool, known: Known) -> Iterator[Finding]:
    tells = node.properties.get("remindTells", "").strip()
    if tells and not reminds:
        yield _finding(node, "remindTells", "没有写何时提醒", "it does not say when", "加 remindAt 或 remindEvery", "Add remindAt or remindEvery")
    if reminds and not tells and node.kind not in PEOPLE:
        yield _finding(node, "remindTells", "没有写，而这里没有办理人", "missing, and nobody works on this", "写提醒哪些角色", "Write which roles to tell")
    for role in unknown_addressees(tells, known):
        yield _finding(node, "remindTells", f"「{role}」不是角色", f"“{role}” is no role", *near(role, known.roles))


def _value(node: Node, name: str, value: Any) -> Iterator[Finding]:
    if name == "remindEvery" and isinstance(value, str) and value.strip().startswith("R"):
        fix = ("只写间隔，例如 'P30D'；最多提醒 30 次", "Write the step alone, such as 'P30D'; it ends after 30")
        yield _finding(node, name, "循环没有尽头", "a cycle never stops", *fix)
        return
    try:
        if name == "remindAt":
            for moment in value if isinstance(value, list) else [value]:
                moment_of(moment, name)
        elif not whole(value, 1):
            duration_of(value, name)
    except ExpressionRefused as refused:
        at = ("写日期、时刻，或它们的清单", "Write a date, a moment, or a list of them")
        every = ("写时长，例如 'P30D'，或不少于 1 的工作日数", "Write a duration, such as 'P30D', or a number of working days from 1")
        said = (refused.detail.partition("：")[2], refused.detail_en.partition(": ")[2])
        yield _finding(node, name, *said, *(at if name == "remindAt" else every))


def _finding(node: Node, name: str, zh: str, en: str, fix: str, fix_en: str) -> Finding:
    return error("reminders", node.id, f"{node.label} 的 {name}：{zh}", f"{name} of {node.label}: {en}", fix, fix_en)
