"""Where a case stands: what is open or failed in it and inside which elements, read from its rows in one statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from app import engine
from app.db import run

_ROUND = re.compile(r"\.\d+(?:#\d+)?$")
# What people wait for before what machines do; the oldest first.
_THINGS = """
    SELECT 0 AS rank, id, address, false AS waits FROM incident WHERE instance_id = %s AND resolved_at IS NULL AND address IS NOT NULL
    UNION ALL SELECT 1, id, address, false FROM task WHERE instance_id = %s AND status = 'open'
    UNION ALL SELECT 2, id, address, false FROM service_call WHERE instance_id = %s AND status = 'open'
    UNION ALL SELECT 3, 0, address, true FROM wait WHERE instance_id = %s
    UNION ALL SELECT 4, 0, address, true FROM timer WHERE instance_id = %s
    ORDER BY 1, 2, 3"""


@dataclass(frozen=True)
class Thing:
    """Something open or failed; `way`: element ids from the top down to it."""

    way: tuple[str, ...]
    failed: bool


def way_of(address: str) -> tuple[str, ...]:
    """`P00_BODY.1/P12.1/P12_T1.2` → the elements, whatever the round and the item."""
    return tuple(_ROUND.sub("", part) for part in address.split("/"))


def standing(session: Session, release: engine.Release, instance_id: int) -> list[Thing]:
    """What is open in a case, what matters most first. What only hangs on an activity (a boundary event) is no place where a case stands."""
    hangs = hanging(release)
    rows = run(session, _THINGS, *[instance_id] * 5).fetchall()
    found = [(Thing(way_of(address), rank == 0), waits) for rank, _, address, waits in rows]
    return [thing for thing, waits in found if not (waits and thing.way[-1] in hangs)]


@lru_cache(maxsize=64)
def hanging(release: engine.Release) -> frozenset[str]:
    """The elements that hang on an activity: events at its border."""
    facts = (f for p in release.processes() for f in release.elements(p.key).values())
    return frozenset(f.id for f in facts if f.kind == "boundaryEvent")


def counted(things: Iterable[Thing], within: Sequence[str], containers: Collection[str]) -> dict[str, tuple[int, int]]:
    """How much is open and how much failed inside each of these elements, however deep; only what lies under the elements `within`."""
    opened: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    for thing in things:
        if not set(within) <= set(thing.way):
            continue
        for element in set(thing.way) & set(containers):
            if thing.failed:
                failed[element] += 1
            elif element != thing.way[-1]:
                opened[element] += 1
    return {element: (opened[element], failed[element]) for element in containers if opened[element] or failed[element]}
