"""What a diagram cites of the notice stands in the notice (`processes/clauses.json`)."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.clauses import cited
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.reading import documentation
from app.engine.rules.say import error


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """A clause in a documentation, or as the reason of a deadline, that there is not."""
    if known.clauses is None:
        return
    for process in diagram.processes:
        yield from _unknown(known, process.id, process.label, documentation(process.xml), "说明", "documentation")
    for node in diagram.nodes:
        yield from _unknown(known, node.id, node.label, documentation(node.xml), "说明", "documentation")
        yield from _unknown(known, node.id, node.label, node.properties.get("dueBecause", ""), "期限依据（dueBecause）", "dueBecause")


def _unknown(known: Known, element: str, label: str, text: str, what: str, what_en: str) -> Iterator[Finding]:
    for clause in cited(text):
        if known.clauses is not None and clause not in known.clauses:
            yield error(
                "clauses",
                element,
                f"{label} 的{what}引用了 {clause}，《通知》中没有这一条",
                f"The {what_en} of {label} cites {clause}, which the notice does not have",
                "改正条款号，或在 processes/clauses.json 中补上这一句",
                "Correct the number, or add the sentence to processes/clauses.json",
            )
