"""Nothing lies on anything else; only events stand on the border of their activity, beside its mark."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.known import Known
from app.engine.rules.planes import folded
from app.engine.rules.readable.geometry import Box, Sheet, meeting
from app.engine.rules.say import warning

MARK = 20  # pixels square, at the middle of the lower border: there the viewer says that something opens, or is done by several


def check(sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Elements that cover each other; events on the mark of their activity."""
    yield from _on_marks(sheet)
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


def _on_marks(sheet: Sheet) -> Iterator[Finding]:
    boxes, opens = dict(sheet.bodies), folded(sheet.diagram)
    for event, box in sheet.bodies:
        host = event.host
        if host is None or host not in boxes or not (host.id in opens or host.kind == "callActivity" or host.multi is not None):
            continue
        middle, bottom = boxes[host].middle[0], boxes[host].bottom
        if box.meets(Box(middle - MARK / 2, bottom - MARK, middle + MARK / 2, bottom)):
            yield warning(
                "readable",
                event.id,
                f"{event.label} 挡住 {host.label} 下边正中的标记，看不出它能打开或由多人办理",
                f"{event.label} hides the mark of {host.label}: nobody sees that it opens, or is done by several",
                "移到下边的左侧或右侧",
                "Move it to the left or the right of the lower border",
            )
