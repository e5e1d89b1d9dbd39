"""Where expressions stand in a diagram: conditions, scripts, parameters, properties, timers, correlations, multi-instances."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.engine.rules.diagram import Diagram, Node, Scope, Shape, q
from app.engine.xml import SPIFF, properties

ALWAYS = ("prefill", "office", "assignee", "dueIn", "dueAt", "inputs", "roundLimit", "remindAt", "remindEvery")
WITH_SIGN = ("roles", "decisions", "outcome", "limitTells", "remindTells")
READERS = ("prefill", "inputs")
OPERATED = frozenset({"serviceTask", "userTask"})
COUNTERS = frozenset({"numberOfInstances", "numberOfCompletedInstances", "numberOfActiveInstances"})


@dataclass(frozen=True)
class Place:
    """An expression: the element it belongs to, what it is for, names its surroundings add, and the process whose data it reads.

    `given`: what lies under a name here, where that is something else than in the rest of the process.
    """

    element: str
    label: str
    what: str
    what_en: str
    text: str
    process: Scope
    script: bool = False
    readers: bool = False
    own: frozenset[str] = frozenset()
    given: Mapping[str, Shape] = field(default_factory=dict, hash=False)

    def functions(self, readers: frozenset[str]) -> frozenset[str]:
        """What may be called here beside the functions of the language; `readers` are those of the catalogue."""
        return frozenset({"rounds", "last"}) | readers if self.readers else frozenset({"rounds"})


def places(diagram: Diagram) -> Iterator[Place]:
    """All expressions of the checked processes."""
    for scope in diagram.scopes:
        for flow in scope.flows:
            if flow.condition is not None:
                yield Place(flow.id, f"「{flow.name}」({flow.id})" if flow.name else flow.id, "流转条件", "condition", flow.condition, scope.top)
        for node in scope.nodes:
            yield from _of_node(node)
    for process in diagram.processes:
        for lane in process.xml.iter(q("lane")):
            text = properties(lane).get("roles", "")
            if text.startswith("="):
                yield Place(lane.get("id") or process.id, lane.get("name") or "", "泳道 roles", "roles of the lane", text[1:], process)
    yield from _of_messages(diagram)


def tree_of(place: Place) -> ast.Module:
    """The syntax tree of an expression or script that `app.expressions` has passed."""
    return ast.parse(textwrap.dedent(place.text.strip("\r\n")).strip() if place.script else " ".join(place.text.split()))


def _of_node(node: Node) -> Iterator[Place]:
    def place(what: str, what_en: str, text: str, **more: Any) -> Place:
        return Place(node.id, node.label, what, what_en, text if more.get("script") else text.strip(), node.scope.top, **more)

    item = frozenset({"item"}) if node.multi is not None else frozenset()

    if node.kind == "scriptTask" and (script := node.xml.find(q("script"))) is not None:
        yield place("脚本", "script", "".join(script.itertext()), script=True)
    for name, text in node.properties.items():
        if (name in ALWAYS and text.strip()) or (name in WITH_SIGN and text.startswith("=")):
            yield place(f"属性 {name}", f"property {name}", text.strip().removeprefix("="), readers=name in READERS, own=item)
        elif name == "correlation":
            for part in text.split(";"):
                if part.strip():
                    yield place("属性 correlation", "property correlation", part.partition("=")[2])
    # The handler of a user task sees this person's answers, not the list that a multi-instance leaves.
    answers = {node.properties.get("dataKey") or node.id: None} if node.kind == "userTask" and item else {}
    for parameter in parameters(node).values():
        yield place("服务参数", "parameter", parameter, own=item if node.kind == "userTask" else frozenset(), given=answers)
    for event in node.events:
        for timer in ("timeDate", "timeDuration", "timeCycle"):
            for found in event.iterfind(q(timer)):
                yield place("定时器", "timer", "".join(found.itertext()))
        for found in event.iter(f"{{{SPIFF}}}messagePayload"):
            yield place("消息内容", "message payload", "".join(found.itertext()))
    if node.kind == "sendTask" and (payload := node.extension("messagePayload")) is not None:
        yield place("消息内容", "message payload", "".join(payload.itertext()))
    if node.multi is not None:
        for name, what, own in (
            ("completionCondition", "完成条件", COUNTERS),
            ("loopCardinality", "循环次数", frozenset()),
            ("loopDataInputRef", "多实例输入", frozenset()),
        ):
            for found in node.multi.iterfind(q(name)):
                yield place(what, name, "".join(found.itertext()), own=own)
    for found in node.xml.iterfind(f"{q('standardLoopCharacteristics')}/{q('loopCondition')}"):
        yield place("循环条件", "loopCondition", "".join(found.itertext()))


def operator_of(node: Node) -> Any:
    """The handler that a service task or a user task names (XML); None without one."""
    return node.extension("serviceTaskOperator") if node.kind in OPERATED else None


def parameters(node: Node) -> dict[str, str]:
    """The parameters of a service task, or of the handler of a user task: name → expression."""
    operator = operator_of(node)
    return {} if operator is None else {p.get("id", ""): p.get("value") for p in operator.iter(f"{{{SPIFF}}}parameter") if p.get("value")}


def _of_messages(diagram: Diagram) -> Iterator[Place]:
    """The value that a waiting case shows for a correlation key, read from the data of each process that uses the message."""
    users: dict[str, list[Node]] = {}
    for node in diagram.nodes:
        for ref in message_refs(node):
            users.setdefault(ref, []).append(node)
    for key in diagram.root.iterfind(q("correlationProperty")):
        for expression in key.iterfind(q("correlationPropertyRetrievalExpression")):
            path = next((found for found in expression if isinstance(found.tag, str)), None)
            using = users.get((expression.get("messageRef") or "").split(":")[-1], [])
            # An element with a correlation of its own does not read the message's.
            for process in {node.scope.top for node in using if "correlation" not in node.properties}:
                text = "" if path is None else "".join(path.itertext()).strip()
                yield Place(key.get("id") or process.id, key.get("name") or "", "消息关联", "correlation", text, process)


def message_refs(node: Node) -> Iterator[str]:
    """The ids of the messages an element names."""
    for holder in (node.xml, *node.events):
        if ref := holder.get("messageRef"):
            yield ref.split(":")[-1]
