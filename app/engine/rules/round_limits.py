"""How often a task should be done at most, and whom to tell when it is done once more. Nobody is held back by it."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.literals import UNKNOWN, literal, whole
from app.engine.rules.roles import unknown_addressees
from app.engine.rules.say import error, near


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """A limit below one, somebody to tell without a limit, roles that do not exist."""
    for node in diagram.nodes:
        if "limitTells" in node.properties and not node.properties.get("roundLimit", "").strip():
            yield error(
                "round-limit",
                node.id,
                f"{node.label} 写了 limitTells，却没有轮次上限",
                f"{node.label} has limitTells, but no limit of rounds",
                "加属性 roundLimit，例如 parameter('return_round_limit')",
                "Add the property roundLimit, such as parameter('return_round_limit')",
            )
        if "roundLimit" not in node.properties:
            continue
        limit = literal(node.properties["roundLimit"].strip().removeprefix("="), known)
        if not node.properties["roundLimit"].strip() or (limit is not UNKNOWN and not whole(limit, 1)):
            yield error(
                "round-limit",
                node.id,
                f"{node.label} 的 roundLimit 应为不少于 1 的整数",
                f"roundLimit of {node.label} is a whole number from 1",
                "例如 3，或 parameter('return_round_limit')",
                "Such as 3, or parameter('return_round_limit')",
            )
        for role in unknown_addressees(node.properties.get("limitTells", ""), known):
            fix, fix_en = near(role, known.roles)
            zh, en = f"{node.label} 的 limitTells「{role}」不是角色", f"limitTells of {node.label}: “{role}” is no role"
            yield error("round-limit", node.id, zh, en, fix, fix_en)
