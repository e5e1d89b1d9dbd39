"""Every task of ours has a deadline, and says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import PEOPLE, Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.literals import UNKNOWN, literal, whole
from app.engine.rules.say import error, near, warning

DUE = ("dueIn", "dueAt")
_PARAMETER = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """User tasks without one, a reason without a deadline, a reason that is no parameter, days that are none."""
    for node in diagram.nodes:
        if node.kind not in PEOPLE or diagram.foreign(node.scope):
            continue
        due = [name for name in DUE if node.properties.get(name, "").strip()]
        if not due and node.kind == "userTask":
            yield warning(
                "deadline",
                node.id,
                f"{node.label} 没有办理期限",
                f"{node.label} has no deadline",
                "写 dueAt（通知或法规规定的日期），否则写 dueIn，例如 parameter('handling_days.review')",
                "Write dueAt where the notice or a statute says the date, else dueIn, such as parameter('handling_days.review')",
            )
        yield from _reason(node, due, known)
        days = literal(node.properties.get("dueIn", "").strip().removeprefix("="), known)
        if days is not UNKNOWN and not whole(days, 0):
            yield error(
                "deadline",
                node.id,
                f"{node.label} 的 dueIn 应为工作日数，得到 {days!r}",
                f"dueIn of {node.label} is a number of working days, not {days!r}",
                "写整数，例如 5",
                "Write a whole number, such as 5",
            )


def _reason(node: Node, due: list[str], known: Known) -> Iterator[Finding]:
    reason = node.properties.get("dueBecause", "").strip()
    if "dueBecause" in node.properties and not due:
        yield error(
            "deadline",
            node.id,
            f"{node.label} 写了期限的依据（dueBecause），却没有期限",
            f"{node.label} says why it is due (dueBecause), but has no deadline",
            "写 dueAt 或 dueIn，或删除 dueBecause",
            "Write dueAt or dueIn, or remove dueBecause",
        )
    if known.parameters is not None and _PARAMETER.fullmatch(reason) and reason not in known.parameters:
        fix, fix_en = near(reason, known.parameters)
        yield error(
            "deadline",
            node.id,
            f"{node.label} 的 dueBecause：没有参数「{reason}」",
            f"dueBecause of {node.label}: there is no parameter “{reason}”",
            fix,
            fix_en,
        )
