"""Events as the interface shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson

from app.history.events import said
from app.models import Event
from app.views.labels import Labels
from app.views.tasks import moment


def event_view(event: Event | Any, labels: Labels, names: dict[str, str], *, with_payload: bool) -> dict[str, Any]:
    """One event, from its row in whatever form; `payload` is null for who may not see answers."""
    return {
        "seq": event.seq, "kind": event.kind, "at": moment(event.at), "actor": event.actor, "actor_name": names.get(event.actor, event.actor),
        "acting_for": event.acting_for, "acting_for_name": names.get(event.acting_for or "", event.acting_for),
        "whom_name": names.get(_whom(event), _whom(event)) or None,
        "element": event.element, "element_name": labels.named.get(event.element or "", event.element),
        "address": event.address, "payload": orjson.loads(event.payload) if with_payload else None, "hash": event.hash.hex(),
        "to_name": _to_name(event, labels),
    }  # fmt: skip


def _to_name(event: Event, labels: Labels) -> str | None:
    """Where an operator moved a token to."""
    if event.kind != "instance:move":
        return None
    to = str(said(event).get("to", ""))
    return labels.named.get(to, to)


def people_in(events: Iterable[Event | Any]) -> list[str]:
    """User names of who acted, for whom, and to whom something was given."""
    return [name for e in events for name in (e.actor, e.acting_for, _whom(e)) if name]


def _whom(event: Event | Any) -> str:
    """To whom a task was given."""
    return str(said(event).get("assignee") or said(event).get("to") or "") if event.kind in _GIVEN else ""


_GIVEN = ("task:assign", "task:reassign")
