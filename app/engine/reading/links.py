"""Link events: what is thrown goes on at the catch of the same name in the same (sub)process, as if a flow led there (BPMN 2.0, 10.5.1).

Each pair is given that flow, in the engine's own copy of the XML and in what the rules look at; everything that follows flows then holds for links.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from app.engine.xml import BPMN, find

MARK = "link"
_Fault = tuple[str, str, str, str, str]


def events(scope: Any, kind: str) -> list[tuple[str, Any]]:
    """The link events of this tag that lie directly in a (sub)process, with the names of their links."""
    nodes = find(scope, f"./bpmn:{kind}[bpmn:linkEventDefinition]")
    return [((find(node, "./bpmn:linkEventDefinition/@name") or [""])[0].strip(), node) for node in nodes]


def pairs(scope: Any) -> Iterator[tuple[Any, Any]]:
    """(throw, catch) of each link of a (sub)process."""
    catches: dict[str, Any] = {}
    for name, node in events(scope, "intermediateCatchEvent"):
        catches.setdefault(name, node)
    for name, node in events(scope, "intermediateThrowEvent"):
        if name in catches:
            yield node, catches[name]


def draw(process: Any) -> None:
    """Put a flow behind every throw of a process, marked as ours."""
    for scope in (process, *find(process, ".//bpmn:subProcess")):
        for throw, catch in list(pairs(scope)):
            ends = {"sourceRef": throw.get("id", ""), "targetRef": catch.get("id", "")}
            throw.addnext(etree.Element(f"{{{BPMN}}}sequenceFlow", {"id": f"{throw.get('id')}.{MARK}", "house": MARK, **ends}))


def faults(scope: Any) -> Iterator[_Fault]:
    """Links of a (sub)process that lead nowhere, come from nowhere, or are drawn as if they were on the way: element, what, and what to do."""
    throws, catches = events(scope, "intermediateThrowEvent"), events(scope, "intermediateCatchEvent")
    sources, targets = ({flow.get(end) for flow in find(scope, "./bpmn:sequenceFlow[not(@house)]")} for end in ("sourceRef", "targetRef"))
    seen: set[str] = set()
    for name, node in throws:
        ident = str(node.get("id"))
        if name not in {other for other, _ in catches} or not name:
            yield (ident, f"链接「{name}」没有入口", f"Nothing catches the link “{name}”",
                   "在同一（子）流程里画一个同名的链接捕获事件", "Draw a link catch event of the same name in the same (sub)process")  # fmt: skip
        if ident in sources:
            yield (ident, "链接出口后面不能有连线", "A flow leaves a link throw event",
                   "删除连线：它从同名的入口继续", "Remove the flow: it goes on at the catch of the same name")  # fmt: skip
    for name, node in catches:
        ident = str(node.get("id"))
        if name not in {other for other, _ in throws} or not name:
            yield (ident, f"链接「{name}」没有出口", f"Nothing throws the link “{name}”",
                   "在同一（子）流程里画一个同名的链接抛出事件", "Draw a link throw event of the same name in the same (sub)process")  # fmt: skip
        if name in seen:
            yield ident, f"链接「{name}」有两个入口", f"The link “{name}” is caught twice", "只留一个入口", "Keep one catch"
        if ident in targets:
            yield (ident, "连线不能指向链接入口", "A flow leads to a link catch event",
                   "连到它后面的步骤，或画一个同名的链接出口", "Lead it to what follows, or draw a throw of the same name")  # fmt: skip
        seen.add(name)
