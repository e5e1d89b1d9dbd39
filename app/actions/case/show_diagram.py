"""The diagram a case runs on, the state of every element of it, and the way down to where the case stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app import engine
from app.access.reading import require_case
from app.casework.look import look_at
from app.db import reading
from app.engine.facts import ElementState
from app.people import Actor
from app.views.planes import Shown, calls_of, down_to
from app.views.standing import Thing, counted, standing

CONTAINERS = ("subProcess", "transaction", "callActivity")


def show_diagram(actor: Actor, instance_id: int, element: str | None = None, *, now: bool = False) -> dict[str, Any]:
    """XML of the pinned release and the picture. `element`: a call activity (id or address) whose called process is wanted, or anything
    that lies in the wanted process; `now`: the process in which the case stands now.

    Raises  NotFound.
    """
    with reading() as session:
        instance = require_case(session, actor, instance_id)
        case = look_at(session, instance, actor)
        things = standing(session, case.release, instance.id)
    here = things[0].way if things else ()
    wanted = element or ("/".join(here) if now else "")
    shown = down_to(case.release, instance.process, wanted) if wanted else Shown(instance.process, ())
    states, process = engine.picture(case.state), shown.process
    addresses = {(s.process, s.element): s.address for s in states}
    calls = [{"element": e, "process": p, "address": addresses.get((process, e), "")} for e, p in calls_of(case.release, process).items()]
    return {
        "process": process, "name": case.release.process(process).name, "xml": case.release.diagram(process),
        "elements": picture_view(s for s in states if s.process == process), "calls": calls,
        "top": {"process": instance.process, "name": case.release.process(instance.process).name},
        "path": [{"element": p.element, "name": p.name, "kind": p.kind} for p in shown.path],
        "here": list(here), "inside": _inside(case.release, shown, things),
    }  # fmt: skip


def _inside(release: engine.Release, shown: Shown, things: Iterable[Thing]) -> list[dict[str, Any]]:
    """For what can be opened: how much is open or failed in it."""
    containers = [e for e, facts in release.elements(shown.process).items() if facts.kind in CONTAINERS]
    found = counted(things, shown.calls, containers)
    return [{"element": element, "open": opened, "failed": failed} for element, (opened, failed) in found.items()]


def picture_view(states: Iterable[ElementState]) -> list[dict[str, Any]]:
    """Element states as the interface shows them."""
    return [
        {
            "process": s.process, "element": s.element, "address": s.address, "done": s.done, "open": s.open, "failed": s.failed,
            "skipped": s.skipped, "cancelled": s.cancelled,
        }
        for s in states
    ]  # fmt: skip
