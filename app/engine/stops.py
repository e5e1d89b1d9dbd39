"""What the engine could only run wrong: refused when a diagram is read, naming the element and what to draw instead.

The friendly checks of a diagram stand in `rules/`; these are the hard stops.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.describe import ACTIVITIES, nodes_of
from app.engine.facts import Finding
from app.engine.xml import find, is_bpmn, tag

_EVENT_WORDS = {
    "signalEventDefinition": ("信号事件", "signal events", "用消息代替", "use a message"),
    "compensateEventDefinition": ("补偿事件", "compensation", "用网关和后续任务代替", "draw the undoing as tasks after a gateway"),
    "linkEventDefinition": ("链接事件", "link events", "直接画连线", "draw the sequence flow"),
    "conditionalEventDefinition": ("条件事件", "conditional events", "在网关上判断，或用消息、定时器", "use a gateway, a message or a timer"),
    "cancelEventDefinition": ("取消事件", "cancel events", "用错误边界事件代替", "use an error boundary event"),
}
_KIND_WORDS = {
    "transaction": ("事务子流程", "transactions", "用普通子流程和边界事件代替", "use an embedded subprocess with boundary events"),
    "adHocSubProcess": ("自由子流程", "ad hoc subprocesses", "用并行网关画出各项任务", "draw the tasks behind a parallel gateway"),
    "complexGateway": ("复杂网关", "complex gateways", "用排他或包容网关代替", "use an exclusive or inclusive gateway"),
}
_RESERVED = frozenset({"start", "end", "root"})


def hard_stops(process: Any, file: str = "") -> list[Finding]:
    """The hard stops of one process."""
    return [
        Finding("engine", element, f"{zh}（{element}）", fix, file=file, message_en=f"{en} ({element})", fix_en=fix_en)
        for element, zh, en, fix, fix_en in _all(process)
    ]


_Stop = tuple[str, str, str, str, str]


def _all(process: Any) -> Iterator[_Stop]:
    nodes = nodes_of(process)
    outgoing: dict[str, list[Any]] = {}
    for flow in find(process, ".//bpmn:sequenceFlow"):
        outgoing.setdefault(str(flow.get("sourceRef")), []).append(flow)
    yield from _structure(process)
    for node in nodes:
        ident, kind = str(node.get("id")), tag(node)
        if kind in _KIND_WORDS:
            zh, en, fix, fix_en = _KIND_WORDS[kind]
            yield ident, f"不支持{zh}", f"{en} are not supported", fix, fix_en
        if kind == "subProcess" and node.get("triggeredByEvent") == "true":
            yield ident, "不支持事件子流程", "Event subprocesses are not supported", "用子流程上的边界事件代替", "use a boundary event on a subprocess"
        if ident.lower() in _RESERVED:
            yield ident, f"元素编号 {ident} 与引擎内部名称冲突", f"The id {ident} collides with a name of the engine", "换一个编号", "choose another id"
        yield from _events(node, ident, kind)
        yield from _extensions(node, ident, kind)
        yield from _flows(node, ident, kind, outgoing.get(ident, []))
        if kind == "parallelGateway" and _merges_a_loop(ident, process):
            yield ident, "并行网关不能作为循环的汇合点", "A parallel gateway merges a loop", "循环的汇合用排他网关", "merge loops with an exclusive gateway"
        if kind == "eventBasedGateway":
            targets = [n for f in outgoing.get(ident, []) for n in nodes if n.get("id") == f.get("targetRef")]
            if not targets or any(tag(t) not in ("intermediateCatchEvent", "receiveTask") for t in targets):
                yield ident, "事件网关后只能是捕获事件或接收任务", "Only catch events may follow an event gateway", "换成捕获事件", "let catch events follow it"


def _structure(process: Any) -> Iterator[_Stop]:
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


def _events(node: Any, ident: str, kind: str) -> Iterator[_Stop]:
    definitions = [child for child in node if is_bpmn(child) and tag(child).endswith("EventDefinition")]
    for definition in definitions:
        if tag(definition) in _EVENT_WORDS:
            zh, en, fix, fix_en = _EVENT_WORDS[tag(definition)]
            yield ident, f"不支持{zh}", f"{en.capitalize()} are not supported", fix, fix_en
    kinds = {tag(definition) for definition in definitions}
    if len(definitions) > 1:
        yield ident, "一个事件只能有一个定义", "An event can have one definition only", "画成几个事件", "draw several events"
    if kind == "intermediateCatchEvent" and not kinds & {"timerEventDefinition", "messageEventDefinition"}:
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


def _extensions(node: Any, ident: str, kind: str) -> Iterator[_Stop]:
    for name in ("preScript", "postScript"):
        if find(node, f"./bpmn:extensionElements/spiffworkflow:{name}"):
            yield ident, f"不支持 {name}", f"{name} is not supported", "画一个脚本任务", "draw a script task"
    if find(node, "./bpmn:dataInputAssociation | ./bpmn:dataOutputAssociation"):
        yield ident, "不支持数据对象关联", "Data associations are not supported", "数据在案件数据中，无需关联", "leave the association out"
    if kind == "serviceTask" and not find(node, "./bpmn:extensionElements/spiffworkflow:serviceTaskOperator[@id]"):
        yield ident, "服务任务没有指定处理程序", "A service task names no handler", "选择 serviceTaskOperator", "choose a serviceTaskOperator"
    if kind == "businessRuleTask" and not find(node, "./bpmn:extensionElements/spiffworkflow:calledDecisionId"):
        yield ident, "业务规则任务没有指定决策表", "A business rule task names no decision", "填写 calledDecisionId", "give a calledDecisionId"
    if kind == "scriptTask" and not find(node, "./bpmn:script[normalize-space()]"):
        yield ident, "脚本任务没有脚本", "A script task has no script", "填写脚本", "write the script"
    if kind == "callActivity" and not node.get("calledElement"):
        yield ident, "调用活动没有指定流程", "A call activity names no process", "选择 calledElement", "choose a calledElement"
    for several in find(node, "./bpmn:multiInstanceLoopCharacteristics"):
        given = len(find(several, "./bpmn:loopCardinality")) + len(find(several, "./bpmn:loopDataInputRef"))
        if given != 1:
            yield ident, "多实例应有输入清单或次数之一", "A multi-instance needs a list or a cardinality", "填写 loopDataInputRef", "give a loopDataInputRef"
    for loop in find(node, "./bpmn:standardLoopCharacteristics"):
        if not loop.get("loopMaximum") and not find(loop, "./bpmn:loopCondition[normalize-space()]"):
            yield ident, "循环没有条件也没有次数", "A loop has neither a condition nor a maximum", "填写 loopCondition", "give a loopCondition"


def _flows(node: Any, ident: str, kind: str, outgoing: list[Any]) -> Iterator[_Stop]:
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


def _merges_a_loop(gateway: str, process: Any) -> bool:
    """One of its incoming flows can be reached only through itself: it would wait for ever."""
    flows = [(f.get("sourceRef"), f.get("targetRef")) for f in find(process, ".//bpmn:sequenceFlow")]
    flows += [(b.get("attachedToRef"), b.get("id")) for b in find(process, ".//bpmn:boundaryEvent")]
    sources = {source for source, target in flows if target == gateway}
    if len(sources) < 2:
        return False
    starts = {n.get("id") for n in find(process, ".//bpmn:startEvent")}
    reached, stack = set(starts), list(starts)
    while stack:
        here = stack.pop()
        for source, target in flows:
            if source == here and target not in reached and target != gateway:
                reached.add(target)
                stack.append(target)
    from_itself, stack = {gateway}, [gateway]
    while stack:
        here = stack.pop()
        for source, target in flows:
            if source == here and target not in from_itself:
                from_itself.add(target)
                stack.append(target)
    return any(source not in reached and source in from_itself for source in sources)
