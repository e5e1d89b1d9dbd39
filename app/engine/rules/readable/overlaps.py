"""Nothing lies on anything else; only events stand on the border of their activity."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.known import Known
from app.engine.rules.readable.geometry import Sheet, meeting
from app.engine.rules.say import warning


def check(sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Elements that cover each other."""
    for one, other in meeting([(node, box) for node, box in sheet.bodies]):
        if one.host is not other and other.host is not one and sheet.apart(one, other):
            yield warning(
                "readable",
                one.id,
                f"{one.label} 与 {other.label} 重叠",
                f"{one.label} and {other.label} lie on each other",
                "把其中一个移开",
                "Move one of them away",
            )
