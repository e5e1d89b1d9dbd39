"""One campaign: the house under load, the faults of the seed, then everything brought to its end and held against what was promised."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from tests.chaos.clients import PEOPLE, Client, Numbers, load
from tests.chaos.drain import drain
from tests.chaos.faults import Faults, plan
from tests.chaos.house import DidNotComeBack, House, house
from tests.chaos.invariants import broken, happened
from tests.chaos.operator import Operator
from tests.chaos.person import Person, Told, Unanswered
from tests.chaos.world import World, world

SECONDS_TO_DRAIN = 240.0


@dataclass
class Summary:
    """What the campaign's line says. `broken`: every breach in words; empty when all holds."""

    seed: str
    seconds: float = 0
    faults: dict[str, int] = field(default_factory=dict)
    missed: dict[str, int] = field(default_factory=dict)
    slowest_recovery: tuple[float, str] = (0.0, "")
    requests: int = 0
    sent_again: int = 0
    slowest_request: float = 0
    unanswered: int = 0
    started: int = 0
    completed: int = 0
    refused: int = 0
    claims: int = 0
    messages: int = 0
    cancelled: int = 0
    events: dict[str, int] = field(default_factory=dict)
    orders: int = 0
    orders_repeated: int = 0
    cases_verified: int = 0
    lost: int = 0
    doubled: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether nothing is broken, and enough happened to say so."""
        return not self.broken and self.completed > 0 and self.cases_verified > 0

    def line(self) -> dict[str, Any]:
        """For JSON."""
        return {"chaos": "held" if self.held else "BROKEN", **asdict(self)}


def campaign(seed: str, seconds: float, clients: int, say: Callable[[str], None], *, failing: float = 0.03) -> Summary:
    """`seconds` of load and faults; `failing`: the share of orders that the outside world refuses, and again so many whose answer it swallows."""
    summary, told, began = Summary(seed), Told(), time.monotonic()
    with world(seed, failing) as outside, house(outside.address) as served:
        say(f"seed {seed}: the house stands after {time.monotonic() - began:.1f} s")
        try:
            _under_load(served, seed, seconds, clients, told, summary, say)
            _judge(served, told, outside, summary, say)
        except (DidNotComeBack, Unanswered) as error:
            summary.broken.append(f"{type(error).__name__}: {error}")
        if summary.broken:
            say(served.said())
    _count(told, outside, summary)
    summary.seconds = round(time.monotonic() - began, 1)
    return summary


def _under_load(served: House, seed: str, seconds: float, clients: int, told: Told, summary: Summary, say: Callable[[str], None]) -> None:
    stop, numbers, until, faults = threading.Event(), Numbers(), time.monotonic() + seconds, Faults(served)
    threads = load(seed, served.port, clients, told, numbers, stop, until + 60)
    try:
        faults.commit(plan(seed, seconds), until, say)
        time.sleep(max(0.0, until - time.monotonic()))
    finally:
        stop.set()
        for thread in threads:
            thread.join(max(0.1, until + 120 - time.monotonic()))
        summary.faults, summary.missed, summary.slowest_recovery = dict(faults.done), dict(faults.missed), faults.slowest
    if any(thread.is_alive() for thread in threads):
        summary.broken.append("a client never got an answer")
    served.wait()
    last = time.monotonic() + SECONDS_TO_DRAIN
    finishers = {name: Client(clients + n, seed, Person(served.port, name, told, last), numbers) for n, name in enumerate(PEOPLE)}
    say(f"load and faults are over: {len(told.done)} completions; finishing what is open")
    left = drain(served, finishers, Operator(seed, Person(served.port, "owner", told, last)), SECONDS_TO_DRAIN)
    if left:
        summary.broken.append(f"stuck: {left} cases did not end")


def _judge(served: House, told: Told, outside: World, summary: Summary, say: Callable[[str], None]) -> None:
    with served.owner() as owner:
        summary.broken += broken(owner, told, outside)
        summary.events = dict(happened(owner))
    summary.cases_verified, bad = served.verify()
    say(f"{summary.cases_verified} cases verified, {len(bad)} not equal")
    summary.broken += [f"verify: {line}" for line in bad]
    summary.broken += [f"accident: {line}" for line in told.accidents[:20]] + [f"log: {line}" for line in served.trouble()[:20]]


def _count(told: Told, outside: World, summary: Summary) -> None:
    summary.requests, summary.sent_again, summary.slowest_request = told.requests, told.again, round(told.slowest, 2)
    summary.started, summary.completed, summary.refused = len(told.started), len(told.done), len(told.refused)
    summary.claims, summary.messages, summary.unanswered = len(told.claimed), len(told.sent), len(told.unknown)
    summary.cancelled = len(told.cancelled)
    summary.orders, summary.orders_repeated = len(outside.counts()), sum(repeated for *_, repeated in outside.orders)
    summary.lost = sum(text.startswith("lost") for text in summary.broken)
    summary.doubled = sum(text.startswith("doubled") for text in summary.broken)
