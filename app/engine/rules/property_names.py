"""Properties are known ones, on elements that read them, with values that mean something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import FORM, OURS, PEOPLE, Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.say import error, near

TASK = FORM | (OURS - {"outcome", "correlation", "inputs", "outcomeKey", "phase"})
START = FORM | {"roles", "prefill"}
WAITS = frozenset({"correlation"})
REMINDED = frozenset({"remindAt", "remindEvery", "remindTells"})
READ = {
    **dict.fromkeys(PEOPLE, TASK),
    "startEvent": START,
    "endEvent": frozenset({"outcome", "correlation"}),
    "businessRuleTask": frozenset({"inputs"}),
    "subProcess": REMINDED | {"outcomeKey", "phase"},
    "callActivity": REMINDED,
    "receiveTask": REMINDED | WAITS,
    "intermediateCatchEvent": REMINDED | WAITS,
}
# Other elements that send or get messages.
MESSAGES = ("boundaryEvent", "intermediateThrowEvent", "sendTask")
YES_NO = ("keepRounds", "excludeInterested")


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Misspelt properties, properties nobody reads there, values that are none; not in foreign diagrams."""
    elements = {node.id for node in diagram.nodes} | {element for facts in known.processes.values() for element in facts.elements}
    for node in diagram.nodes:
        if diagram.foreign(node.scope):
            continue
        read = READ.get(node.kind, WAITS)
        for name in node.properties:
            if name not in OURS | FORM:
                fix, fix_en = near(name, read)
                yield error("properties", node.id, f"{node.label} 的属性「{name}」不认识", f"{node.label} has an unknown property “{name}”", fix, fix_en)
            elif name not in read:
                fix = "删除该属性，或移到会读取它的元素上"
                yield error(
                    "properties",
                    node.id,
                    f"{node.label} 上的属性「{name}」不起作用",
                    f"The property “{name}” does nothing on {node.label}",
                    fix,
                    "Remove it, or move it to an element that reads it",
                )
        yield from _values(node, elements)


def _values(node: Node, elements: set[str]) -> Iterator[Finding]:
    given = node.properties
    for name in YES_NO:
        if name in given and given[name] not in ("true", "false"):
            yield error(
                "properties", node.id, f"{node.label} 的 {name} 应为 true 或 false", f"{name} of {node.label} is true or false", "写 true", "Write true"
            )
    if "minMembers" in given and not re.fullmatch(r"[1-9]\d{0,3}", given["minMembers"]):
        yield error(
            "properties", node.id, f"{node.label} 的 minMembers 应为正整数", f"minMembers of {node.label} is a whole number from 1", "例如 3", "Such as 3"
        )
    if "dueIn" in given and "dueAt" in given:
        yield error("properties", node.id, f"{node.label} 同时写了 dueIn 和 dueAt", f"{node.label} has both dueIn and dueAt", "只留一个", "Keep one")
    for named in (part.strip() for part in given.get("excludeActorsOf", "").split(",")):
        if named and named not in elements:
            fix, fix_en = near(named, elements)
            yield error(
                "properties",
                node.id,
                f"{node.label} 的 excludeActorsOf：没有元素「{named}」",
                f"excludeActorsOf of {node.label}: there is no element “{named}”",
                fix,
                fix_en,
            )
