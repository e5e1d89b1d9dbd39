"""Link events come in pairs: throws and one catch of the same name in the same (sub)process."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.reading.links import faults
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Links that lead nowhere, come from nowhere, have two catches, or lie on a flow."""
    for scope in diagram.scopes:
        for element, zh, en, fix, fix_en in faults(scope.xml):
            yield error("links", element, f"{zh}（{element}）", f"{en} ({element})", fix, fix_en)
