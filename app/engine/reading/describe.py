"""What a diagram says, read from its XML once: processes, elements, messages. No engine here."""

from __future__ import annotations

import re
from typing import Any

from app.engine.clauses import cited
from app.engine.facts import ElementFacts, ProcessFacts
from app.engine.values import names_of
from app.engine.xml import SPIFF, find, is_bpmn, properties, tag, text_of

# Properties that only a diagram of this house has; a process with none of them is «foreign» and behaves as in SpiffArena.
OURS = frozenset(
    [
        *["dataKey", "keepRounds", "prefill", "roles", "office", "assignee", "decisions", "excludeActorsOf"],
        *["excludeInterested", "runBy", "minMembers", "dueIn", "dueAt", "outcome", "correlation"],
        *["inputs", "roundLimit", "limitTells", "remindAt", "remindEvery", "remindTells", "dueBecause", "outcomeKey", "phase"],
    ]
)
TASKS = ["task", "userTask", "manualTask", "scriptTask", "serviceTask", "businessRuleTask", "sendTask", "receiveTask"]
ACTIVITIES = frozenset([*TASKS, "subProcess", "callActivity", "transaction", "adHocSubProcess"])
EVENTS = frozenset(["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"])
GATEWAYS = frozenset(["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"])
NODES = ACTIVITIES | EVENTS | GATEWAYS
_PARAMETER = re.compile(r"""=?\s*parameter\(\s*(['"])([^'"]+)\1\s*\)""")


def nodes_of(process: Any) -> list[Any]:
    """All flow nodes of a process, embedded ones too, in the order of the file."""
    return [node for node in process.iter() if is_bpmn(node) and tag(node) in NODES]


def lanes_of(process: Any) -> dict[str, Any]:
    """Element id → innermost lane that names it."""
    found: dict[str, Any] = {}
    for lane in find(process, ".//bpmn:lane"):
        for reference in find(lane, "./bpmn:flowNodeRef"):
            found[(reference.text or "").strip()] = lane
    return found


def is_foreign(process: Any) -> bool:
    """No element, lane or start event carries a property of ours."""
    return not any(p.get("name") in OURS for p in process.iter(f"{{{SPIFF}}}property"))


def form_of(own: dict[str, str]) -> str | None:
    """The name of the form: `F21` for `forms/F21.json`."""
    name = own.get("formJsonSchemaFilename", "").strip()
    return name.rsplit("/", 1)[-1].removesuffix(".json") or None


def elements_of(process: Any) -> dict[str, ElementFacts]:
    """The facts of every flow node of a process."""
    lanes, key, found = lanes_of(process), str(process.get("id")), {}
    for node in nodes_of(process):
        own, inside = properties(node), _subprocess_round(node)
        lane = next((lanes[i] for i in (node.get("id"), *_subprocesses_round(node)) if i in lanes), None)
        documentation = text_of(node, "./bpmn:documentation") or ""
        found[str(node.get("id"))] = ElementFacts(
            id=str(node.get("id")),
            process=key,
            kind=tag(node),
            name=str(node.get("name") or "").strip(),
            lane=None if lane is None else str(lane.get("name") or lane.get("id")),
            properties=own,
            documentation=documentation,
            instructions=text_of(node, "./bpmn:extensionElements/spiffworkflow:instructionsForEndUser") or "",
            form=form_of(own),
            clauses=cited(documentation),
            roles=own.get("roles") or (None if lane is None else properties(lane).get("roles") or str(lane.get("name") or "") or None),
            inside=inside,
            due_because=_because(own),
        )
    return found


def _because(own: dict[str, str]) -> str | None:
    """What the diagram says of it, else the parameter that the deadline is."""
    asked = _PARAMETER.fullmatch((own.get("dueIn") or own.get("dueAt") or "").strip())
    return own.get("dueBecause", "").strip() or (asked[2] if asked else None)


def _subprocesses_round(node: Any) -> list[str]:
    return [str(above.get("id")) for above in node.iterancestors() if is_bpmn(above) and tag(above) == "subProcess"]


def _subprocess_round(node: Any) -> str | None:
    return next(iter(_subprocesses_round(node)), None)


def process_facts(process: Any, file: str, elements: dict[str, ElementFacts]) -> ProcessFacts:
    """The facts of one process."""
    start = next(iter(find(process, "./bpmn:startEvent")), None)
    own = {} if start is None else properties(start)
    foreign = is_foreign(process)
    element = elements.get(str(start.get("id"))) if start is not None else None
    timer = None if start is None else next(iter(find(start, "./bpmn:timerEventDefinition/bpmn:*")), None)
    roles = names_of(own["roles"]) if own.get("roles") else names_of(element.roles if element else None) if foreign else None
    return ProcessFacts(
        key=str(process.get("id")),
        name=str(process.get("name") or process.get("id")),
        documentation=text_of(process, "./bpmn:documentation") or "",
        file=file,
        start_element="" if start is None else str(start.get("id")),
        start_form=form_of(own),
        start_roles=roles,
        start_timer=None if timer is None else f"{tag(timer)}:{(timer.text or '').strip()}",
        foreign=foreign,
        inputs=_io(process, "inputSet/bpmn:dataInputRefs"),
        outcomes=tuple(dict.fromkeys(e.properties["outcome"] for e in elements.values() if _ends_it(e, elements))),
    )


def _ends_it(end: ElementFacts, elements: dict[str, ElementFacts]) -> bool:
    """Whether an end event says in words how the process ended: not where the embedded subprocess round it has a variable of its own."""
    apart = end.inside is not None and elements[end.inside].properties.get("outcomeKey")
    said = end.properties.get("outcome", "")
    return end.kind == "endEvent" and bool(said) and not said.startswith("=") and not apart


def outputs_of(process: Any) -> tuple[str, ...]:
    """The names of a process's data outputs."""
    return _io(process, "outputSet/bpmn:dataOutputRefs")


def _io(process: Any, path: str) -> tuple[str, ...]:
    return tuple((ref.text or "").strip() for ref in find(process, f"./bpmn:ioSpecification/bpmn:{path}"))


def ways_of(process: Any) -> dict[str, tuple[str, ...]]:
    """Which element leads to which: by a flow, from an activity to its boundary events, into a subprocess."""
    found: dict[str, list[str]] = {}
    for flow in find(process, ".//bpmn:sequenceFlow"):
        found.setdefault(str(flow.get("sourceRef")), []).append(str(flow.get("targetRef")))
    for event in find(process, ".//bpmn:boundaryEvent"):
        found.setdefault(str(event.get("attachedToRef")), []).append(str(event.get("id")))
    for start in find(process, ".//bpmn:subProcess/bpmn:startEvent"):
        found.setdefault(str(start.getparent().get("id")), []).append(str(start.get("id")))
    return {element: tuple(targets) for element, targets in found.items()}
