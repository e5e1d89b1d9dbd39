"""A process that others call says how it ended: its end events carry an `outcome`."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Scope
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.rules.writes import OUTCOME, inputs, outcome_key


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Called processes without any outcome; ends without one where nothing runs in parallel."""
    for process in diagram.processes:
        called = inputs(process) is not None or any(process.id in facts.calls for facts in known.processes.values())
        if diagram.foreign(process) or not called:
            continue
        if not any("outcome" in node.properties and outcome_key(node) == OUTCOME for node in diagram.within(process)):
            yield error(
                "outcomes",
                process.id,
                f"流程 {process.label} 被其他流程调用，但没有结束事件写明 outcome",
                f"Process {process.label} is called by others, but no end event has an outcome",
                "给每个结束事件加属性 outcome，例如「通过」",
                "Give each end event a property outcome, such as 通过",
            )
        elif not _parallel(process):
            for node in process.nodes:
                if node.kind == "endEvent" and "outcome" not in node.properties:
                    yield warning(
                        "outcomes",
                        node.id,
                        f"结束事件 {node.label} 没有 outcome，调用方不知道结果",
                        f"End event {node.label} has no outcome: the caller will not know",
                        "加属性 outcome",
                        "Add a property outcome",
                    )


def _parallel(process: Scope) -> bool:
    """Whether a branch may end while others go on, or a subprocess has set the outcome before."""
    return any(
        (node.kind in ("parallelGateway", "inclusiveGateway") and len(node.outgoing) > 1)
        or (node.kind == "boundaryEvent" and not node.interrupts)
        or (node.kind == "subProcess" and not node.properties.get("outcomeKey"))
        for node in process.nodes
    )
