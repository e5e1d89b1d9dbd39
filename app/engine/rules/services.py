"""Service tasks, and user tasks with a handler, name a service of the catalogue and give what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.known import Known, ServiceFacts
from app.engine.rules.places import operator_of, parameters
from app.engine.rules.say import error, near


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No service named, an unknown one, unknown or missing parameters."""
    for node in diagram.nodes:
        operator = operator_of(node)
        if operator is None and node.kind != "serviceTask":
            continue
        name = "" if operator is None else operator.get("id", "")
        service = known.services.get(name)
        if not name:
            yield error(
                "services",
                node.id,
                f"{node.label} 没有写明服务",
                f"{node.label} names no service",
                "在 serviceTaskOperator 中选择目录里的服务；由人办理的改为用户任务",
                "Choose a service of the catalogue, or make it a user task",
            )
        elif service is None:
            fix, fix_en = near(name, known.services)
            yield error("services", node.id, f"{node.label}：没有名为「{name}」的服务", f"{node.label}: there is no service called “{name}”", fix, fix_en)
        else:
            yield from _parameters(node, name, service)


def _parameters(node: Node, name: str, service: ServiceFacts) -> Iterator[Finding]:
    given = parameters(node)
    for parameter in sorted(given.keys() - service.parameters.keys()):
        fix, fix_en = near(parameter, service.parameters)
        yield error(
            "services",
            node.id,
            f"{node.label}：服务 {name} 没有参数「{parameter}」",
            f"{node.label}: service {name} has no parameter “{parameter}”",
            fix,
            fix_en,
        )
    for parameter, required in service.parameters.items():
        if required and parameter not in given:
            yield error(
                "services",
                node.id,
                f"{node.label}：服务 {name} 缺少必需的参数「{parameter}」",
                f"{node.label}: service {name} needs the parameter “{parameter}”",
                f"添加参数 {parameter}，值为表达式",
                f"Add the parameter {parameter}, an expression",
            )
