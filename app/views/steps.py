"""The steps of a case for its time line: one light row each, however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import case as when
from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from app import engine
from app.access.operating import OPERATOR_ACTS
from app.access.reading import sees_step
from app.ground.releases import definition
from app.history.events import are_inputs
from app.models import Event, Instance
from app.people import Actor
from app.views.labels import labels_of
from app.views.standing import way_of
from app.views.tasks import moment, names_of

# What people do; all else the machine does, even when a person's act set it off.
BY_PEOPLE = frozenset({"task:complete", "task:drop", *(f"instance:{verb}" for verb in ("start", "suspend", "resume", "move", "cancel"))})
_COLUMNS = (Event.seq, Event.kind, Event.at, Event.actor, Event.acting_for, Event.element, Event.address)
_ANSWERS = when((Event.kind == "task:complete", Event.payload), else_=null()).label("payload")


@dataclass(frozen=True)
class StepRow:
    """`round`: which visit of its element this is, from 1; `branch`: which of the branches of a multi-instance, from 1 (`2.1`: the first inside the second).

    `back`: a person decided that something goes back, or no; `decision`: None for who may not see it.
    """

    n: int
    seq: int
    kind: str
    at: datetime
    actor: str
    acting_for: str | None
    element: str | None
    address: str | None
    round: int
    branch: str | None
    decision: str | None
    back: bool

    @property
    def human(self) -> bool:
        """Whether a person did it."""
        return self.kind in BY_PEOPLE

    @property
    def operator(self) -> bool:
        """Whether the process owner intervened."""
        return self.kind in OPERATOR_ACTS


def steps_of(session: Session, actor: Actor, instance: Instance) -> list[StepRow]:
    """All of them, in order."""
    found = session.execute(select(*_COLUMNS, _ANSWERS).where(Event.instance_id == instance.id, are_inputs()).order_by(Event.seq))
    rounds, decided, steps = Rounds(), _Decisions(definition(instance.release_id)), []
    for n, e in enumerate(found, 1):
        shown = e.payload is not None and sees_step(actor, instance, e.actor, e.acting_for)
        decision, back = decided.of(e.element, e.payload) if shown else (None, False)
        steps.append(StepRow(n, e.seq, e.kind, e.at, e.actor, e.acting_for, e.element, e.address, rounds.of(e.address), branch_of(e.address), decision, back))
    return steps


def step_row(session: Session, actor: Actor, instance: Instance, event: Event, n: int) -> StepRow:
    """One of them, by its event in hand: as `steps_of` gives it, without going through all of them."""
    shown = event.kind == "task:complete" and sees_step(actor, instance, event.actor, event.acting_for)
    decision, back = _Decisions(definition(instance.release_id)).of(event.element, event.payload) if shown else (None, False)
    visit = _visit(session, instance, event)
    who = (event.actor, event.acting_for, event.element, event.address)
    return StepRow(n, event.seq, event.kind, event.at, *who, visit, branch_of(event.address), decision, back)


def _visit(session: Session, instance: Instance, event: Event) -> int:
    if event.address is None:
        return 1
    place = func.regexp_replace(Event.address, "#[0-9]+", "", "g") if "#" in event.address else Event.address
    ways = [Event.element == event.element, *([Event.address.regexp_match(_same_way(event.address))] if "/" in event.address else [])]
    same = select(func.count(place.distinct())).where(Event.instance_id == instance.id, Event.seq <= event.seq, are_inputs(), *ways)
    return session.scalars(same).one()


def _same_way(address: str) -> str:
    """`P12.1/P12_T1.2` → a pattern of every activation of the same element on the same way down."""
    return "^" + "/".join(rf"{re.escape(element)}\.[0-9]+(#[0-9]+)?" for element in way_of(address)) + "$"


def count_steps(session: Session, instance: Instance) -> int:
    """How many steps the case has."""
    return session.scalars(select(func.count()).where(Event.instance_id == instance.id, are_inputs())).one()


def step_views(session: Session, actor: Actor, instance: Instance, steps: Sequence[StepRow]) -> list[dict[str, Any]]:
    """Some of them with names."""
    names, labels = names_of(session, actor, people_of(steps)), labels_of(instance.release_id)
    return [
        {
            "n": s.n, "seq": s.seq, "kind": s.kind, "at": moment(s.at), "actor": s.actor, "actor_name": names.get(s.actor, s.actor),
            "acting_for": s.acting_for, "acting_for_name": names.get(s.acting_for or "", s.acting_for),
            "element": s.element, "element_name": labels.named.get(s.element or "", s.element), "address": s.address,
            "round": s.round, "branch": s.branch, "human": s.human, "operator": s.operator, "back": s.back, "decision": s.decision,
        }
        for s in steps
    ]  # fmt: skip


def line_of(session: Session, actor: Actor, instance: Instance, steps: Sequence[StepRow]) -> dict[str, Any]:
    """All of them for a time line: what is usual is left out, names stand once."""
    names, labels = names_of(session, actor, people_of(steps)), labels_of(instance.release_id)
    rows = []
    for s in steps:
        row = {"n": s.n, "at": moment(s.at), "kind": s.kind, "actor": s.actor, "element": s.element, "address": s.address}
        rare = {
            "acting_for": s.acting_for, "round": s.round if s.round > 1 else None, "branch": s.branch, "human": s.human, "operator": s.operator,
            "back": s.back, "decision": s.decision,
        }  # fmt: skip
        rows.append(row | {name: value for name, value in rare.items() if value})
    elements = {s.element for s in steps if s.element}
    return {
        "steps": rows, "people": {u: names.get(u, u) for u in sorted(people_of(steps))},
        "elements": {e: labels.named.get(e, e) for e in sorted(elements)},
    }  # fmt: skip


def people_of(steps: Iterable[StepRow]) -> set[str]:
    """User names of who acted, and for whom."""
    return {name for s in steps for name in (s.actor, s.acting_for) if name}


class Rounds:
    """Counts visits: another activation of the same element, in whichever call of its process, is its next round; branches are one round."""

    def __init__(self) -> None:
        self._visits: dict[tuple[str, ...], dict[str, int]] = {}

    def of(self, address: str | None) -> int:
        """Which round of its element an address is in, of those that were asked for in order."""
        if address is None:
            return 1
        known = self._visits.setdefault(way_of(address), {})
        return known.setdefault(_without_branches(address), len(known) + 1)


def branch_of(address: str | None) -> str | None:
    """`P14B_ONE.1#1/P14B_T3.1#0` → `2.1`."""
    items = [part.rpartition("#")[2] for part in (address or "").split("/") if "#" in part]
    return ".".join(str(int(item) + 1) for item in items) or None


def _without_branches(address: str) -> str:
    return "/".join(part.partition("#")[0] for part in address.split("/")) if "#" in address else address


class _Decisions:
    """What people decided, by the form of their task."""

    def __init__(self, release: engine.Release) -> None:
        facts = (f for p in release.processes() for f in release.elements(p.key).values())
        self._forms = {f.id: form for f in facts if f.form and (form := release.form(f.form)) is not None and form.decision}

    def of(self, element: str | None, payload: str) -> tuple[str | None, bool]:
        """The decision, and whether it is one that needs a reason: back, or no."""
        form = self._forms.get(element or "")
        if form is None:
            return None, False
        answers = orjson.loads(payload).get("data") or {}
        decision = answers.get(form.decision)
        return (decision, decision in form.negative) if isinstance(decision, str) else (None, False)
