"""The last word has the engine itself: what it would refuse to read, or could only run wrong, is an error here too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.engine.facts import Finding
from app.engine.reading.building import build
from app.engine.reading.describe import elements_of
from app.engine.reading.stops import hard_stops
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error
from app.engine.spiff import ValidationException


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """The engine's own stops; without any, the process is read as for running."""
    for process in diagram.processes:
        stops = hard_stops(process.xml)
        yield from (replace(stop, rule="engine") for stop in stops)
        if stops:
            continue
        try:
            build(process.xml, elements_of(process.xml), diagram.foreign(process), diagram.file)
        except ValidationException as refused:
            yield error(
                "engine",
                process.id,
                f"引擎不能读取流程 {process.label}：{refused}",
                f"The engine cannot read process {process.label}: {refused}",
                "按提示修改该元素",
                "Change the element as said",
            )
