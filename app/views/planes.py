"""The way down from a case's own diagram: collapsed subprocesses with planes of their own, and called processes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app import engine
from app.errors import NotFound
from app.views.standing import way_of


@dataclass(frozen=True)
class Place:
    """An element on the way down that opens: onto a plane of the same diagram, or onto a called process."""

    element: str
    name: str
    kind: Literal["plane", "call"]


@dataclass(frozen=True)
class Shown:
    """A process of a case, and how one gets down to it from the top."""

    process: str
    path: tuple[Place, ...]

    @property
    def calls(self) -> list[str]:
        """The call activities on the way."""
        return [place.element for place in self.path if place.kind == "call"]


@lru_cache(maxsize=512)
def calls_of(release: engine.Release, process: str) -> dict[str, str]:
    """Call activity → the process it calls, of those that the release has."""
    found = {node.get("id"): node.get("calledElement") for node in release.described(process).node.iter("{*}callActivity")}
    return {str(e): str(p) for e, p in found.items() if p and release.has(p)}


@lru_cache(maxsize=512)
def planes_of(release: engine.Release, process: str) -> frozenset[str]:
    """The subprocesses of a process that are drawn on planes of their own."""
    drawn = {str(plane.get("bpmnElement")) for plane in release.described(process).node.getroottree().iter("{*}BPMNPlane")}
    return frozenset(drawn & release.elements(process).keys())


def down_to(release: engine.Release, top: str, element: str) -> Shown:
    """The process in which an element lies, or which it calls; `element`: an id, or an address from the top (`P00_BODY.1/P12.2`).

    Raises  NotFound.
    """
    way = way_of(element)
    return _along(release, top, way) if len(way) > 1 else _somewhere(release, top, way[0])


def _along(release: engine.Release, top: str, way: tuple[str, ...]) -> Shown:
    shown = Shown(top, ())
    for element in way:
        if element not in release.elements(shown.process):
            raise _none(element)
        if called := calls_of(release, shown.process).get(element):
            shown = Shown(called, (*shown.path, *_steps(release, shown.process, element)))
    return shown


def _somewhere(release: engine.Release, top: str, element: str) -> Shown:
    """The nearest one to the top."""
    seen, ahead = set(), [Shown(top, ())]
    while ahead:
        shown = ahead.pop(0)
        if shown.process in seen:
            continue
        seen.add(shown.process)
        calls = calls_of(release, shown.process)
        if element in release.elements(shown.process) and element not in calls:
            return shown
        for call, called in calls.items():
            below = Shown(called, (*shown.path, *_steps(release, shown.process, call)))
            if call == element:
                return below
            ahead.append(below)
    raise _none(element)


def _steps(release: engine.Release, process: str, call: str) -> list[Place]:
    """The planes round a call activity, from outside, and the call."""
    facts, planes = release.elements(process), planes_of(release, process)
    found, inside = [Place(call, facts[call].name or call, "call")], facts[call].inside
    while inside is not None:
        if inside in planes:
            found.insert(0, Place(inside, facts[inside].name or inside, "plane"))
        inside = facts[inside].inside
    return found


def _none(element: str) -> NotFound:
    return NotFound(f"流程中没有环节「{element}」。", f"There is no element {element!r} in this case's processes.")
