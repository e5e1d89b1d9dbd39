"""What a case keeps outside the engine's tree: counters for ids, addresses and order, totals for its picture, and what this command did.

Nothing here is global, so commands on different cases run side by side in threads.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.engine.facts import DecisionMade, LimitPassed, SentMessage, Visit
from app.periods import Calendar

DONE, FAILED, CANCELLED, ADDRESS = 0, 1, 2, 3


@dataclass
class Ledger:
    """Counters and journal of one live case.

    `counts`: owner address → element → activations; `totals`: process → element → [done, failed, cancelled, address];
    `rounds`: address of a process call → what its expressions count → how often.
    """

    now: datetime
    calendar: Calendar
    last_id: int = 0
    tick: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    totals: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    rounds: dict[str, dict[str, int]] = field(default_factory=dict)
    ready: deque[Any] = field(default_factory=deque)
    visits: list[Visit] = field(default_factory=list)
    messages: list[SentMessage] = field(default_factory=list)
    decisions: list[DecisionMade] = field(default_factory=list)
    limits: list[LimitPassed] = field(default_factory=list)
    ran: int = 0

    def next_id(self) -> int:
        """Ids count up: deterministic, and in the order of creation."""
        self.last_id += 1
        return self.last_id

    def next_tick(self) -> int:
        """The order of state changes; a counter, because the case clock may stand still."""
        self.tick += 1
        return self.tick

    def activation(self, owner: str, element: str) -> str:
        """The own part of a new address: `P12_T1.2` for the second activation under this owner."""
        counts = self.counts.setdefault(owner, {})
        counts[element] = number = counts.get(element, 0) + 1
        return f"{element}.{number}"

    def forget(self, owner: str) -> None:
        """Counters of an ended (sub)process: its owner's activation never comes back."""
        self.counts.pop(owner, None)
        self.rounds.pop(owner, None)

    def count_round(self, call: str, key: str, anew: bool) -> None:
        """One more, or from nothing again."""
        here = self.rounds.setdefault(call, {})
        here[key] = 0 if anew else here.get(key, 0) + 1

    def tell_once(self, call: str, element: str) -> bool:
        """Whether nobody was told yet that this element is above its limit of rounds, in this call of its process."""
        here = self.rounds.setdefault(call, {})
        before = here.setdefault(f"{element}!", 0)
        here[f"{element}!"] = 1
        return not before

    def note(self, process: str, element: str, address: str, what: Any, *, counted: bool = True) -> None:
        """Write a visit down and count it for the picture."""
        self.visits.append(Visit(address, element, process, what))
        if what == "entered" or not counted:
            return
        row = self.totals.setdefault(process, {}).setdefault(element, [0, 0, 0, address])
        row[{"completed": DONE, "failed": FAILED, "cancelled": CANCELLED}[what]] += 1
        row[ADDRESS] = address
