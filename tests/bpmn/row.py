"""One row of docs/bpmn.md as a tiny diagram: checked, and played where it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.engine.draw import FORMAL, error, message
from tests.rules.drawing import KNOWN, diagram, flow, properties, user, way

ROOTS = message("GO", "project_id", payload="a", senders="dept_handler") + error("E1") + '<bpmn:escalation id="X1" name="X1" escalationCode="X1"/>'
ROOTS += '<bpmn:signal id="S1" name="S1"/>'


@dataclass(frozen=True)
class Row:
    """`body` lies in a process. It runs when `goes` says which elements are completed, in order, after these `moves`; else `at` is the element refused.

    `limit` is a second body, beyond the limit of what runs; refused at `at`.
    """

    body: str
    moves: tuple[str, ...] = ()
    goes: str = ""
    limit: str = ""
    at: str = "x"
    data: Mapping[str, object] = field(default_factory=dict)
    roots: str = ""
    process: str = ""
    more: Mapping[str, str] = field(default_factory=dict)

    def files(self, body: str) -> dict[str, str]:
        """The bundle."""
        return {"processes/p.bpmn": diagram(body, around=ROOTS + self.roots, process=self.process), **self.more}


def row(x: str, *moves: str, goes: str = "", limit: str = "", after: str = "", **more: object) -> Row:
    """A row whose element `x` stands alone between start and end; `limit` stands in its place; `after` is what lies beside it."""
    moves = moves or (f"do {x}.1",)
    return Row(line(x) + after, moves, goes or "x finish", line(limit) + after if limit else "", **more)  # type: ignore[arg-type]


def refused(x: str, at: str = "x", **more: object) -> Row:
    """A row whose element is refused where it stands alone between start and end."""
    return Row(line(x), at=at, **more)  # type: ignore[arg-type]


def begin(inside: str = "", element: str = "begin") -> str:
    """A start event that a department's handler may use."""
    return f'<bpmn:startEvent id="{element}" name="开始">{properties(roles="dept_handler")}{inside}</bpmn:startEvent>'


def finish(element: str = "finish", inside: str = "") -> str:
    """An end event."""
    return f'<bpmn:endEvent id="{element}" name="结束">{inside}</bpmn:endEvent>'


def line(x: str) -> str:
    """Start, the element `x`, end."""
    return begin() + x + finish() + way("begin", "x", "finish")


def node(kind: str, inside: str = "", element: str = "x", **attributes: str) -> str:
    """Any element."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<bpmn:{kind} id="{element}" name="{element}"{given}>{inside}</bpmn:{kind}>'


def asked(element: str = "x", inside: str = "", **attributes: str) -> str:
    """A user task with something inside, or with attributes."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return user(element).replace("</bpmn:userTask>", f"{inside}</bpmn:userTask>").replace(f'id="{element}"', f'id="{element}"{given}', 1)


def event(kind: str) -> str:
    """An event definition, by its short name."""
    return {
        "message": '<bpmn:messageEventDefinition messageRef="GO"/>',
        "timer": f"<bpmn:timerEventDefinition><bpmn:timeDuration {FORMAL}>'P1D'</bpmn:timeDuration></bpmn:timerEventDefinition>",
        "cycle": f"<bpmn:timerEventDefinition><bpmn:timeCycle {FORMAL}>'R/P1D'</bpmn:timeCycle></bpmn:timerEventDefinition>",
        "error": '<bpmn:errorEventDefinition errorRef="E1"/>',
        "escalation": '<bpmn:escalationEventDefinition escalationRef="X1"/>',
        "signal": '<bpmn:signalEventDefinition signalRef="S1"/>',
        "conditional": f"<bpmn:conditionalEventDefinition><bpmn:condition {FORMAL}>True</bpmn:condition></bpmn:conditionalEventDefinition>",
        "link": '<bpmn:linkEventDefinition name="L"/>',
        "compensate": "<bpmn:compensateEventDefinition/>",
        "cancel": "<bpmn:cancelEventDefinition/>",
        "terminate": "<bpmn:terminateEventDefinition/>",
        "multiple": '<bpmn:messageEventDefinition messageRef="GO"/><bpmn:signalEventDefinition signalRef="S1"/>',
    }[kind]


def boundary(kind: str, *, interrupting: bool = True, behind: str = "", **attributes: str) -> str:
    """A task `p_T1` with a boundary event `x`, each with an end of its own; `behind` is a step `y` behind the event."""
    on = node("boundaryEvent", event(kind), attachedToRef="p_T1", cancelActivity=str(interrupting).lower(), **attributes)
    path = way("x", "y", "late") if behind else way("x", "late")
    return begin() + asked("p_T1") + on + behind + finish() + finish("late") + way("begin", "p_T1", "finish") + path


def inside(body: str, kind: str = "subProcess", loop: str = "", element: str = "x", **attributes: str) -> str:
    """A subprocess."""
    return node(kind, loop + body, element, **attributes)


def round_(thrown: str, kind: str, interrupting: bool = True) -> str:
    """A subprocess `p_S` that throws in `thrown` (a throw or end event `t`, then perhaps a task), caught by `x` on its boundary."""
    on = node("boundaryEvent", event(kind), attachedToRef="p_S", cancelActivity=str(interrupting).lower())
    return begin() + inside(thrown, element="p_S") + on + finish() + finish("late") + way("begin", "p_S", "finish") + way("x", "late")


__all__ = [
    "FORMAL",
    "KNOWN",
    "Row",
    "asked",
    "begin",
    "boundary",
    "event",
    "finish",
    "flow",
    "inside",
    "line",
    "node",
    "refused",
    "round_",
    "row",
    "user",
    "way",
]
