"""Somebody can do each task: lanes and tasks name roles that exist; in our diagrams every task has one, or an assignee."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import PEOPLE, Diagram, Node, Scope, q
from app.engine.rules.known import Known
from app.engine.rules.say import error, near, warning
from app.engine.xml import properties

HOLDERS = ("roles", "runBy")


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Unknown roles (a warning in foreign diagrams), tasks in no lane, lanes that list elements which are not there."""
    for process in diagram.processes:
        foreign = diagram.foreign(process)
        say = warning if foreign else error
        lanes = [lane for lane in process.xml.iter(q("lane")) if lane.find(q("childLaneSet")) is None]
        for lane in lanes:
            for role in unknown(properties(lane).get("roles") or lane.get("name") or "", known):
                fix, fix_en = near(role, known.roles)
                yield say(
                    "roles",
                    lane.get("id"),
                    f"泳道「{lane.get('name') or lane.get('id')}」的角色「{role}」不存在",
                    f"Lane “{lane.get('name') or lane.get('id')}” names the role “{role}”, which does not exist",
                    fix,
                    fix_en,
                )
        for node in diagram.within(process):
            for holder in HOLDERS:
                for role in unknown(node.properties.get(holder, ""), known):
                    fix, fix_en = near(role, known.roles)
                    yield error("roles", node.id, f"{node.label} 的 {holder}「{role}」不是角色", f"{holder} of {node.label}: “{role}” is no role", fix, fix_en)
        if not foreign:
            yield from _nobody(diagram, process, lanes)


def unknown(text: str, known: Known) -> list[str]:
    """The roles of a comma list that do not exist; an expression is not looked into."""
    return [] if text.startswith("=") else [role.strip() for role in text.split(",") if role.strip() and role.strip() not in known.roles]


def unknown_addressees(text: str, known: Known) -> list[str]:
    """The roles of a comma list of `role` or `role@office` that do not exist."""
    return [] if text.startswith("=") else unknown(",".join(part.partition("@")[0] or part for part in text.split(",")), known)


def _nobody(diagram: Diagram, process: Scope, lanes: list[object]) -> Iterator[Finding]:
    held = {"".join(ref.itertext()).strip() for lane in lanes for ref in lane.iterfind(q("flowNodeRef"))}  # type: ignore[attr-defined]
    for node in diagram.within(process):
        if node.kind in PEOPLE and not (node.properties.keys() & {"roles", "assignee"}) and not any(holder.id in held for holder in _around(node)):
            yield warning(
                "roles",
                node.id,
                f"{node.label} 不在任何泳道中，将由案件发起人办理",
                f"{node.label} is in no lane: who started the case does it",
                "放进泳道，或加属性 roles",
                "Put it into a lane, or add the property roles",
            )


def _around(node: Node) -> Iterator[Node]:
    """The node and the subprocesses round it."""
    found: Node | None = node
    while found is not None:
        yield found
        found = found.scope.owner
