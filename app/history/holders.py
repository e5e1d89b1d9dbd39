"""Who held which role at a moment, out of the house's chain. A pure function: it answers also for people who have left since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import orjson

from app.history.house import Entry

BASELINE = "house:baseline"


@dataclass(frozen=True)
class Held:
    """A role of an active person; `since` and `seq`: the event that gave it. `sealed`: whether that was written down when it happened, not found later."""

    person: str
    role: str
    office: str | None
    since: datetime
    seq: int
    sealed: bool


def holders(entries: Iterable[Entry], at: datetime) -> list[Held]:
    """The roles that active people held at the end of the moment `at`, by person; `entries`: the house's events in order."""
    held: dict[int, Held] = {}
    active: dict[str, bool] = {}
    for entry in entries:
        if entry.at > at:
            break
        said = orjson.loads(entry.payload)
        put, gone = said.get("put", {}), said.get("take", {})
        active |= {row["username"]: row["active"] for row in put.get("person", ())}
        for row in put.get("membership", ()):
            held[row["id"]] = Held(row["person"], row["role"], row["office"], entry.at, entry.seq, entry.kind != BASELINE)
        for key in gone.get("membership", ()):
            held.pop(key, None)
    return sorted((h for h in held.values() if active.get(h.person)), key=lambda h: (h.person, h.role, h.office or ""))
