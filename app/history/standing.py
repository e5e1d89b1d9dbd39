"""Where a case stands after its events: running, suspended, incident, ended, cancelled. A pure function; the row must say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def standing(events: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The status that follows from (kind, payload) of each event in order."""
    suspended = False
    wrong: set[str] = set()
    for kind, said in events:
        match kind:
            case "instance:end":
                return "ended"
            case "instance:cancel":
                return "cancelled"
            case "instance:suspend" | "instance:resume":
                suspended = kind == "instance:suspend"
            case "incident:raise":
                wrong.add(str(said.get("incident")))
            case "incident:retry" | "incident:close":
                wrong.discard(str(said.get("incident")))
    return "suspended" if suspended else "incident" if wrong else "running"
