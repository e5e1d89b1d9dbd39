"""Events at every place where BPMN 2.0 allows them (formal/2013-12-09, table 10.93), and gateways."""

from __future__ import annotations

from dataclasses import replace

from tests.bpmn.row import Row, asked, begin, boundary, event, finish, flow, node, refused, round_, row, way
from tests.rules.drawing import gateway, service

CALM = {"project_id": 7, "a": 1}


def started(kind: str, **attributes: str) -> str:
    """A process whose start event `x` is of this kind."""
    return node("startEvent", event(kind), **attributes) + asked("p_T1") + finish() + way("x", "p_T1", "finish")


def ended(kind: str) -> str:
    """A process whose end event `x` is of this kind."""
    return begin() + asked("p_T1") + node("endEvent", event(kind)) + way("begin", "p_T1", "x")


def thrown(kind: str, *, end: bool) -> str:
    """Inside of a subprocess: throws at its end, or before a task."""
    start = node("startEvent", element="in")
    if end:
        return start + node("endEvent", event(kind), "t") + way("in", "t")
    return start + node("intermediateThrowEvent", event(kind), "t") + asked("p_T1") + finish("out") + way("in", "t", "p_T1", "out")


def caught(x: str, kind: str) -> Row:
    """A row for what is thrown in a subprocess by `x`."""
    body = round_(thrown(kind, end=x == "endEvent").replace('id="t" name="t"', 'id="x" name="x"').replace('"t"', '"x"').replace("in__t", "in__x"), kind)
    body = body.replace('id="x" name="x" attachedToRef', 'id="b" name="b" attachedToRef').replace(
        'sourceRef="x" targetRef="late"', 'sourceRef="b" targetRef="late"'
    )
    return Row(body, (), "in x b late")


def chosen(kind: str, default: str = "f2") -> str:
    """A gateway `x` with a condition on one way and another way."""
    body = begin() + asked("p_T1") + gateway(kind, "x", default) + finish("yes") + finish("no") + way("begin", "p_T1", "x")
    return body + flow("x", "yes", "p_T1.decision == '同意'", "f1") + flow("x", "no", "", "f2")


def forked(first: str = "parallel", last: str = "parallel", back: bool = False) -> str:
    """A fork `x` and a join `j` with two tasks between; `back`: a loop from behind the join to the fork."""
    body = begin() + gateway(first, "x") + asked("p_T1") + asked("p_T2") + gateway(last, "j") + way("x", "p_T1", "j") + way("x", "p_T2", "j")
    if not back:
        return body + finish() + way("begin", "x") + way("j", "finish")
    return (
        body
        + gateway("exclusive", "g", "gx")
        + finish()
        + way("begin", "x")
        + way("j", "g")
        + flow("g", "finish", "p_T1.decision == '同意'")
        + flow("g", "x", "", "gx")
    )


def inclusive(back: bool = False) -> str:
    """The same with conditions on both ways."""
    body = (
        begin()
        + asked("p_T0")
        + gateway("inclusive", "x", "f2")
        + asked("p_T1")
        + asked("p_T2")
        + gateway("inclusive", "j")
        + way("p_T1", "j")
        + way("p_T2", "j")
    )
    body += flow("x", "p_T1", "p_T0.decision == '同意'", "f1") + flow("x", "p_T2", "", "f2") + finish() + way("begin", "p_T0", "x")
    if not back:
        return body + way("j", "finish")
    return body + gateway("exclusive", "g", "gx") + way("j", "g") + flow("g", "finish", "p_T0.decision == '同意'") + flow("g", "x", "", "gx")


def raced(second: str = "message", **attributes: str) -> str:
    """An event-based gateway `x` before a timer and another event."""
    waits = node("intermediateCatchEvent", event("timer"), "t") + node("intermediateCatchEvent", event(second), "m")
    body = begin() + node("eventBasedGateway", **attributes) + waits + finish("late") + finish("said")
    return body + way("begin", "x", "t", "late") + way("x", "m", "said")


def linked(thrown: str, caught: str, catch: str = "L") -> str:
    """A link from `thrown` to `caught`."""
    there = node("intermediateCatchEvent", event("link").replace('"L"', f'"{catch}"'), caught)
    ways = way("begin", thrown) + way(caught, "p_T1", "finish")
    return begin() + node("intermediateThrowEvent", event("link"), thrown) + there + asked("p_T1") + finish() + ways


TIMER_START = started("timer").replace("timeDuration", "timeDate").replace("'P1D'", "'2027-01-01'")
INNER_TIMER = begin() + node("subProcess", started("timer").replace("finish", "out"), "p_S") + finish() + way("begin", "p_S", "finish")

