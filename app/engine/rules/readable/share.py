"""A process that people work on shows what people do, not how the machine is wired."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Scope
from app.engine.rules.say import warning

AUTOMATIC = frozenset({"serviceTask", "scriptTask", "businessRuleTask", "sendTask"})
MOST = 40  # percent
SMALL = 8  # so few nodes are taken in whatever they are


def check(diagram: Diagram, process: Scope) -> Iterator[Finding]:
    """More automatic nodes than `MOST` percent."""
    kinds = [node.kind for node in diagram.within(process)]
    automatic = sum(kind in AUTOMATIC for kind in kinds)
    if "userTask" in kinds and len(kinds) > SMALL and automatic * 100 > MOST * len(kinds):
        yield warning(
            "readable",
            process.id,
            f"流程 {process.label} 的 {len(kinds)} 个环节中有 {automatic} 个由系统自动完成，超过 {MOST}%",
            f"{automatic} of the {len(kinds)} nodes of process {process.label} are automatic, more than {MOST}%",
            "记录填写内容、计数、提醒、取数改为任务的属性（serviceTaskOperator、rounds()、remindAt、inputs），通知没有写的步骤不画",
            "Let properties write down answers, count, remind and read (serviceTaskOperator, rounds(), remindAt, inputs); draw the steps of the notice only",
        )
