"""Stops of a process as a whole: starts, ids, flows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.reading.describe import ACTIVITIES, nodes_of
from app.engine.reading.links import faults
from app.engine.reading.stops.stop import Stop
from app.engine.xml import find, tag


def structure(process: Any) -> Iterator[Stop]:
    scopes = [process, *find(process, ".//bpmn:subProcess[not(@triggeredByEvent='true')]")]
    for scope in scopes:
        starts = find(scope, "./bpmn:startEvent")
        if len(starts) != 1:
            yield (str(scope.get("id")), f"应有且只有一个开始事件，有 {len(starts)} 个", f"Exactly one start event is needed, there are {len(starts)}",
                   "每个流程和子流程画一个开始事件", "draw one start event in each process and subprocess")  # fmt: skip
        for start in starts:
            if find(start, "./bpmn:messageEventDefinition") or (scope is not process and find(start, "./bpmn:timerEventDefinition")):
                yield str(start.get("id")), "不支持由消息启动", "Starting by a message is not supported", "用普通开始事件", "use a plain start event"
    seen: set[str] = set()
    for node in nodes_of(process):
        ident = node.get("id")
        if not ident or ident in seen or ident == process.get("id"):
            yield str(ident), "元素编号缺失或重复", "An element id is missing or used twice", "给每个元素唯一的编号", "give every element an id of its own"
        seen.add(str(ident))
    for flow in find(process, ".//bpmn:sequenceFlow"):
        for end in ("sourceRef", "targetRef"):
            if flow.get(end) not in seen:
                yield str(flow.get("id")), f"连线的 {end} 不存在", f"The {end} of a flow does not exist", "重新连接", "connect it again"
    for scope in scopes:
        yield from faults(scope)
    yield from _scopes(process, {str(n.get("id")): n for n in nodes_of(process)})


def _scopes(process: Any, nodes: dict[str, Any]) -> Iterator[Stop]:
    """Flows stay inside their (sub)process; nothing leads to a start or a boundary event, or from an end."""
    for flow in find(process, ".//bpmn:sequenceFlow"):
        source, target = nodes.get(flow.get("sourceRef")), nodes.get(flow.get("targetRef"))
        if source is None or target is None:
            continue
        ident = str(flow.get("id"))
        if source.getparent() is not target.getparent():
            yield ident, "连线穿过子流程边界", "A flow crosses the border of a subprocess", "用边界事件离开子流程", "leave it by a boundary event"
        if tag(target) in ("startEvent", "boundaryEvent"):
            yield ident, "连线指向开始或边界事件", "A flow leads to a start or boundary event", "指向后面的元素", "let it lead to what follows"
        if tag(source) == "endEvent":
            yield ident, "结束事件之后还有连线", "A flow leaves an end event", "改为中间事件或删除连线", "make it an intermediate event, or remove the flow"
    for event in find(process, ".//bpmn:boundaryEvent"):
        host = nodes.get(event.get("attachedToRef"))
        if host is None or host.getparent() is not event.getparent() or tag(host) not in ACTIVITIES:
            yield str(event.get("id")), "边界事件没有附着在活动上", "A boundary event is not attached", "附着到任务或子流程上", "attach it to an activity"
