"""Words can be read: none lies on other words or on an element."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Flow, Node
from app.engine.rules.known import Known
from app.engine.rules.readable.geometry import Box, Sheet, meeting
from app.engine.rules.say import warning


def check(sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Labels of events, gateways and flows that cover each other or an element that is not theirs."""
    boxes: list[tuple[tuple[Node | Flow, bool], Box]] = [((element, True), box) for element, box in sheet.labels]
    boxes += [((node, False), box) for node, box in sheet.bodies]
    for (one, is_label), (other, too) in meeting(boxes):
        label, under = (one, other) if is_label else (other, one)
        if is_label and too:
            yield warning(
                "readable",
                label.id,
                f"{label.label} 与 {under.label} 的文字重叠",
                f"The labels of {label.label} and {under.label} lie on each other",
                "移开其中一个文字，或拉开两个元素",
                "Move one of the labels, or the elements apart",
            )
        elif (is_label or too) and label is not under and sheet.apart(label, under):
            yield warning(
                "readable",
                label.id,
                f"{label.label} 的文字压在 {under.label} 上",
                f"The label of {label.label} lies on {under.label}",
                "移开文字，或拉开两个元素",
                "Move the label, or the elements apart",
            )
