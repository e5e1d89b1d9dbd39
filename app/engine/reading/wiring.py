"""What an element's XML says to its spec: scripts, handlers, triggers, payloads."""

from __future__ import annotations

from typing import Any

from app.engine.reading.messages import correlations_of, messages_of
from app.engine.specs.activities import DecisionTask, Operator, PersonTask, ScriptTask, ServiceTask
from app.engine.specs.base import Spec
from app.engine.specs.calls import Called, Embedded
from app.engine.specs.events import Catch, End, ErrorThrow, Throw
from app.engine.specs.triggers import ErrorTrigger, LinkTrigger, MessageTrigger, TimerTrigger, Trigger
from app.engine.values import names_of
from app.engine.xml import find, properties, tag, text_of


def arguments(node: Any) -> dict[str, Any]:
    """What the spec's constructor needs besides its id."""
    return {"cancel_activity": node.get("cancelActivity", "true").lower() != "false"} if tag(node) == "boundaryEvent" else {}


def wire(spec: Spec, node: Any, *, foreign: bool) -> None:
    """Fill in what the class of the spec declares."""
    if isinstance(spec, PersonTask):
        spec.foreign = foreign
        if tag(node) == "userTask":
            spec.operator = _operator(node)
    elif isinstance(spec, ScriptTask):
        spec.script = text_of(node, "./bpmn:script") or ""
    elif isinstance(spec, ServiceTask):
        spec.operator = _operator(node, str(node.get("id")))  # type: ignore[assignment]
    elif isinstance(spec, DecisionTask):
        spec.decision = text_of(node, "./bpmn:extensionElements/spiffworkflow:calledDecisionId") or ""
        spec.inputs = properties(node).get("inputs", "").strip().removeprefix("=")
    elif isinstance(spec, Embedded):
        spec.target = node.get("id")
    elif isinstance(spec, Called):
        spec.target = node.get("calledElement")
    elif isinstance(spec, Catch):
        spec.trigger = trigger_of(node)
    elif isinstance(spec, Throw):
        _throw(spec, node)


def _operator(node: Any, result_key: str | None = None) -> Operator | None:
    """The handler that a task names; `result_key` where it does not say where the result lies."""
    path = "./spiffworkflow:parameters/spiffworkflow:parameter"
    for found in find(node, "./bpmn:extensionElements/spiffworkflow:serviceTaskOperator"):
        given = {str(p.get("id")): str(p.get("value")) for p in find(found, path) if p.get("value")}
        return Operator(str(found.get("id")), given, found.get("resultVariable") or result_key)
    return None


def trigger_of(node: Any) -> Trigger:
    """What an event or a receive task waits for."""
    for timer in find(node, "./bpmn:timerEventDefinition/bpmn:*"):
        if tag(timer) in ("timeDate", "timeDuration", "timeCycle"):
            return TimerTrigger(tag(timer), (timer.text or "").strip(), f"定时器「{node.get('name') or node.get('id')}」")  # type: ignore[arg-type]
    message = message_of(node)
    if message is not None:
        return message
    if find(node, "./bpmn:linkEventDefinition"):
        return LinkTrigger()
    for kind, escalation in (("error", False), ("escalation", True)):
        for definition in find(node, f"./bpmn:{kind}EventDefinition"):
            return ErrorTrigger(_code(node, definition, kind), escalation)
    return Trigger()


def _code(node: Any, definition: Any, kind: str) -> str | None:
    reference = definition.get(f"{kind}Ref")
    for declared in find(node, f"/*/bpmn:{kind}"):
        if declared.get("id") == reference:
            return str(declared.get(f"{kind}Code") or declared.get("name") or "") or None
    return None


def _definition(node: Any) -> Any:
    if tag(node) in ("sendTask", "receiveTask") and node.get("messageRef"):
        return node
    return next(iter(find(node, "./bpmn:messageEventDefinition")), None)


def message_of(node: Any) -> MessageTrigger | None:
    """The message of an element, with the expressions of its correlation keys: its own property, the file's correlation properties, else `project_id`."""
    definition = _definition(node)
    if definition is None:
        return None
    root = node.getroottree().getroot()
    ident = str(definition.get("messageRef"))
    facts = messages_of(root).get(ident)
    own = properties(node).get("correlation", "").strip()
    if own:
        pairs = [part.split("=", 1) for part in own.split(";") if "=" in part]
        keys = [(key.strip(), expression.strip()) for key, expression in pairs]
    else:
        keys = correlations_of(root).get(ident) or [("project_id", "project_id")]
    return MessageTrigger(facts.name if facts else ident, tuple(keys))


def _throw(spec: Throw, node: Any) -> None:
    spec.message = message_of(node)
    if spec.message is not None:
        expression = text_of(node, ".//spiffworkflow:messagePayload")
        declared = messages_of(node.getroottree().getroot())[str(_definition(node).get("messageRef"))]
        spec.payload = expression or names_of(list(declared.payload))
    if isinstance(spec, End):
        spec.terminates = bool(find(node, "./bpmn:terminateEventDefinition"))
        above = node.getparent()
        if tag(above) == "subProcess":
            spec.outcome_key = properties(above).get("outcomeKey", "").strip() or "outcome"
    if isinstance(spec, ErrorThrow):
        for kind, escalation in (("error", False), ("escalation", True)):
            for definition in find(node, f"./bpmn:{kind}EventDefinition"):
                spec.code, spec.escalation, spec.throws = _code(node, definition, kind), escalation, True
