"""What people read: labels on steps, questions and ways, and the clause of the notice behind each step of our diagrams."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import ACTIVITIES, PEOPLE, Diagram, q
from app.engine.rules.known import Known
from app.engine.rules.reading import clauses
from app.engine.rules.say import warning

LABELLED = ACTIVITIES | {"intermediateCatchEvent", "boundaryEvent", "endEvent"}


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Missing labels; people's tasks without documentation; processes that cite no clause. Not in foreign diagrams."""
    for process in diagram.processes:
        if diagram.foreign(process):
            continue
        if not process.name:
            yield warning("labels", process.id, f"流程 {process.id} 没有名称", f"Process {process.id} has no name", "写中文名称", "Give it a name")
        nodes = list(diagram.within(process))
        if not clauses(process.xml) and not any(clauses(node.xml) for node in nodes):
            yield warning(
                "labels",
                process.id,
                f"流程 {process.label} 没有引用任何条款",
                f"Process {process.label} cites no clause",
                "在 documentation 中写条款号，例如 R23",
                "Cite one in the documentation, such as R23",
            )
        for node in nodes:
            if node.kind in LABELLED and not node.name:
                yield warning("labels", node.id, f"{node.id} 没有名称", f"{node.id} has no label", "写中文名称", "Give it a label")
            elif node.kind in PEOPLE and node.xml.find(q("documentation")) is None:
                yield warning(
                    "labels",
                    node.id,
                    f"{node.label} 没有说明",
                    f"{node.label} has no documentation",
                    "在 documentation 中写做什么、依据哪一条",
                    "Say what to do and by which clause",
                )
            elif node.kind == "exclusiveGateway" and len(node.outgoing) > 1:
                for flow in node.outgoing:
                    if not flow.name:
                        yield warning(
                            "labels",
                            flow.id,
                            f"网关 {node.label} 的连线 {flow.id} 没有名称",
                            f"Flow {flow.id} of gateway {node.label} has no label",
                            "写选择的结果，例如「通过」",
                            "Label it with the choice",
                        )
