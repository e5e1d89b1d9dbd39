"""BPMN that is valid and that the engine cannot do right: refused, each with what to draw instead."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.known import Known
from app.engine.rules.say import error
from app.engine.xml import is_bpmn, tag

# tag → (what it is, in both languages; what to draw instead, in both languages)
_CHOREOGRAPHY = ("把各方的步骤画成流程中的任务，往来画成消息", "Draw each party's steps as tasks of a process, what passes between them as messages")
ELEMENTS = {
    "choreographyTask": ("编排任务", "a choreography task", *_CHOREOGRAPHY),
    "subChoreography": ("子编排", "a sub-choreography", *_CHOREOGRAPHY),
    "callChoreography": ("编排调用", "a call choreography", *_CHOREOGRAPHY),
    "implicitThrowEvent": ("隐式抛出事件", "an implicit throw event", "改为中间抛出事件", "Make it an intermediate throw event"),
    "event": ("未指定类型的事件", "an event without a type", "改为开始、中间或结束事件", "Make it a start, intermediate or end event"),
    "complexGateway": ("复杂网关", "a complex gateway", "用排他、并行或包容网关组合表达", "Use exclusive, parallel or inclusive gateways"),
    "adHocSubProcess": (
        "即席子流程",
        "an ad hoc subprocess",
        "画成普通子流程，任意顺序的步骤用并行网关展开",
        "Draw a plain subprocess; fork steps of any order in parallel",
    ),
    "transaction": ("事务子流程", "a transaction", "画成普通子流程，异常用错误边界事件处理", "Draw a plain subprocess with an error boundary event"),
    "dataStoreReference": (
        "数据存储",
        "a data store",
        "数据由服务任务读写台账；删除该图形，或改画文本注释",
        "Let service tasks read and write records; remove the shape or make it a text annotation",
    ),
    "dataInputAssociation": (
        "数据输入关联",
        "a data input association",
        "删除该连线；服务参数和 prefill 直接写表达式",
        "Remove the arrow; parameters and prefill are expressions",
    ),
    "dataOutputAssociation": (
        "数据输出关联",
        "a data output association",
        "删除该连线；结果自动存放在元素 id 名下",
        "Remove the arrow; results lie under the element's id",
    ),
}
EVENTS = {
    "compensate": (
        "补偿事件",
        "a compensation event",
        "撤销步骤画成普通任务，由网关或错误边界事件引出",
        "Draw the undoing as plain tasks behind a gateway or an error boundary event",
    ),
    "cancel": ("取消事件", "a cancel event", "用错误边界事件，或在网关后结束", "Use an error boundary event, or end behind a gateway"),
    "link": (
        "链接事件",
        "a link event",
        "链接只能是中间事件：抛出和捕获同名的一对",
        "Links are intermediate events: a throw and a catch of the same name",
    ),
    "signal": ("信号事件", "a signal event", "改用消息（带关联键），由服务任务或消息抛出事件发送", "Use a message with a correlation key"),
    "conditional": (
        "条件事件",
        "a conditional event",
        "改为消息或定时事件，在其后用网关判断条件",
        "Wait for a message or a timer and ask the condition in a gateway behind it",
    ),
    "escalation": (
        "升级事件",
        "an escalation event",
        "升级只能由中间抛出或结束事件发出，由外层子流程或调用活动的边界事件接收",
        "Throw it (intermediate or end) and catch it on the boundary of a subprocess or call round it",
    ),
    "error": (
        "错误事件",
        "an error event",
        "错误只能由结束事件发出，由外层活动的边界事件接收",
        "Throw an error by an end event and catch it on the boundary of an activity round it",
    ),
}
CATCHES = frozenset({"timer", "message"})
ALLOWED = {
    "intermediateCatchEvent": CATCHES | {"link"},
    "boundaryEvent": CATCHES | {"error", "escalation"},
    "intermediateThrowEvent": frozenset({"message", "escalation", "link"}),
    "endEvent": frozenset({"message", "terminate", "error", "escalation"}),
}


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Unsupported elements, event subprocesses, event definitions in the wrong place, none or several of them."""
    for scope in diagram.scopes:
        if scope.xml.get("triggeredByEvent") == "true":
            yield error(
                "unsupported",
                scope.id,
                f"不支持事件子流程 {scope.label}",
                f"Event subprocess {scope.label} is not supported",
                "把受影响的步骤放进一个普通子流程，在其边界上画事件",
                "Wrap the steps in a plain subprocess and put the event on its boundary",
            )
        for child in scope.xml.iterchildren():
            for element in child.iter() if is_bpmn(child) and tag(child) not in ("subProcess", "transaction", "adHocSubProcess") else (child,):
                if is_bpmn(element) and (known_as := ELEMENTS.get(tag(element))):
                    zh, en, fix, fix_en = known_as
                    holder = element.get("id") or element.getparent().get("id") or scope.id
                    name = element.get("name") or child.get("name") or holder
                    yield error("unsupported", child.get("id") or holder, f"不支持{zh}：「{name}」", f"Not supported: {en} (“{name}”)", fix, fix_en)
        for node in scope.nodes:
            yield from _events(node)


def _events(node: Node) -> Iterator[Finding]:
    if node.xml.get("isForCompensation") == "true":
        zh, en, fix, fix_en = EVENTS["compensate"]
        yield error("unsupported", node.id, f"不支持补偿活动：{node.label}", f"Not supported: a compensation activity ({node.label})", fix, fix_en)
    allowed = ALLOWED.get(node.kind)
    if allowed is None:
        return
    if len(node.events) > 1:
        yield error(
            "unsupported",
            node.id,
            f"事件 {node.label} 同时有多个事件定义",
            f"Event {node.label} has several definitions",
            "每个事件只留一个定义；需要等待几种情况时用事件网关",
            "Keep one definition; wait for several with an event-based gateway",
        )
    if not node.events and node.kind in ("intermediateCatchEvent", "boundaryEvent"):
        yield error(
            "unsupported",
            node.id,
            f"事件 {node.label} 没有写明等待什么",
            f"Event {node.label} does not say what it waits for",
            "选择消息、定时（边界上也可选错误）",
            "Choose message or timer (or error, on a boundary)",
        )
    for event in node.events:
        kind = tag(event).removesuffix("EventDefinition")
        if kind in allowed:
            continue
        zh, en, fix, fix_en = EVENTS.get(
            kind, (f"{kind} 事件", f"a {kind} event", "改用普通事件，前面用任务或网关表达", "Use a plain event behind a task or gateway")
        )
        yield error("unsupported", node.id, f"不支持此处的{zh}：{node.label}", f"Not supported here: {en} ({node.label})", fix, fix_en)
