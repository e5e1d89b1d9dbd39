"""Draws small diagrams for tests: elements by name, flows by chains; no layout, which the engine does not need."""

from __future__ import annotations

from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="t" id="d">'
)
FORMAL = 'xsi:type="bpmn:tFormalExpression"'


def diagram(*processes: Drawing, roots: str = "") -> str:
    """One file with these processes; `roots` are messages, errors, correlation properties."""
    return HEAD + roots + "".join(p.xml() for p in processes) + "</bpmn:definitions>"


def message(name: str, key: str | None = None, path: str | None = None, **properties: str) -> str:
    """A message `name` with its correlation key and properties (payload, senders)."""
    found = f'<bpmn:message id="{name}" name="{name}">{extended(properties=properties)}</bpmn:message>'
    if key:
        found += (
            f'<bpmn:correlationProperty id="CP_{name}_{key}" name="{key}"><bpmn:correlationPropertyRetrievalExpression messageRef="{name}">'
            f"<bpmn:messagePath>{escape(path or key)}</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
        )
    return found


def error(code: str) -> str:
    """An error."""
    return f'<bpmn:error id="{code}" name="{code}" errorCode="{code}"/>'


def extended(inner: str = "", properties: dict[str, str] | None = None) -> str:
    """Extension elements."""
    if properties:
        rows = "".join(f'<spiffworkflow:property name="{k}" value={quoteattr(v)}/>' for k, v in properties.items())
        inner += f"<spiffworkflow:properties>{rows}</spiffworkflow:properties>"
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>" if inner else ""


def operator(handler: str, result: str = "", **parameters: str) -> str:
    """The handler of a service task, or of a user task."""
    rows = "".join(f'<spiffworkflow:parameter id="{k}" type="str" value={quoteattr(v)}/>' for k, v in parameters.items())
    named = f' resultVariable="{result}"' if result else ""
    rows = f"<spiffworkflow:parameters>{rows}</spiffworkflow:parameters>"
    return f'<spiffworkflow:serviceTaskOperator id="{handler}"{named}>{rows}</spiffworkflow:serviceTaskOperator>'


def several(source: str, item: str, out: str | None = None, entry: str | None = None, enough: str | None = None, sequential: bool = False) -> str:
    """Multi-instance characteristics."""
    inner = f"<bpmn:loopDataInputRef>{source}</bpmn:loopDataInputRef>"
    inner += f"<bpmn:loopDataOutputRef>{out}</bpmn:loopDataOutputRef>" if out else ""
    inner += f'<bpmn:inputDataItem id="{item}" name="{item}"/>'
    inner += f'<bpmn:outputDataItem id="{entry}" name="{entry}"/>' if entry else ""
    inner += f"<bpmn:completionCondition {FORMAL}>{escape(enough)}</bpmn:completionCondition>" if enough else ""
    kind = "true" if sequential else "false"
    return f'<bpmn:multiInstanceLoopCharacteristics isSequential="{kind}">{inner}</bpmn:multiInstanceLoopCharacteristics>'


