"""Each (sub)process has exactly one start event: plain, or a timer at the top."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.say import error


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Missing, several, with an arrow into it, or of a kind that starts nothing here."""
    for scope in diagram.scopes:
        if scope.kind == "adHocSubProcess" or scope.xml.get("triggeredByEvent") == "true":
            continue
        if not scope.nodes:
            yield error(
                "start-event",
                scope.id,
                f"子流程 {scope.label} 是空的",
                f"Subprocess {scope.label} is empty",
                "画出子流程内部，或改为任务、调用活动",
                "Draw what is inside, or make it a task or a call activity",
            )
        elif not scope.starts:
            yield error(
                "start-event",
                scope.id,
                f"{scope.label} 没有开始事件",
                f"{scope.label} has no start event",
                "添加一个开始事件，连到第一个步骤",
                "Add a start event and connect it to the first step",
            )
        for extra in scope.starts[1:]:
            yield error(
                "start-event",
                extra.id,
                f"{scope.label} 有多个开始事件：{extra.label}",
                f"{scope.label} has a second start event: {extra.label}",
                "只留一个开始事件；其他入口用网关分开，或画成单独的流程",
                "Keep one; tell the ways in apart by a gateway, or draw processes of their own",
            )
        for start in scope.starts:
            yield from _kind(start)


def _kind(start: Node) -> Iterator[Finding]:
    if start.event is not None and not (start.event == "timer" and start.scope.process is None):
        yield error(
            "start-event",
            start.id,
            f"开始事件 {start.label} 的类型（{start.event}）不支持",
            f"Start event {start.label} is of a kind that cannot start here ({start.event})",
            "改为普通开始事件（由人或其他流程发起），或在流程顶层使用定时开始；等待消息请在开始后用接收任务",
            "Use a plain start (a person or another process starts it) or a timer at the top; wait for a message with a receive task behind the start",
        )
    if start.incoming:
        yield error(
            "start-event",
            start.id,
            f"开始事件 {start.label} 不能有进入的连线",
            f"Start event {start.label} may have no arrow into it",
            "回路应连到开始事件后面的步骤",
            "Lead the loop to the step behind the start",
        )
