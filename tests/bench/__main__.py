"""`make bench`: prints one JSON object a line, ends with a table. SIZE=small|large for other sizes, PART=seq,loop,… for some of them,

KEEP=1 to write docs/bench.md over what was measured.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench import ageing, completing, inbox, overview, proving, statements, timers
from tests.bench.figures import Figure, table
from tests.bench.profile import profile
from tests.bench.record import keep
from tests.bench.stack import Stack, running


@dataclass(frozen=True)
class Size:
    """How much: walks of seq5, loop cases a client, rounds of one loop, par4 cases, stored cases, inbox sizes, timers, replayed, checked, projects."""

    walks: int
    cases: int
    parallel: int
    stored: int
    rounds: int
    waiting: int
    due: int
    inboxes: tuple[int, ...]
    replayed: int = 200
    checked: int = 40
    projects: int = 10_000


SIZES = {
    "small": Size(60, 10, 20, 60, 400, 2_000, 100, (10_000,), 40, 10),
    "default": Size(200, 20, 40, 150, 10_000, 100_000, 1000, (10_000, 100_000), 120),
    "large": Size(2000, 200, 300, 2000, 100_000, 100_000, 1000, (10_000, 100_000, 1_000_000), 1000, 200),
}


def figures(size: Size, wanted: set[str]) -> Iterator[Figure | str]:
    """All figures of this size and what is told beside them, one after the other; the large tables come late, so that little else works beside them."""
    parts: dict[str, Callable[[Stack], Iterator[Figure | str]]] = {
        "idle": completing.idle,
        "seq": lambda s: completing.one_client(s, size.walks),
        "throughput": lambda s: completing.throughput(s, size.cases),
        "parallel": lambda s: completing.parallel(s, size.parallel),
        "storage": lambda s: ageing.storage(s, size.stored),
        "loop": lambda s: ageing.loop(s, size.rounds),
        "replay": lambda s: proving.replay(s, size.replayed),
        "check": lambda s: proving.check(s, size.checked),
        "profile": lambda s: iter([profile(s, size.walks // 2)]),
        "inbox": lambda s: inbox.inbox(s, size.inboxes, 40),
        "timers": lambda s: timers.timers(s, size.waiting, size.due),
        "map": lambda s: overview.overview(s, size.projects, 60),
        "memory": ageing.memory,
    }
    if not wanted or "sql" in wanted:
        yield from statements.counted()
    with running() as stack:
        for name, part in parts.items():
            if not wanted or name in wanted:
                yield from part(stack)


def main() -> None:
    """Print as they come, then the table."""
    name = os.environ.get("SIZE") or "default"
    size, wanted = SIZES[name], set(filter(None, os.environ.get("PART", "").split(",")))
    rows, told = [], ""
    for found in figures(size, wanted):
        if isinstance(found, str):
            told = f"{told}\n\n{found}".strip()
            continue
        rows.append(found)
        print(json.dumps({"figure": found.figure, "value": found.value, "unit": found.bound.unit}, ensure_ascii=False), flush=True)
    print("\n".join(filter(None, ("", table(rows) if rows else "", told))))
    if os.environ.get("KEEP"):
        keep(rows, name, told)


if __name__ == "__main__":
    main()