ROWS = {
    "startEvent": Row(begin(element="x") + asked("p_T1") + finish() + way("x", "p_T1", "finish"), ("do p_T1.1",), "x p_T1 finish"),
    "startEvent timerEventDefinition": Row(TIMER_START, ("do p_T1.1",), "x p_T1 finish", INNER_TIMER),
    **{f"startEvent {kind}EventDefinition": Row(started(kind)) for kind in ("message", "signal", "conditional", "error", "escalation", "compensate")},
    "intermediateCatchEvent messageEventDefinition": row(node("intermediateCatchEvent", event("message")), "deliver x.1", data=CALM),
    "intermediateCatchEvent timerEventDefinition": row(
        node("intermediateCatchEvent", event("timer")), "fire x.1", limit=node("intermediateCatchEvent", event("cycle"))
    ),
    **{f"intermediateCatchEvent {kind}EventDefinition": refused(node("intermediateCatchEvent", event(kind))) for kind in ("conditional", "signal")},
    "intermediateThrowEvent": row(node("intermediateThrowEvent"), "-"),
    "intermediateCatchEvent linkEventDefinition": Row(linked("y", "x"), ("do p_T1.1",), "y x p_T1 finish", linked("y", "x", catch="M")),
    "intermediateThrowEvent linkEventDefinition": Row(linked("x", "y"), ("do p_T1.1",), "x y p_T1 finish", linked("x", "y", catch="M")),
    "intermediateThrowEvent messageEventDefinition": row(node("intermediateThrowEvent", event("message")), "-", data=CALM),
    "intermediateThrowEvent escalationEventDefinition": caught("intermediateThrowEvent", "escalation"),
    **{f"intermediateThrowEvent {kind}EventDefinition": refused(node("intermediateThrowEvent", event(kind))) for kind in ("compensate", "signal")},
    "endEvent": Row(ended("terminate").replace(event("terminate"), ""), ("do p_T1.1",), "p_T1 x"),
    "endEvent messageEventDefinition": Row(ended("message"), ("do p_T1.1",), "p_T1 x", data=CALM),
    "endEvent errorEventDefinition": replace(caught("endEvent", "error"), limit=ended("error")),
    "endEvent escalationEventDefinition": caught("endEvent", "escalation"),
    "endEvent terminateEventDefinition": Row(
        begin()
        + gateway("parallel", "g")
        + asked("p_T1")
        + asked("p_T2")
        + node("endEvent", event("terminate"))
        + finish()
        + way("begin", "g", "p_T1", "x")
        + way("g", "p_T2", "finish"),
        ("do p_T1.1",),
        "g p_T1 x",
    ),
    **{f"endEvent {kind}EventDefinition": Row(ended(kind)) for kind in ("cancel", "compensate", "signal")},
    "boundaryEvent messageEventDefinition": Row(boundary("message"), ("deliver x.1",), "x late", data=CALM),
    "boundaryEvent messageEventDefinition cancelActivity": Row(
        boundary("message", interrupting=False), ("deliver x.1", "deliver x.1", "do p_T1.1"), "x late x late p_T1 finish", data=CALM
    ),
    "boundaryEvent timerEventDefinition": Row(boundary("timer"), ("fire x.1",), "x late", boundary("cycle")),
    "boundaryEvent timerEventDefinition cancelActivity": Row(
        boundary("cycle", interrupting=False, behind=asked("y")),
        ("fire x.1", "fire x.1", "do y.2", "do p_T1.1", "do y.1"),
        "x x y late p_T1 finish y late",
    ),
    "boundaryEvent errorEventDefinition": Row(
        boundary("error").replace(asked("p_T1"), service("p_T1", "plan.read", year="2025")),
        ("fail p_T1.1 E1",),
        "x late",
        boundary("error", interrupting=False),
    ),
    "boundaryEvent escalationEventDefinition": Row(round_(thrown("escalation", end=False), "escalation"), (), "in t x late"),
    "boundaryEvent escalationEventDefinition cancelActivity": Row(
        round_(thrown("escalation", end=False), "escalation", interrupting=False), ("do p_S.1/p_T1.1",), "in t x late p_T1 out p_S finish"
    ),
    **{f"boundaryEvent {kind}EventDefinition": Row(boundary(kind)) for kind in ("cancel", "compensate", "conditional", "signal")},
    "parallelMultiple": refused(node("intermediateCatchEvent", event("multiple"), parallelMultiple="true")),
    "exclusiveGateway": Row(chosen("exclusive"), ("do p_T1.1",), "p_T1 x yes", chosen("exclusive", ""), at="f2"),
    "inclusiveGateway": Row(inclusive(), ("do p_T0.1", "do p_T1.1"), "p_T0 x p_T1 j finish", inclusive(back=True)),
    "parallelGateway": Row(forked(), ("do p_T2.1", "do p_T1.1"), "x p_T2 p_T1 j finish", forked(back=True)),
    "eventBasedGateway": Row(raced(), ("deliver m.1",), "x m said", raced("conditional"), at="m", data=CALM),
    "eventBasedGateway instantiate": Row(raced(instantiate="true")),
    "eventBasedGateway eventGatewayType": Row(raced(eventGatewayType="Parallel")),
    "complexGateway": refused(node("complexGateway")),
    "implicitThrowEvent": refused(node("implicitThrowEvent")),
    "event": refused(node("event")),
}
