"""Stops of gateways and of the flows that leave an element."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.reading.describe import ACTIVITIES
from app.engine.reading.stops.stop import Stop
from app.engine.xml import find, tag


def flows(node: Any, outgoing: list[Any], nodes: list[Any], process: Any) -> Iterator[Stop]:
    """What leaves a node."""
    ident, kind = str(node.get("id")), tag(node)
    if kind in ACTIVITIES or kind.endswith("Event"):
        if len(outgoing) > 1:
            yield ident, "不能直接引出两条连线", "Two flows leave it directly", "在后面画网关", "draw a gateway after it"
        if any(find(flow, "./bpmn:conditionExpression") for flow in outgoing):
            yield ident, "任务引出的连线不能带条件", "A flow that leaves it carries a condition", "在后面画排他网关", "draw an exclusive gateway after it"
    if kind in ("exclusiveGateway", "inclusiveGateway") and len(outgoing) > 1:
        bare = [f for f in outgoing if f.get("id") != node.get("default") and not find(f, "./bpmn:conditionExpression[normalize-space()]")]
        if bare:
            name = bare[0].get("id")
            yield ident, f"连线 {name} 没有条件也不是默认", f"Flow {name} has no condition", "填写条件或设为默认", "give a condition or make it default"
    if kind == "parallelGateway" and _merges_a_loop(ident, process):
        yield ident, "并行网关不能作为循环的汇合点", "A parallel gateway merges a loop", "循环的汇合用排他网关", "merge loops with an exclusive gateway"
    if kind == "eventBasedGateway":
        targets = [n for f in outgoing for n in nodes if n.get("id") == f.get("targetRef")]
        if not targets or any(tag(t) not in ("intermediateCatchEvent", "receiveTask") for t in targets):
            yield ident, "事件网关后只能是捕获事件或接收任务", "Only catch events may follow an event gateway", "换成捕获事件", "let catch events follow it"
        elif any(b.get("attachedToRef") == t.get("id") for t in targets for b in find(process, ".//bpmn:boundaryEvent")):
            yield ident, "事件网关后的接收任务不能带边界事件", "A boundary event follows an event gateway", "加一个定时事件分支", "add a timer event"


def _merges_a_loop(gateway: str, process: Any) -> bool:
    """One of its incoming flows can be reached only through itself: it would wait for ever."""
    following: dict[str, list[str]] = {}
    for flow in find(process, ".//bpmn:sequenceFlow"):
        following.setdefault(flow.get("sourceRef"), []).append(flow.get("targetRef"))
    for event in find(process, ".//bpmn:boundaryEvent"):
        following.setdefault(event.get("attachedToRef"), []).append(event.get("id"))
    sources = {source for source, targets in following.items() if gateway in targets}
    if len(sources) < 2:
        return False
    starts = [str(n.get("id")) for n in find(process, ".//bpmn:startEvent")]
    without_it = _reached(starts, following, {gateway})
    through_it = _reached([gateway], following, set())
    return any(source not in without_it and source in through_it for source in sources)


def _reached(starts: list[str], following: dict[str, list[str]], closed: set[str]) -> set[str]:
    reached, stack = set(starts), list(starts)
    while stack:
        for target in following.get(stack.pop(), []):
            if target not in reached and target not in closed:
                reached.add(target)
                stack.append(target)
    return reached
