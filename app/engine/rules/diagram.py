"""A diagram as the rules see it: nodes, flows and scopes over the XML, read once. Nothing here refuses anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.engine.xml import BPMN, SPIFF, properties, tag

ACTIVITIES = frozenset(
    [
        "task",
        "userTask",
        "manualTask",
        "scriptTask",
        "serviceTask",
        "businessRuleTask",
        "sendTask",
        "receiveTask",
        "callActivity",
        "subProcess",
        "transaction",
        "adHocSubProcess",
    ]
)
PEOPLE = frozenset({"userTask", "manualTask", "task"})
GATEWAYS = frozenset(["exclusiveGateway", "inclusiveGateway", "parallelGateway", "eventBasedGateway", "complexGateway"])
EVENTS = frozenset(["startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"])
NODES = ACTIVITIES | GATEWAYS | EVENTS
SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
# Properties of the house; one of them anywhere makes a process ours (form file names are SpiffArena's convention too).
OURS = frozenset(
    [
        "dataKey",
        "keepRounds",
        "prefill",
        "roles",
        "office",
        "assignee",
        "decisions",
        "excludeActorsOf",
        "excludeInterested",
        "runBy",
        "minMembers",
        "dueIn",
        "dueAt",
        "outcome",
        "priority",
        "correlation",
        "payload",
        "senders",
        "keep",
        "versionTag",
    ]
)
_CLAUSE = re.compile(r"\bR\d+")


def q(name: str) -> str:
    """The full name of a BPMN element."""
    return f"{{{BPMN}}}{name}"


@dataclass(eq=False)
class Flow:
    """A sequence flow; `source` or `target` is None when it names nothing in its scope."""

    id: str
    name: str
    xml: Any
    condition: str | None
    source: Node | None = None
    target: Node | None = None


@dataclass(eq=False)
class Node:
    """A flow node. `kind` is its tag; `scope` the (sub)process that holds it; `host` the activity of a boundary event."""

    id: str
    kind: str
    name: str
    xml: Any
    scope: Scope
    properties: dict[str, str]
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    boundaries: list[Node] = field(default_factory=list)
    host: Node | None = None

    @property
    def label(self) -> str:
        """As a person finds it in the drawing: «name»(id)."""
        return f"「{self.name}」({self.id})" if self.name else self.id

    @cached_property
    def events(self) -> list[Any]:
        """Its event definitions (XML)."""
        return [child for child in self.xml if isinstance(child.tag, str) and child.tag.endswith("EventDefinition")]

    @property
    def event(self) -> str | None:
        """The kind of its first event definition: `timer`, `message`, … None for a plain event."""
        return tag(self.events[0]).removesuffix("EventDefinition") if self.events else None

    @property
    def interrupts(self) -> bool:
        """Whether a boundary event cancels its host."""
        return bool(self.xml.get("cancelActivity", "true") != "false")

    @property
    def multi(self) -> Any:
        """The multi-instance characteristics (XML) or None."""
        return self.xml.find(q("multiInstanceLoopCharacteristics"))

    @property
    def next(self) -> list[Node]:
        """The nodes its flows lead to."""
        return [flow.target for flow in self.outgoing if flow.target is not None]

    def extension(self, name: str) -> Any:
        """An extension element of SpiffWorkflow's namespace (XML) or None."""
        return self.xml.find(f"{q('extensionElements')}/{{{SPIFF}}}{name}")

    def text(self, name: str) -> str:
        """The stripped text of a BPMN child or of a SpiffWorkflow extension."""
        for found in (self.xml.find(q(name)), self.extension(name)):
            if found is not None:
                return "".join(found.itertext()).strip()
        return ""


@dataclass(eq=False)
class Scope:
    """A process or an embedded subprocess with what lies directly in it."""

    id: str
    kind: str
    name: str
    xml: Any
    process: Scope | None
    owner: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)

    @property
    def top(self) -> Scope:
        """The process this lies in."""
        return self.process or self

    @property
    def starts(self) -> list[Node]:
        """Its start events."""
        return [node for node in self.nodes if node.kind == "startEvent"]

    @property
    def label(self) -> str:
        """As a person finds it: «name»(id)."""
        return f"「{self.name}」({self.id})" if self.name else self.id


