"""Which names an element writes into the data of its process, and what can lie under each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app import expressions
from app.engine.rules.diagram import PEOPLE, Diagram, Node, Scope, Shape, q
from app.engine.rules.known import Known
from app.engine.rules.places import message_refs, operator_of
from app.engine.xml import properties

LIST = frozenset({"[]"})
ERROR = frozenset({"code", "message"})
OUTCOME = "outcome"
ITEMS = ("inputDataItem", "outputDataItem")


def key_of(node: Node) -> str:
    """The name under which an activity leaves what came of it."""
    if node.kind in PEOPLE:
        return node.properties.get("dataKey") or node.id
    operator = node.extension("serviceTaskOperator") if node.kind == "serviceTask" else None
    return node.id if operator is None else operator.get("resultVariable") or node.id


def outcome_key(end: Node) -> str:
    """The variable that the outcome of an end event goes into."""
    owner = end.scope.owner
    return OUTCOME if owner is None else owner.properties.get("outcomeKey", "").strip() or OUTCOME


def fields(known: Known, form: str | None) -> Shape:
    """The fields of a form."""
    schema = known.forms.get(form or "")
    return None if schema is None else frozenset(schema.get("properties") or ())


def payload_names(diagram: Diagram, ref: str) -> tuple[str, ...]:
    """The payload that a message declares."""
    message = diagram.ids.get(ref)
    text = "" if message is None else properties(message).get("payload", "")
    return tuple(name.strip() for name in text.split(",") if name.strip())


def writes(node: Node, diagram: Diagram, known: Known) -> Iterator[tuple[str, Shape]]:
    """Name and shape of all that this element writes."""
    multi = node.multi
    if node.kind in PEOPLE:
        yield key_of(node), LIST if multi is not None else fields(known, node.form)
        if node.properties.get("keepRounds"):
            yield f"{key_of(node)}_rounds", LIST
        operator = operator_of(node)
        if operator is not None and multi is None and (kept := operator.get("resultVariable")):
            service = known.services.get(operator.get("id", ""))
            yield kept, service.results if service else None
    elif node.kind == "serviceTask":
        operator = node.extension("serviceTaskOperator")
        service = known.services.get("" if operator is None else operator.get("id", ""))
        yield key_of(node), LIST if multi is not None else service.results if service else None
    elif node.kind == "businessRuleTask":
        decision = known.decisions.get(node.text("calledDecisionId"))
        yield node.id, None if decision is None else LIST if decision.gives_list else frozenset(decision.outputs)
    elif node.kind == "callActivity":
        called = known.processes.get(node.xml.get("calledElement", ""))
        yield node.id, LIST if multi is not None else None if called is None or called.foreign else frozenset({"outcome"})
    elif node.kind == "scriptTask":
        yield from ((name, None) for name in expressions.targets(node.text("script")))
    elif node.kind == "endEvent" and "outcome" in node.properties:
        yield outcome_key(node), None
    if node.kind == "receiveTask" or (node.event == "message" and node.kind != "endEvent"):
        names = [name for ref in message_refs(node) for name in payload_names(diagram, ref)]
        yield node.id, frozenset(names) if names else None
    if node.kind == "boundaryEvent" and node.event in ("error", "escalation"):
        yield node.id, ERROR
    if multi is not None:
        yield from _multi(multi)


def items(node: Node) -> frozenset[str]:
    """The variables of a multi-instance that only its items see."""
    multi = node.multi
    return frozenset() if multi is None else frozenset(found.get("id") or "" for name in ITEMS for found in multi.iterfind(q(name)))


def _multi(multi: object) -> Iterator[tuple[str, Shape]]:
    for found in multi.iterfind(q("loopDataOutputRef")):  # type: ignore[attr-defined]
        yield "".join(found.itertext()).strip(), LIST
    for name in ITEMS:
        for found in multi.iterfind(q(name)):  # type: ignore[attr-defined]
            yield found.get("id") or "", None


def inputs(process: Scope) -> tuple[str, ...] | None:
    """The inputs of a process's ioSpecification; None when it has none."""
    specification = process.xml.find(q("ioSpecification"))
    if specification is None:
        return None
    return tuple("".join(found.itertext()).strip() for found in specification.iterfind(f"{q('inputSet')}/{q('dataInputRefs')}"))


def optional_inputs(process: Scope) -> frozenset[str]:
    """The inputs that a call may leave out (`optionalInputRefs` of its inputSet): they are null then."""
    return frozenset("".join(found.itertext()).strip() for found in process.xml.iterfind(f"{q('ioSpecification')}/{q('inputSet')}/{q('optionalInputRefs')}"))


def names_of(process: Scope, diagram: Diagram, known: Known) -> Mapping[str, Shape]:
    """All names that something in this process can write, start data included; worked out once a check."""
    if process.id not in diagram.memory:
        diagram.memory[process.id] = _names_of(process, diagram, known)
    found: Mapping[str, Shape] = diagram.memory[process.id]
    return found


def _names_of(process: Scope, diagram: Diagram, known: Known) -> Mapping[str, Shape]:
    found: dict[str, Shape] = {"project_id": None}
    for name in inputs(process) or ():
        found[name] = None
    for start in process.starts:
        for name in fields(known, start.form) or ():
            found[name] = None
    for node in diagram.within(process):
        for name, shape in writes(node, diagram, known):
            before = found.get(name, frozenset())
            found[name] = None if shape is None or before is None or (LIST in (shape, before) and before not in (LIST, frozenset())) else shape | before
    return found
