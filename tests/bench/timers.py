"""`timers.*`: how late timers fire when many are due at once among many that wait; and when a worker is killed in the middle of it."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, percentile
from tests.bench.filling import waiting_timers
from tests.bench.stack import Stack

SECONDS_TO_FIRE = 120


def timers(stack: Stack, waiting: int, due: int) -> Iterator[Figure]:
    """Lateness: from the moment that was due to the moment that the firing's event names (read under the case's lock)."""
    crowd = Crowd(stack)
    _, case = crowd.start("timed")
    waiting_timers(stack, case, waiting)
    yield Figure("timers.lateness_p99_s", _lateness(stack, _started(stack, due), kill=False))
    yield Figure("timers.lateness_p99_s.restart", _lateness(stack, _started(stack, due), kill=True))


def _started(stack: Stack, count: int) -> int:
    """So many real cases that wait; gives the number below their numbers."""
    below = int(str(stack.one("SELECT max(id) FROM instance")))
    crowds = [Crowd(stack) for _ in range(4)]

    def start(crowd: Crowd) -> None:
        for _ in range(count // 4):
            crowd.start("timed")

    threads = [threading.Thread(target=start, args=(crowd,)) for crowd in crowds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return below


def _lateness(stack: Stack, below: int, *, kill: bool) -> float:
    """Seconds, the slowest hundredth; with `kill` a worker dies by SIGKILL when a fifth has fired."""
    moved = stack.owner.execute("UPDATE timer SET due_at = now() + interval '1.5 s' WHERE instance_id > %s", (below,))
    count, until, killed = moved.rowcount, time.monotonic() + SECONDS_TO_FIRE, not kill
    while (fired := int(str(stack.one("SELECT count(*) FROM event WHERE kind = 'timer:fire' AND instance_id > %s", below)))) < count:
        if not killed and fired >= count // 5:
            os.kill(stack.processes()["worker"][0], signal.SIGKILL)
            killed = True
        if time.monotonic() > until:
            raise RuntimeError(f"{fired} of {count} timers fired within {SECONDS_TO_FIRE} s")
        time.sleep(0.05)
    query = "SELECT extract(epoch FROM at - (payload::jsonb ->> 'due_at')::timestamptz) FROM event WHERE kind = 'timer:fire' AND instance_id > %s"
    return round(percentile([float(row[0]) for row in stack.owner.execute(query, (below,)).fetchall()], 0.99), 2)
