"""Stops of events: what they wait for or throw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.reading.stops.stop import Stop
from app.engine.xml import find, is_bpmn, tag

LINK = "linkEventDefinition"
_EVENT_WORDS = {
    "signalEventDefinition": ("信号事件", "signal events", "用消息代替", "use a message"),
    "compensateEventDefinition": ("补偿事件", "compensation", "用网关和后续任务代替", "draw the undoing as tasks after a gateway"),
    LINK: ("此处的链接事件", "link events at this place", "画成中间事件", "make it an intermediate event"),
    "conditionalEventDefinition": ("条件事件", "conditional events", "在网关上判断，或用消息、定时器", "use a gateway, a message or a timer"),
    "cancelEventDefinition": ("取消事件", "cancel events", "用错误边界事件代替", "use an error boundary event"),
}


def events(node: Any, ident: str, kind: str) -> Iterator[Stop]:
    definitions = [child for child in node if is_bpmn(child) and tag(child).endswith("EventDefinition")]
    for definition in definitions:
        if tag(definition) in _EVENT_WORDS and not (tag(definition) == LINK and kind in ("intermediateCatchEvent", "intermediateThrowEvent")):
            zh, en, fix, fix_en = _EVENT_WORDS[tag(definition)]
            yield ident, f"不支持{zh}", f"{en.capitalize()} are not supported", fix, fix_en
    kinds = {tag(definition) for definition in definitions}
    if len(definitions) > 1:
        yield ident, "一个事件只能有一个定义", "An event can have one definition only", "画成几个事件", "draw several events"
    if kind == "intermediateCatchEvent" and not kinds & {"timerEventDefinition", "messageEventDefinition", LINK}:
        yield ident, "中间捕获事件没有消息或定时器", "A catch event has no message or timer", "设为消息或定时器", "make it a message or timer event"
    if kind == "boundaryEvent" and not kinds:
        yield ident, "边界事件没有定义", "A boundary event has no definition", "设为消息、定时器或错误", "make it a message, timer or error event"
    waits_for = node if kind in ("sendTask", "receiveTask") else next(iter(find(node, "./bpmn:messageEventDefinition")), None)
    if waits_for is not None and kind != "startEvent":
        known = {message.get("id") for message in find(node, "/*/bpmn:message")}
        if waits_for.get("messageRef") not in known:
            yield ident, "没有指定消息", "No message is named", "选择一个消息", "choose a message"
    if "errorEventDefinition" in kinds and kind == "boundaryEvent" and node.get("cancelActivity") == "false":
        yield ident, "错误边界事件总是中断的", "An error boundary event always interrupts", "去掉 cancelActivity", "remove cancelActivity"
    for cycle in find(node, "./bpmn:timerEventDefinition/bpmn:timeCycle"):
        if kind == "intermediateCatchEvent" or (kind == "boundaryEvent" and node.get("cancelActivity") != "false"):
            yield (ident, f"循环定时器 {(cycle.text or '').strip()} 只能用于非中断边界事件", "A cycle belongs on a non-interrupting boundary event",
                   "改为非中断，或用日期、时长", "make it non-interrupting, or use a date or duration")  # fmt: skip
    for timer in find(node, "./bpmn:timerEventDefinition"):
        if not any((child.text or "").strip() for child in timer if is_bpmn(child) and tag(child).startswith("time")):
            yield ident, "定时器没有时间", "A timer has no time", "填写日期、时长或循环", "give a date, a duration or a cycle"
