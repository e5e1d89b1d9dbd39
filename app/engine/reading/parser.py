"""From XML to specs: the library's parser, with our classes for every element. Runs once per process of a release."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from app.engine.facts import ElementFacts
from app.engine.reading.wiring import arguments, wire
from app.engine.specs.activities import DecisionTask, Passing, PersonTask, ScriptTask, ServiceTask
from app.engine.specs.base import Guard, Spec
from app.engine.specs.calls import Called, Embedded
from app.engine.specs.events import Boundary, Catch, End, ErrorThrow, Throw
from app.engine.specs.gateways import Choice, EventChoice, Exclusive, Inclusive
from app.engine.specs.joins import ParallelJoin
from app.engine.specs.process import ProcessSpec
from app.engine.specs.reminding import REMINDS
from app.engine.specs.repeated import Repeated
from app.engine.specs.several import OneAfterTheOther, Several
from app.engine.spiff import ProcessParser, SpiffBpmnParser, SpiffTaskParser, full_tag


class NodeParser(SpiffTaskParser):
    """One element: makes its spec, gives it its facts, connects what follows."""

    STANDARD_LOOP_CLASS = Repeated
    PARALLEL_MI_CLASS = Several
    SEQUENTIAL_MI_CLASS = OneAfterTheOther

    def create_task(self) -> Any:
        """The spec of this element."""
        facts = self.process_parser.parser.elements[self.bpmn_id]
        spec: Spec = self.spec_class(self.spec, self.bpmn_id, bpmn_name=facts.name, **arguments(self.node))
        spec.element, spec.facts, spec.reminds = self.bpmn_id, facts, any(facts.properties.get(name) for name in REMINDS)
        wire(spec, self.node, foreign=self.process_parser.parser.foreign)
        if isinstance(spec, Embedded):
            self.process_parser.parser.create_parser(self.node, filename=self.filename)
        if isinstance(spec, End):
            spec.connect(self.spec.end)
        elif facts.kind == "startEvent":
            self.spec.start.connect(spec)
        return spec

    def parse_extensions(self, node: Any = None) -> dict[str, Any]:
        """Ours are read in `wiring`."""
        return {}

    def parse_io_spec(self) -> None:
        """Only processes have one here."""

    def get_position(self, node: Any = None) -> dict[str, float]:
        """Branches stand in the order of their flows in the file, wherever they are drawn.

        The library sorts them by height, and finds the heights by the address of an object that may be gone: the order of branches, and so the
        state of a case, would differ from one process to the next.
        """
        return {"x": 0.0, "y": 0.0}

    def handles_multiple_outgoing(self) -> bool:
        """Gateways have several outgoing flows; other elements were checked before."""
        return isinstance(self.task, Choice | ParallelJoin | EventChoice)

    def connect_outgoing(self, outgoing_task: Any, sequence_flow_node: Any, is_default: bool) -> None:
        """A flow; out of a choice with its condition."""
        if isinstance(self.task, Choice):
            self.task.connect_route(None if is_default else self.parse_condition(sequence_flow_node), outgoing_task)
        else:
            self.task.connect(outgoing_task)

    def _copy_task_attrs(self, original: Any, loop_characteristics: Any) -> None:
        super()._copy_task_attrs(original, loop_characteristics)
        self.task.element, self.task.facts, self.task.reminds = original.element, original.facts, original.reminds

    def _add_boundary_event(self, children: list[Any]) -> Guard:
        guard = Guard(self.spec, f"{self.bpmn_id}.BoundaryEventSplit")
        guard.connect(self.task)
        for event in children:
            guard.connect(self.process_parser.parse_node(event))
        return guard


class HouseProcessParser(ProcessParser):
    """One (sub)process."""

    def create_spec(self) -> ProcessSpec:
        """An empty process of ours."""
        return ProcessSpec(self.bpmn_id, description=self.get_name(), filename=self.filename)

    def parse_io_spec(self) -> None:
        """The facts of the process say what goes in."""



class HouseParser(SpiffBpmnParser):
    """One file of one release. `elements` are the facts of the process that is parsed."""

    PROCESS_PARSER_CLASS = HouseProcessParser
    CLASSES: ClassVar[Mapping[str, type[Spec]]] = {
        "task": PersonTask,
        "userTask": PersonTask,
        "manualTask": PersonTask,
        "scriptTask": ScriptTask,
        "serviceTask": ServiceTask,
        "businessRuleTask": DecisionTask,
        "sendTask": Throw,
        "receiveTask": Catch,
        "subProcess": Embedded,
        "callActivity": Called,
        "startEvent": Passing,
        "endEvent": End,
        "intermediateCatchEvent": Catch,
        "intermediateThrowEvent": ErrorThrow,
        "boundaryEvent": Boundary,
        "exclusiveGateway": Exclusive,
        "inclusiveGateway": Inclusive,
        "parallelGateway": ParallelJoin,
        "eventBasedGateway": EventChoice,
    }
    OVERRIDE_PARSER_CLASSES: ClassVar[Any] = {full_tag(name): (NodeParser, spec) for name, spec in CLASSES.items()}

    def __init__(self, elements: Mapping[str, ElementFacts], foreign: bool) -> None:
        super().__init__()
        self.elements, self.foreign = elements, foreign

    def _find_dependencies(self, process: Any) -> None:
        """The release knows all processes."""

    def _add_processes(self, bpmn: Any, filename: str | None = None) -> None:
        """One process at a time, see `build`."""

    def _add_correlations(self, bpmn: Any) -> None:
        """Read in `wiring`."""

    def _add_data_stores(self, bpmn: Any) -> None:
        """None here."""
