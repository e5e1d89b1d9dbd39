"""The handler of a user task writes down what the person answered: a records handler, for it runs in the same transaction; its result has its own place."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import PEOPLE, Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.places import operator_of
from app.engine.rules.say import error
from app.engine.rules.writes import key_of


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Handlers of effect outside, results over the answers, handlers on tasks that have none."""
    for node in diagram.nodes:
        if node.kind not in PEOPLE:
            continue
        operator = operator_of(node)
        if operator is not None:
            yield from _handler(node, operator.get("id", ""), operator.get("resultVariable") or "", known)
        elif node.extension("serviceTaskOperator") is not None:
            yield error(
                "task-handlers",
                node.id,
                f"{node.label} 上的 serviceTaskOperator 不起作用：只有用户任务和服务任务可以有",
                f"The serviceTaskOperator of {node.label} does nothing: only user tasks and service tasks have one",
                "改为用户任务（userTask）",
                "Make it a user task",
            )


def _handler(node: Node, name: str, result: str, known: Known) -> Iterator[Finding]:
    service = known.services.get(name)
    if service is not None and service.effect != "records":
        yield error(
            "task-handlers",
            node.id,
            f"{node.label}：服务 {name} 要与外部系统往来，不能随任务一起办理",
            f"{node.label}: service {name} works with another system and cannot be done with a task",
            "在任务后面画一个服务任务",
            "Draw a service task behind the task",
        )
    if result and result == key_of(node):
        yield error(
            "task-handlers",
            node.id,
            f"{node.label} 的 resultVariable「{result}」就是填写内容所在的名称，会把填写内容盖掉",
            f"The resultVariable “{result}” of {node.label} is where its answers lie: the result would replace them",
            f"换一个名称，例如 {result}_saved；不需要结果时不写",
            f"Use another name, such as {result}_saved, or leave it out",
        )
    if result and not result.isidentifier():
        yield error(
            "task-handlers",
            node.id,
            f"{node.label} 的 resultVariable「{result}」应是一个名称",
            f"The resultVariable “{result}” of {node.label} must be a name",
            "只用字母、数字和下划线，不带点",
            "Letters, digits and underscores, no point",
        )
