"""An event-based gateway leads straight to events that wait."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Fewer than two ways, or a way that does not begin with a message or timer event."""
    for node in diagram.nodes:
        if node.kind != "eventBasedGateway":
            continue
        if node.xml.get("instantiate") == "true":
            yield error(
                "event-gateway",
                node.id,
                f"事件网关 {node.label} 不能启动流程",
                f"Event gateway {node.label} cannot start a process",
                "前面画一个普通开始事件",
                "Draw a plain start event before it",
            )
        if node.xml.get("eventGatewayType", "Exclusive") != "Exclusive":
            yield error(
                "event-gateway",
                node.id,
                f"事件网关 {node.label} 是并行的：几个事件都要等",
                f"Event gateway {node.label} is parallel: it waits for all its events",
                "改为并行网关，每条分支上画一个要等的事件",
                "Make it a parallel gateway with one event on each branch",
            )
        if len(node.outgoing) < 2:
            yield error(
                "event-gateway",
                node.id,
                f"事件网关 {node.label} 至少要有两条连线",
                f"Event gateway {node.label} needs two ways at least",
                "只等一个事件时直接画该事件",
                "Draw the event itself when there is only one",
            )
        for target in node.next:
            if target.kind != "receiveTask" and not (target.kind == "intermediateCatchEvent" and target.event in ("message", "timer")):
                yield error(
                    "event-gateway",
                    target.id,
                    f"事件网关 {node.label} 后面应是消息、定时事件或接收任务，{target.label} 不是",
                    f"Behind event gateway {node.label} stand message or timer events or receive tasks; {target.label} is none",
                    "改为消息或定时中间捕获事件",
                    "Make it a message or timer catch event",
                )
