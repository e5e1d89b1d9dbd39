"""How a case of ours begins: by a person of a role with a form, by the clock, or by another process that gives what is listed."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.rules.writes import inputs


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Timer starts that ask for people or data; a start form that nobody may fill in."""
    for process in diagram.processes:
        if diagram.foreign(process):
            continue
        for start in process.starts:
            form, roles = start.properties.get("formJsonSchemaFilename"), start.properties.get("roles")
            if start.event == "timer" and (form or roles):
                yield error(
                    "starting",
                    start.id,
                    f"定时开始事件 {start.label} 不能有表单或角色",
                    f"Timer start {start.label} can have neither form nor roles",
                    "删除这些属性；由人发起的另画一个流程",
                    "Remove them; draw another process for people to start",
                )
            elif form and not roles:
                yield warning(
                    "starting",
                    start.id,
                    f"开始事件 {start.label} 有表单但没有 roles，谁也不能发起",
                    f"Start event {start.label} has a form but no roles: nobody may start it",
                    "加属性 roles，例如 dept_handler",
                    "Add the property roles, such as dept_handler",
                )
            if start.event == "timer" and inputs(process):
                yield error(
                    "starting",
                    process.id,
                    f"定时开始的流程 {process.label} 不能有输入",
                    f"Process {process.label} starts by a timer: it cannot have inputs",
                    "删除 dataInput，由服务任务读取",
                    "Remove the dataInputs and let a service read them",
                )
