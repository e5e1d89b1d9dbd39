"""What operators did to a case, for everybody who may see the case: their reasons hold no answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.operating import OPERATOR_ACTS
from app.history.events import said
from app.models import Event, Instance
from app.people import Actor
from app.views.labels import labels_of
from app.views.tasks import moment, names_of


def acts_of(session: Session, actor: Actor, instance: Instance) -> list[dict[str, Any]]:
    """In order; `element` and `to` of a move are where the token was taken from and put to."""
    found = select(Event).where(Event.instance_id == instance.id, Event.kind.in_(OPERATOR_ACTS)).order_by(Event.seq)
    events = list(session.scalars(found))
    named, names = labels_of(instance.release_id).named, names_of(session, actor, [e.actor for e in events])
    return [_act(event, said(event), named, names) for event in events]


def _act(event: Event, told: Any, named: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    to = told.get("to")
    return {
        "seq": event.seq, "kind": event.kind, "at": moment(event.at), "actor": event.actor, "actor_name": names.get(event.actor, event.actor),
        "reason": str(told.get("reason", "")), "element": event.element, "element_name": named.get(event.element or "", event.element),
        "to": to, "to_name": named.get(to, to) if to else None,
    }  # fmt: skip
