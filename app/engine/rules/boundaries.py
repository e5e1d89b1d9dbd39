"""Boundary events: on an activity, with a way on; work in the branch of a cycle is pointed out."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import ACTIVITIES, PEOPLE, SCOPES, Diagram, Node, q
from app.engine.rules.endings import closure
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning

WAITING = PEOPLE | SCOPES | {"callActivity", "receiveTask", "intermediateCatchEvent"}


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No host, an arrow into it, an error that does not interrupt, waiting work behind a cycle."""
    for node in diagram.nodes:
        if node.kind != "boundaryEvent":
            continue
        if node.host is None or node.host.kind not in ACTIVITIES:
            yield error(
                "boundary",
                node.id,
                f"边界事件 {node.label} 没有附着在活动上",
                f"Boundary event {node.label} is attached to no activity",
                "把它放在任务、调用活动或子流程的边框上",
                "Put it on the border of a task, call activity or subprocess",
            )
        if node.incoming:
            yield error(
                "boundary",
                node.id,
                f"边界事件 {node.label} 不能有进入的连线",
                f"Boundary event {node.label} may have no arrow into it",
                "把连线连到它后面的步骤",
                "Lead the flow to the step behind it",
            )
        if node.event == "error" and not node.interrupts:
            yield error(
                "boundary",
                node.id,
                f"错误边界事件 {node.label} 必须中断活动",
                f"Error boundary event {node.label} must interrupt",
                "取消「非中断」",
                "Make it interrupting",
            )
        if node.event == "timer" and not node.interrupts and node.events[0].find(q("timeCycle")) is not None:
            yield from _cycle(node, known)


def _cycle(event: Node, known: Known) -> Iterator[Finding]:
    ahead = closure([event]) - (closure([event.host]) - closure([event]) if event.host else set())
    for node in sorted(ahead, key=lambda n: n.id):
        operator = node.extension("serviceTaskOperator") if node.kind == "serviceTask" else None
        service = known.services.get(operator.get("id", "")) if operator is not None else None
        if node is not event and ((node.kind in WAITING and node.event != "link") or (service is not None and service.effect == "outside")):
            yield warning(
                "cycle-branch",
                node.id,
                f"循环定时 {event.label} 每到一次就再开一个 {node.label}，活动结束后已开的仍要办完",
                f"The cycle timer {event.label} opens another {node.label} each time; those that are open stay when the activity ends",
                "只是提醒时放写台账的服务任务（如 notice.send）；确实每次都要办理时可忽略",
                "For a reminder use a records service (such as notice.send); ignore this when each is meant to be done",
            )
