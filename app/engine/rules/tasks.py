"""Plain tasks mislead; activities that the engine would pass by silently; ioSpecifications on tasks."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import ACTIVITIES, Diagram, q
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """`task` and `manualTask` wait for a person; ioSpecification belongs to the process."""
    for node in diagram.nodes:
        if node.kind == "task":
            yield warning(
                "plain-task",
                node.id,
                f"{node.label} 是未指定类型的任务，会像用户任务一样等待人来办理",
                f"{node.label} is a task without a type: it waits for a person like a user task",
                "改为用户任务、服务任务或脚本任务",
                "Make it a user, service or script task",
            )
        if node.kind in ACTIVITIES and node.xml.find(q("ioSpecification")) is not None:
            yield error(
                "task-io",
                node.id,
                f"{node.label} 上的 ioSpecification 不被执行",
                f"The ioSpecification of {node.label} is not executed",
                "删除任务上的数据输入输出；只有被调用的流程自己写 ioSpecification",
                "Remove it from the task; only a called process has one of its own",
            )
