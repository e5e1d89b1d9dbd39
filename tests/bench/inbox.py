"""`inbox.*`: 100 rows with their exact total and a filter, among ever more open tasks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from tests.bench.bundle import ROLES
from tests.bench.client import Person
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, percentile
from tests.bench.filling import open_tasks
from tests.bench.stack import Stack

NAMES = {10_000: "10k", 100_000: "100k", 1_000_000: "1m"}
# A fifth of all tasks waits for this person alone, and all may be read.
LISTS = (
    "view=mine&limit=100",
    "view=mine&limit=100&overdue=true",
    "view=mine&limit=100&process=seq5&sort=created",
    "view=all&limit=100&element=S3",
    f"view=all&limit=100&q={quote('智慧医疗')}",
)


def inbox(stack: Stack, sizes: tuple[int, ...], rounds: int) -> Iterator[Figure]:
    """The slowest hundredth of several lists, each asked as often as the others."""
    crowd = Crowd(stack)
    case, person = crowd.start("seq5")[1], crowd.by_role[ROLES[0]]
    for size in sizes:
        open_tasks(stack, case, size, [f"{role}@{role.split('_')[0]}" for role in ROLES])
        for query in LISTS * 4:
            person.call("GET", f"/tasks?{query}")
        took = [_asked(person, query) for _ in range(rounds) for query in LISTS]
        yield Figure(f"inbox.p99_ms.{NAMES[size]}", round(percentile(took, 0.99), 1))


def _asked(person: Person, query: str) -> float:
    took, answer = person.timed("GET", f"/tasks?{query}")
    if len(answer["items"]) != 100 or answer["total"] < 100:
        raise RuntimeError(f"{query}: {len(answer['items'])} of {answer['total']}")
    return took
