"""The door that strangers' files come through: POST /api/v1/checks. What it answers, how long the processor worked on it, and what went wrong."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app import engine
from app.errors import HouseError
from app.periods import Calendar
from tests.build import Caller

# Two seconds, as `python -m tests.attack` measures it. Under coverage every line costs several times as much.
SECONDS = 2.0 * (3 if sys.gettrace() or "coverage" in sys.modules else 1)
NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
CALENDAR = Calendar("", "只有周末", frozenset(), frozenset(), frozenset())
EXPECTED = (200, 400, 413, 422)


@dataclass
class Door:
    """Expected are 200, and with findings 422 and 413; 400 for what is no JSON (half a character).

    Counts; `faults` say what must not have happened. Times are processor seconds of this thread (`wall`: of the clock)."""

    caller: Caller
    answers: Counter[int] = field(default_factory=Counter)
    clean: int = 0
    begun: int = 0
    findings: int = 0
    slowest: tuple[float, str] = (0.0, "")
    wall: tuple[float, str] = (0.0, "")
    faults: list[str] = field(default_factory=list)

    def put(self, name: str, files: Mapping[str, str]) -> list[dict[str, Any]] | None:
        """Send the files; gives the findings, None where the files were refused as a whole."""
        began, worked = time.perf_counter(), time.thread_time()
        try:
            sent = {"data": json.dumps({"files": files}), "content_type": "application/json", "headers": {"X-CSRF-Token": self.caller.csrf}}
            answer = self.caller.client.post("/api/v1/checks", **sent)
            status, said = answer.status_code, answer.get_json()
        except Exception as error:  # noqa: BLE001 - in a test the program's accidents come through as they are
            status, said = 500, {"detail": repr(error)}
        took = (round(time.thread_time() - worked, 3), name)
        self.slowest, self.wall = max(self.slowest, took), max(self.wall, (round(time.perf_counter() - began, 3), name))
        self.answers[status] += 1
        if took[0] > SECONDS:
            self.faults.append(f"{name}: {took[0]} s")
        if status not in EXPECTED:
            self.faults.append(f"{name}: {status} {str(said)[:300]}")
            return None
        if "root:x:0" in str(said):
            self.faults.append(f"{name}: a file of this machine is in the answer")
        found = said["findings"] if status == 200 else said.get("findings", said.get("errors"))
        if status in (413, 422) and not found:
            self.faults.append(f"{name}: {status} without a finding")
        if any(not (f.get("message") and (status != 200 or f.get("fix"))) for f in found or []):
            self.faults.append(f"{name}: a finding without words")
        self.findings += len(found or [])
        return found if status == 200 else None

    def run(self, name: str, files: Mapping[str, str]) -> None:
        """What the check lets pass is read by the engine and begun: that may be refused, in words, and nothing else."""
        self.clean += 1
        try:
            release = engine.parse(files, name="r")
            for facts in release.processes():
                engine.begin(release, facts.key, {}, seed="s", now=NOW, calendar=CALENDAR, started_by="x")
                self.begun += 1
        except HouseError:
            return
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            self.faults.append(f"{name}: passed the check, then {error!r}"[:400])

    def lines(self) -> Iterator[str]:
        """What to print at the end."""
        told = ", ".join(f"{status}: {count}" for status, count in sorted(self.answers.items()))
        yield f"{self.answers.total()} requests ({told}), {self.findings} findings"
        yield f"slowest: {self.slowest[0]:.3f} s of the processor ({self.slowest[1][:100]}), {self.wall[0]:.3f} s of the clock ({self.wall[1][:100]})"
        yield f"{self.clean} passed the check without an error, {self.begun} processes of them were begun"
        yield from (f"FAULT {fault}" for fault in self.faults)
