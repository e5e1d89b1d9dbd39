"""A task stands in the lane of those who do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from app.engine.facts import Finding
from app.engine.reading.describe import lanes_of
from app.engine.rules.diagram import PEOPLE, Node, q
from app.engine.rules.known import Known
from app.engine.rules.planes import around
from app.engine.rules.readable.geometry import Box, Sheet
from app.engine.rules.say import warning
from app.engine.xml import properties

_WORD = re.compile(r"""["']([^"']+)["']""")


def check(sheet: Sheet, known: Known) -> Iterator[Finding]:
    """Tasks of people that are drawn in no lane of a plane with lanes, or in one that does not name their roles."""
    lanes = [(lane, sheet.boxes[lane.get("id")]) for lane in _lanes(sheet) if lane.get("id") in sheet.boxes]
    naming = lanes_of(sheet.holder.top.xml) if lanes else {}
    for node, box in sheet.bodies if lanes else ():
        roles = _roles_of(node, naming, known) if node.kind in PEOPLE else frozenset()
        lane = _under(box, lanes)
        if lane is None and roles:
            yield warning(
                "readable",
                node.id,
                f"{node.label} 画在泳道之外",
                f"{node.label} is drawn outside the lanes",
                "移到办理人的泳道中",
                "Move it into the lane of who does it",
            )
        elif lane is not None and (others := roles - _said(_text(lane), known)):
            shown, name = "、".join(sorted(others)), lane.get("name") or lane.get("id")
            yield warning(
                "readable",
                node.id,
                f"{node.label} 由「{shown}」办理，却画在泳道「{name}」中",
                f"{node.label} is done by “{shown}” and stands in the lane “{name}”",
                "移到办理人的泳道中；这条泳道确实也是他们的，就把角色写进泳道的 roles",
                "Move it into the lane of who does it, or add the role to the roles of the lane if it is theirs, too",
            )


def _lanes(sheet: Sheet) -> Iterator[Any]:
    """The innermost lanes of what the plane shows."""
    for scope in sheet.diagram.scopes:
        if scope.id in sheet.plane.holds:
            yield from (lane for lane in scope.xml.iterfind(f"{q('laneSet')}//{q('lane')}") if lane.find(q("childLaneSet")) is None)


def _under(box: Box, lanes: list[tuple[Any, Box]]) -> Any:
    return next((lane for lane, area in lanes if area.holds(box.middle)), None)


def _roles_of(node: Node, naming: dict[str, Any], known: Known) -> frozenset[str]:
    """As the engine reads them: its own, else those of the lane that names it, or the nearest subprocess round it."""
    if "roles" in node.properties:
        return _said(node.properties["roles"], known)
    lane = next((naming[element] for element in (node.id, *around(node.scope)) if element in naming), None)
    return frozenset() if lane is None or "assignee" in node.properties else _said(_text(lane), known)


def _text(lane: Any) -> str:
    return str(properties(lane).get("roles") or lane.get("name") or "")


def _said(text: str, known: Known) -> frozenset[str]:
    """The roles of a comma list, or those that an expression names in quotes."""
    if text.startswith("="):
        return known.roles & frozenset(_WORD.findall(text))
    return frozenset(role.strip() for role in text.split(",") if role.strip())
