"""Which command comes next. The choice hangs on the seed and the addresses alone, so a smaller diagram is driven the same way where it is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app import engine
from tests.oracle.plan import Plan, walk
from tests.oracle.seen import Act

WORDS: tuple[Any, ...] = (0, 1, 2, 3, 4, True, False, 1.0, "1", None, [1, 2], [True, 2], {"k": 1}, {"k": True})
HURRY = 60
STOP = 160
BOUND = 3


class Driver:
    """Chooses for one run. `patient` runs give each event a fixed rank (some things then wait very long), others draw anew at each step."""

    def __init__(self, plan: Plan, seed: str) -> None:
        self.seed = seed
        blocks = [block for root in plan.processes.values() for block in walk(root)]
        self.several = {block.ident: block.kind for block in blocks if "several" in block.facts}
        self.boundaries = {event.ident: event.interrupting for block in blocks for event in block.events}
        self.patient = self.number("patient") % 2 == 0
        self.intervenes = self.number("intervenes") % 4 == 0
        self.counts: dict[str, int] = {}
        self.added: dict[str, int] = {}

    def number(self, *said: Any) -> int:
        """A number that hangs on the seed and on this."""
        return int.from_bytes(hashlib.blake2b("|".join(map(str, (self.seed, *said))).encode(), digest_size=6).digest(), "big")

    def pick(self, options: Any, *said: Any) -> Any:
        """One of these, by the seed."""
        return options[self.number(*said) % len(options)]

    def next(self, state: engine.State, now: datetime, step: int) -> Act | None:
        """The next command; None when there is nothing left, or nothing but what never ends."""
        hurry = step > HURRY
        options: dict[str, Act] = {}
        for task in engine.open_tasks(state):
            options[f"c {task.address}"] = Act("complete", task.address, self.answers(task.address, step), now)
            if "#" in task.address and self._is_item(task.address) and not hurry and self.number("drop", task.address) % 6 == 0:
                options[f"d {task.address}"] = Act("drop", task.address, None, now)
        for call in engine.calls(state):
            options[f"c {call.address}"] = Act("finish", call.address, self.pick(WORDS, "result", call.address, step), now)
            if self.number("fails", call.address) % 3 == 0 and self.counts.get(f"t {call.address}", 0) < 1:
                options[f"t {call.address}"] = Act("throw", call.address, self.pick(["E1", "E2", "E3"], "code", call.address), now)
        for asked in engine.asked(state):
            options[f"c {asked.address}"] = Act("decide", asked.address, {"x": self.pick(WORDS, "inputs", asked.address, step)}, now)
        later: dict[str, Act] = {}
        for wait in engine.waits(state):
            act = Act("deliver", wait.address, {"v": self.pick(WORDS, "payload", wait.address, step)}, now)
            beside = wait.element in self.boundaries
            seldom = beside and (hurry or self.counts.get(f"m {wait.address}", 0) >= BOUND or self.number("seldom", wait.address) % 3)
            (later if seldom else options)[f"m {wait.address}"] = act
        if not hurry:
            options |= self._additions(state, now)
            options |= self._moves(state, now, step)
        running = engine.timers(state)
        if running:
            first = running[0]
            act = Act("fire", first.address, None, max(now, first.due_at))
            (later if hurry else options)[f"f {first.address}"] = act
            later[f"f {first.address}"] = act
        if not options:
            options = {key: act for key, act in later.items() if act.kind == "fire" or act.address.rpartition("/")[2].split(".")[0] not in self.boundaries}
        chosen = min(options, key=lambda key: (self.number(key, self.counts.get(key, 0), "" if self.patient else step), key), default=None)
        if chosen is None or step >= STOP:
            return None
        self.counts[chosen] = self.counts.get(chosen, 0) + 1
        act = options[chosen]
        if act.kind == "add":
            self.added[act.address] = self.added.get(act.address, 0) + 1
        if act.kind != "fire" and self.number("waits", step) % 3 == 0:
            moved = now + timedelta(hours=self.number("hours", step) % 60)
            act = act._replace(now=min([moved, *(max(now, running[0].due_at - timedelta(seconds=1)) for _ in running[:1])]))
        return act

    def _is_item(self, address: str) -> bool:
        mark = address.rpartition("/")[2]
        return self.several.get(mark.split(".")[0]) in ("user",)

    def _additions(self, state: engine.State, now: datetime) -> Mapping[str, Act]:
        """加签: for what has an open item; at most twice, and not often."""
        found = {}
        addresses = [t.address for t in engine.open_tasks(state)] + [c.address for c in engine.calls(state)]
        for address in addresses:
            for part in (address, *above(address)):
                whole, _, number = part.rpartition("#")
                element = whole.rpartition("/")[2].split(".")[0]
                if number.isdigit() and element in self.several and self.added.get(whole, 0) < 2 and self.number("add", whole) % 5 == 0:
                    found[f"a {whole}"] = Act("add", whole, self.pick(["x", 1, True, {"k": 2}], "item", whole), now)
        return found

    def _moves(self, state: engine.State, now: datetime, step: int) -> Mapping[str, Act]:
        """An operator moves a token: in some runs, now and then."""
        if not self.intervenes or self.number("moves", step) % 5:
            return {}
        movable = [found for found in engine.moves(state) if found.targets]
        return {f"v {found.address}": Act("move", found.address, self.pick(found.targets, "to", found.address), now) for found in movable}

    def answers(self, address: str, step: int) -> dict[str, Any]:
        """What a person answers."""
        mark = address if self.patient else f"{address} {step}"
        found = {"v": self.pick(WORDS, "v", mark)}
        if self.number("more", mark) % 3 == 0:
            found["d"] = {"list": [self.pick(WORDS, "d", mark), {"k": self.number("k", mark) % 3}]}
        return found


def above(address: str) -> list[str]:
    """The addresses of the activities round an activity, nearest first."""
    found = []
    while "/" in address:
        address = address.rpartition("/")[0]
        found.append(address)
    return found
