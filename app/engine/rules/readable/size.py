"""A plane fits on a screen and is taken in at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import NODES
from app.engine.rules.known import Known
from app.engine.rules.readable.geometry import Sheet
from app.engine.rules.say import warning
from app.engine.xml import is_bpmn, tag

WIDE, HIGH = 1_900, 1_000
MOST = 25


def extent(sheet: Sheet) -> tuple[float, float]:
    """Width and height of what is drawn, in pixels; words and lines beside it do not count."""
    boxes = sheet.boxes.values()
    if not boxes:
        return 0, 0
    return max(box.right for box in boxes) - min(box.left for box in boxes), max(box.bottom for box in boxes) - min(box.top for box in boxes)


def shown(sheet: Sheet) -> int:
    """How many flow nodes are drawn."""
    drawn = (sheet.diagram.ids.get(element) for element in sheet.boxes)
    return sum(xml is not None and is_bpmn(xml) and tag(xml) in NODES for xml in drawn)


def check(sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Too wide or too high; too many nodes."""
    (wide, high), nodes = extent(sheet), shown(sheet)
    if wide > WIDE or high > HIGH:
        yield warning(
            "readable",
            sheet.holder.id,
            f"{sheet.holder.label} 的图宽 {wide:.0f}、高 {high:.0f} 像素，超过 {WIDE}×{HIGH}",
            f"The plane of {sheet.holder.label} is {wide:.0f} × {high:.0f} pixels, more than {WIDE} × {HIGH}",
            "把人们视为一个阶段的环节收进折叠的子流程，或排得紧凑些",
            "Put what people take for one stage into a collapsed subprocess, or draw closer",
        )
    if nodes > MOST:
        yield warning(
            "readable",
            sheet.holder.id,
            f"{sheet.holder.label} 的图有 {nodes} 个环节，超过 {MOST} 个",
            f"The plane of {sheet.holder.label} shows {nodes} nodes, more than {MOST}",
            "把人们视为一个阶段的环节收进折叠的子流程；系统内部的步骤改为属性",
            "Put what people take for one stage into a collapsed subprocess; let properties do what only the machine needs",
        )
