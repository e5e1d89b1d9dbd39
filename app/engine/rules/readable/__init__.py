"""A diagram of ours is read by people: nothing is too large, nothing lies on anything else, and the words are theirs.

One file an idea; all are warnings, and none looks at the diagrams of other houses.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.readable import codes, edges, labels, lanes, overlaps, share, size
from app.engine.rules.readable.geometry import sheets

IDEAS = (size, overlaps, labels, edges, lanes)


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """What keeps people from reading each process and each plane of ours."""
    for process in diagram.processes:
        if not diagram.foreign(process):
            yield from share.check(diagram, process)
            yield from codes.check(diagram, process)
    for sheet in sheets(diagram):
        for idea in IDEAS:
            yield from idea.check(sheet, known)
