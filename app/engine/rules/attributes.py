"""BPMN attributes and children that change what an element means, and that the engine would pass by silently."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import ACTIVITIES, Diagram, Node, q
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning

QUANTITIES = ("startQuantity", "completionQuantity")
PERFORMERS = ("performer", "humanPerformer", "potentialOwner", "resourceRole")


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Token quantities, events thrown by a multi-instance, tasks that start a process, people named as resources."""
    for node in diagram.nodes:
        if node.kind in ACTIVITIES:
            yield from _quantities(node)
            yield from _behaviour(node)
            yield from _performers(node)
        if node.kind == "receiveTask" and node.xml.get("instantiate") in ("true", "1"):
            yield error(
                "attributes",
                node.id,
                f"接收任务 {node.label} 不能启动流程（instantiate）",
                f"Receive task {node.label} cannot start a process (instantiate)",
                "前面画一个普通开始事件，去掉 instantiate",
                "Draw a plain start event before it and remove instantiate",
            )


def _quantities(node: Node) -> Iterator[Finding]:
    for name in QUANTITIES:
        if node.xml.get(name, "1").strip() != "1":
            yield error(
                "attributes",
                node.id,
                f"{node.label} 的 {name} 不是 1：引擎每次只取一个、只发一个令牌",
                f"{name} of {node.label} is not 1: the engine takes and sends one token at a time",
                "去掉该属性；要等几条分支时画并行网关，要做几次时用多实例",
                "Remove it; draw a parallel gateway to wait for branches, a multi-instance to do it several times",
            )


def _behaviour(node: Node) -> Iterator[Finding]:
    if node.multi is not None and (node.multi.get("behavior", "All") != "All" or node.multi.find(q("complexBehaviorDefinition")) is not None):
        yield error(
            "attributes",
            node.id,
            f"多实例 {node.label} 不能在各项完成时抛出事件（behavior）",
            f"Multi-instance {node.label} cannot throw events as its items complete (behavior)",
            "behavior 用 All；提前结束写 completionCondition，要通知时在多实例子流程里画抛出事件",
            "Keep behavior All; write a completionCondition to end early, or throw inside a multi-instance subprocess",
        )


def _performers(node: Node) -> Iterator[Finding]:
    if any(node.xml.find(q(name)) is not None for name in PERFORMERS):
        yield warning(
            "attributes",
            node.id,
            f"{node.label} 上的资源角色（performer、potentialOwner）不被读取",
            f"The resource roles of {node.label} (performer, potentialOwner) are not read",
            "办理人写在泳道或属性 roles、office、assignee 中",
            "Say who works on it by its lane or the properties roles, office, assignee",
        )
