"""A diagram as the rules see it: nodes, flows and scopes over the XML, read once. Nothing here refuses anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from app.engine.reading.describe import ACTIVITIES, EVENTS, GATEWAYS, NODES, OURS, form_of, is_foreign
from app.engine.xml import BPMN, SPIFF, tag

__all__ = ["ACTIVITIES", "EVENTS", "FORM", "GATEWAYS", "NODES", "OURS", "PEOPLE", "SCOPES", "Diagram", "Flow", "Node", "Scope", "Shape", "q"]

# What lies under a name: these keys only; `[]` a list; None: unknown.
Shape = frozenset[str] | None
PEOPLE = frozenset({"userTask", "manualTask", "task"})
SCOPES = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
FORM = frozenset({"formJsonSchemaFilename", "formUiSchemaFilename"})


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

    @property
    def label(self) -> str:
        """As a person finds it in the drawing: «name»(id)."""
        return f"「{self.name}」({self.id})" if self.name else self.id


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

    @cached_property
    def form(self) -> str | None:
        """The name of its form: `F21`."""
        return form_of(self.properties)

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
    def _foreign(self) -> dict[str, bool]:
        return {process.id: is_foreign(process.xml) for process in self.processes}

    @cached_property
    def memory(self) -> dict[str, Any]:
        """What a rule has found out about a process and another one asks again (never part of a finding)."""
        return {}

    def foreign(self, scope: Scope) -> bool:
        """Whether its process carries no property of ours."""
        return self._foreign[scope.top.id]