@dataclass(eq=False)
class Diagram:
    """One file. `processes` are those that are checked; `text` is the file as it came (comments included)."""

    file: str
    text: str
    root: Any
    scopes: list[Scope]
    ids: dict[str, Any]

    @cached_property
    def nodes(self) -> list[Node]:
        """All flow nodes of all scopes."""
        return [node for scope in self.scopes for node in scope.nodes]

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Flow nodes by id."""
        return {node.id: node for node in self.nodes}

    @property
    def processes(self) -> list[Scope]:
        """The processes that are checked: the executable ones, all when none is marked executable."""
        return [scope for scope in self.scopes if scope.process is None]

    def within(self, process: Scope) -> Iterator[Node]:
        """The nodes of a process, embedded ones too."""
        return (node for scope in self.scopes if scope.top is process for node in scope.nodes)

    @cached_property
    def _ours(self) -> dict[str, bool]:
        found = {}
        for process in self.processes:
            marked = any(OURS & node.properties.keys() for node in self.within(process))
            lanes = any(OURS & properties(lane).keys() for lane in process.xml.iter(q("lane")))
            found[process.id] = marked or lanes or bool(OURS & properties(process.xml).keys())
        return found

    def foreign(self, scope: Scope) -> bool:
        """Whether its process carries no property of ours."""
        return not self._ours[scope.top.id]


def name_of(xml: Any) -> str:
    """The label of an element, in one line."""
    return " ".join((xml.get("name") or "").split())


def clauses(xml: Any) -> list[str]:
    """The R numbers that an element's documentation cites."""
    return [clause for found in xml.iterfind(q("documentation")) for clause in _CLAUSE.findall("".join(found.itertext()))]


def read_diagram(root: Any, file: str, text: str) -> Diagram:
    """The diagram of a BPMN file's root element."""
    found = [process for process in root.iterfind(q("process"))]
    running = [process for process in found if process.get("isExecutable") == "true"] or found
    scopes: list[Scope] = []
    for process in running:
        if any(tag(child) in NODES for child in process if isinstance(child.tag, str)):
            _read_scope(process, None, None, scopes)
    ids = {
        element.get("id"): element for element in root.iter() if isinstance(element.tag, str) and element.tag.startswith(f"{{{BPMN}}}") and element.get("id")
    }
    return Diagram(file, text, root, scopes, ids)


def _read_scope(xml: Any, process: Scope | None, owner: Node | None, scopes: list[Scope]) -> None:
    scope = Scope(xml.get("id") or "", tag(xml), name_of(xml), xml, process, owner)
    scopes.append(scope)
    for child in xml:
        if not isinstance(child.tag, str) or not child.tag.startswith(f"{{{BPMN}}}"):
            continue
        kind = tag(child)
        if kind in NODES:
            scope.nodes.append(Node(child.get("id") or "", kind, name_of(child), child, scope, properties(child)))
        elif kind == "sequenceFlow":
            condition = child.find(q("conditionExpression"))
            text = None if condition is None else "".join(condition.itertext()).strip()
            scope.flows.append(Flow(child.get("id") or "", name_of(child), child, text))
    here = {node.id: node for node in scope.nodes}
    for flow in scope.flows:
        flow.source, flow.target = here.get(flow.xml.get("sourceRef", "")), here.get(flow.xml.get("targetRef", ""))
        if flow.source is not None:
            flow.source.outgoing.append(flow)
        if flow.target is not None:
            flow.target.incoming.append(flow)
    for node in scope.nodes:
        if node.kind == "boundaryEvent":
            node.host = here.get(node.xml.get("attachedToRef", ""))
            if node.host is not None:
                node.host.boundaries.append(node)
        if node.kind in SCOPES:
            _read_scope(node.xml, scope.top, node, scopes)
