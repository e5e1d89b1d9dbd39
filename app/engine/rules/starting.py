"""How a case of ours begins: by a person of a role with a form, by the clock, or by another process that gives what is listed."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, q
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.rules.writes import inputs


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Timer starts that ask for people or data; a start form that nobody may fill in."""
    for process in diagram.processes:
        if diagram.foreign(process):
            continue
        for start in process.starts:
            form, roles = start.form, start.properties.get("roles")
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

    for process in diagram.processes:
        listed = {found.get("id") for found in process.xml.iterfind(f"{q('ioSpecification')}/{q('dataInput')}")}
        for name in sorted(listed - {None} - set(inputs(process) or ())):
            yield error(
                "starting",
                process.id,
                f"流程 {process.label} 的输入「{name}」没有列入 inputSet，不会传入",
                f"The input “{name}” of {process.label} is in no inputSet: it does not come in",
                f"在 inputSet 中加 dataInputRefs {name}",
                f"Add dataInputRefs {name} to the inputSet",
            )