class Drawing:
    """A process, or the inside of an embedded subprocess."""

    def __init__(self, key: str, *, inputs: tuple[str, ...] = (), ours: bool = True, lanes: str = "") -> None:
        self.key, self.inputs, self.lanes = key, inputs, lanes
        self.nodes: list[str] = []
        self.flows: list[str] = []
        self.starts = {"roles": "dept_handler"} if ours else {}

    def node(self, kind: str, ident: str, inner: str = "", **attributes: str) -> str:
        """Any element."""
        extra = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items())
        self.nodes.append(f'<bpmn:{kind} id="{ident}"{extra}>{inner}</bpmn:{kind}>')
        return ident

    def start(self, ident: str = "s", inner: str = "") -> str:
        """The start event."""
        return self.node("startEvent", ident, extended(properties=self.starts) + inner)

    def end(self, ident: str = "e", outcome: str | None = None, inner: str = "") -> str:
        """An end event."""
        return self.node("endEvent", ident, extended(properties={"outcome": outcome} if outcome else None) + inner)

    def user(self, *idents: str, inner: str = "", **properties: str) -> None:
        """User tasks."""
        for ident in idents:
            self.node("userTask", ident, extended(properties=properties) + inner)

    def service(self, ident: str, handler: str = "do", inner: str = "", result: str = "", **parameters: str) -> str:
        """A service task."""
        return self.node("serviceTask", ident, extended(operator(handler, result, **parameters)) + inner)

    def script(self, ident: str, text: str) -> str:
        """A script task."""
        return self.node("scriptTask", ident, f"<bpmn:script>{escape(text)}</bpmn:script>")

    def call(self, ident: str, process: str, inner: str = "") -> str:
        """A call activity."""
        return self.node("callActivity", ident, inner, calledElement=process)

    def sub(self, ident: str, inside: Drawing, inner: str = "") -> str:
        """An embedded subprocess."""
        return self.node("subProcess", ident, inner + "".join(inside.nodes + inside.flows))

    def timer(self, ident: str, kind: str, expression: str, on: str | None = None, interrupting: bool = True, **properties: str) -> str:
        """A timer: a boundary event, or one in between."""
        when = f"<bpmn:{kind} {FORMAL}>{escape(expression)}</bpmn:{kind}>"
        inner = extended(properties=properties) + f"<bpmn:timerEventDefinition>{when}</bpmn:timerEventDefinition>"
        return self._event(ident, inner, on, interrupting)

    def caught(self, ident: str, name: str, on: str | None = None, interrupting: bool = True, **properties: str) -> str:
        """A message that is waited for."""
        return self._event(ident, extended(properties=properties) + f'<bpmn:messageEventDefinition messageRef="{name}"/>', on, interrupting)

    def failed(self, ident: str, code: str, on: str) -> str:
        """An error boundary event."""
        return self._event(ident, f'<bpmn:errorEventDefinition errorRef="{code}"/>', on, True)

    def _event(self, ident: str, inner: str, on: str | None, interrupting: bool) -> str:
        if on is None:
            return self.node("intermediateCatchEvent", ident, inner)
        return self.node("boundaryEvent", ident, inner, attachedToRef=on, cancelActivity=str(interrupting).lower())

    def gateway(self, *idents: str, kind: str = "exclusive") -> None:
        """Gateways."""
        for ident in idents:
            self.node(f"{kind}Gateway", ident)

    def flow(self, source: str, target: str, when: str | None = None) -> str:
        """A sequence flow."""
        ident = f"f{len(self.flows)}_{self.key}"
        inner = f"<bpmn:conditionExpression {FORMAL}>{escape(when)}</bpmn:conditionExpression>" if when else ""
        self.flows.append(f'<bpmn:sequenceFlow id="{ident}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>')
        return ident

    def chain(self, *idents: str) -> None:
        """Flows one after the other."""
        for source, target in pairwise(idents):
            self.flow(source, target)

    def route(self, gateway: str, default: str | None, **conditions: str) -> None:
        """The flows out of a gateway: target=condition, and the default."""
        for target, when in conditions.items():
            self.flow(gateway, target, when)
        if default:
            ident = self.flow(gateway, default)
            self.nodes = [n.replace(f'Gateway id="{gateway}"', f'Gateway id="{gateway}" default="{ident}"') for n in self.nodes]

    def side(self, event: str, *path: str) -> None:
        """A branch from a boundary event to an end of its own."""
        self.end(f"{event}_end")
        self.chain(event, *path, f"{event}_end")

    def xml(self) -> str:
        """The process."""
        io = ""
        if self.inputs:
            io = "".join(f'<bpmn:dataInput id="{self.key}_{n}" name="{n}"/>' for n in self.inputs)
            refs = "".join(f"<bpmn:dataInputRefs>{n}</bpmn:dataInputRefs>" for n in self.inputs)
            io = f"<bpmn:ioSpecification>{io}<bpmn:inputSet>{refs}</bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification>"
        return f'<bpmn:process id="{self.key}" name="{self.key}" isExecutable="true">{io}{self.lanes}{"".join(self.nodes + self.flows)}</bpmn:process>'
