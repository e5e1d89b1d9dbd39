"""The diagram a case runs on, and the state of every element of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app import engine
from app.actions._look import look_at
from app.actions._reading import require_case
from app.db import reading
from app.engine.facts import ElementState
from app.errors import NotFound
from app.people import Actor


def show_diagram(actor: Actor, instance_id: int, element: str | None = None) -> dict[str, Any]:
    """XML of the pinned release and the picture; `element`: a call activity (id or address) whose called process is wanted.

    Raises  NotFound.
    """
    with reading() as session:
        instance = require_case(session, actor, instance_id)
        case = look_at(session, instance, actor)
    process = _called(case.release, instance.process, element) if element else instance.process
    states = engine.picture(case.state)
    addresses = {(s.process, s.element): s.address for s in states}
    calls = [{"element": e, "process": p, "address": addresses.get((process, e), "")} for e, p in _calls(case.release, process).items()]
    return {
        "process": process, "name": case.release.process(process).name, "xml": case.release.diagram(process),
        "elements": picture_view(s for s in states if s.process == process), "calls": calls,
    }  # fmt: skip


def picture_view(states: Iterable[ElementState]) -> list[dict[str, Any]]:
    """Element states as the interface shows them."""
    return [
        {
            "process": s.process, "element": s.element, "address": s.address, "done": s.done, "open": s.open, "failed": s.failed,
            "skipped": s.skipped, "cancelled": s.cancelled,
        }
        for s in states
    ]  # fmt: skip


def _calls(release: engine.Release, process: str) -> dict[str, str]:
    """Call activity → the process it calls, of those that the release has."""
    found = {node.get("id"): node.get("calledElement") for node in release.described(process).node.iter("{*}callActivity")}
    return {str(e): str(p) for e, p in found.items() if p and release.has(p)}


def _called(release: engine.Release, top: str, element: str) -> str:
    """Follow an address from the top (`P12.1`, `P00_BODY.1/P12.2`), or find a call activity of this id anywhere below."""
    wanted = element.rsplit("/", 1)[-1].split("#")[0]
    name = wanted.rsplit(".", 1)[0] if wanted.rsplit(".", 1)[-1].isdigit() else wanted
    seen, ahead = set(), [top]
    while ahead:
        process = ahead.pop(0)
        if process in seen:
            continue
        seen.add(process)
        calls = _calls(release, process)
        if name in calls:
            return calls[name]
        ahead += calls.values()
    raise NotFound(f"流程中没有调用活动「{element}」。", f"There is no call activity {element!r}.")

