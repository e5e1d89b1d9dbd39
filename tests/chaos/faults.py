"""What is done to the house: which fault when follows from the seed alone. Each is over before the next one is due, or the campaign says so."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

import psycopg

from app.embedded import EmbeddedFailed
from tests.chaos.house import House

# kind → weight
KINDS = {
    "kill a web process": 6, "kill the web server": 1, "kill the worker": 3, "kill a database backend": 2, "kill the database": 2,
    "cut one connection": 4, "cut all web connections": 2, "cut all worker connections": 2, "kill the supervisor": 1,
}  # fmt: skip
FIRST_SECONDS, PAUSE_SECONDS, TRIES = 2.0, (1.5, 6.0), 10


@dataclass(frozen=True)
class Fault:
    """One fault; `pick` chooses among the processes that are there then (0 to 1)."""

    at: float
    kind: str
    pick: float


def plan(seed: str, seconds: float) -> list[Fault]:
    """The faults of a campaign, by their moment in seconds from its start; the first ones are one of each frequent kind."""
    random, at, found = Random(f"{seed}:faults"), FIRST_SECONDS, []
    first = ["kill a web process", "kill the worker", "kill the database", "cut one connection"]
    random.shuffle(first)
    while at < seconds:
        kind = first.pop() if first else random.choices(list(KINDS), weights=list(KINDS.values()))[0]
        found.append(Fault(round(at, 2), kind, random.random()))
        at += random.uniform(*PAUSE_SECONDS)
    return found


@dataclass
class Faults:
    """Commits the planned faults, and remembers how long the house needed to be whole again. `missed`: nobody was there to be harmed."""

    house: House
    done: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    total: float = 0.0

    def commit(self, plan: list[Fault], until: float, say: Callable[[str], None]) -> None:
        """One after the other; `until`: the moment (monotonic) at which the last one must be over.

        Raises  DidNotComeBack.
        """
        began = time.monotonic()
        for fault in plan:
            time.sleep(max(0.0, min(began + fault.at, until) - time.monotonic()))
            if time.monotonic() >= until:
                return
            gone = self._do(fault)
            if gone is None:
                self.missed[fault.kind] += 1
                continue
            took = self.house.wait(gone)
            self.done[fault.kind] += 1
            self.total += took
            self.slowest = max(self.slowest, (round(took, 1), fault.kind))
            say(f"{time.monotonic() - began:6.1f} s  {fault.kind}, whole again after {took:.1f} s")

    def _do(self, fault: Fault) -> int | None:
        """The number of the process that must not be there any more (0: none); None when there was nobody to harm."""
        if fault.kind.startswith("cut"):
            return self._cut(fault)
        if fault.kind == "kill the supervisor":
            self.house.supervisor.kill()
            self.house.restart()
            return 0
        kind = {
            "kill a web process": "web", "kill the web server": "master", "kill the worker": "worker", "kill the database": "postmaster",
            "kill a database backend": "backend",
        }[fault.kind]  # fmt: skip
        there = sorted(self.house.processes()[kind])
        if not there:
            return None
        victim = there[int(fault.pick * len(there))]
        with suppress(ProcessLookupError):
            os.kill(victim, signal.SIGKILL)
        return victim

    def _cut(self, fault: Fault) -> int | None:
        """pg_terminate_backend: the statement under way, if any, is lost with its transaction. A database that is just coming back is waited for."""
        who = {"cut all web connections": "web", "cut all worker connections": "worker"}.get(fault.kind)
        for _ in range(TRIES):
            with suppress(psycopg.Error, EmbeddedFailed), self.house.program() as program:
                ours = "SELECT pid FROM pg_stat_activity WHERE application_name = ANY (%s) AND pid <> pg_backend_pid() ORDER BY state = 'active' DESC, pid"
                pids = [pid for (pid,) in program.execute(ours, ([who] if who else ["web", "worker"],))]
                for pid in pids if who else pids[: 1 + int(fault.pick * 3)]:
                    program.execute("SELECT pg_terminate_backend(%s)", (pid,))
                if pids:
                    return 0
            time.sleep(0.5)
        return None
