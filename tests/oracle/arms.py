"""The ways in which a run is played again. Each starts with `begin` and then performs one act after the other."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from functools import lru_cache
from os import environ
from pickle import dump, load
from typing import Any

import orjson

from app import engine
from app.periods import WEEKENDS_ONLY
from tests.oracle.seen import Act, attempt, begin, forget_nothing, look, packed, read, thaw

BEGINNING = datetime(2025, 6, 10, 1, tzinfo=UTC)


@lru_cache(maxsize=8)
def parsed(arm: str, files: tuple[tuple[str, str], ...]) -> engine.Release:
    """Each arm has specs of its own, parsed once for a diagram."""
    return engine.parse(dict(files), name=arm)


class Arm:
    """In memory, nothing ever frozen or pruned: the arm that drives."""

    def __init__(self, files: dict[str, str], seed: str, data: dict[str, Any]) -> None:
        self.release = parsed(type(self).__name__, tuple(files.items()))
        self.state = begin(self.release, seed, data, BEGINNING)

    def ready(self, now: datetime) -> None:
        """Before a command."""
        forget_nothing(self.state, now)

    def act(self, act: Act) -> dict[str, Any]:
        """The command, and what is to be seen then."""
        self.ready(act.now)
        return look(self.state, attempt(self.state, act))

    def first(self) -> dict[str, Any]:
        """What is to be seen after the start."""
        return look(self.state, {"answer": None})


class Stored(Arm):
    """Frozen after every step, restored over specs that were parsed anew; the snapshot holds nothing that the next one does not."""

    def ready(self, now: datetime) -> None:
        self.state = thaw(self.release, engine.freeze(self.state), now)


class Replayed(Arm):
    """From the log as it is written, in memory, pruned between the commands as re-execution does."""

    def ready(self, now: datetime) -> None:
        engine.turn(self.state, now=now, calendar=WEEKENDS_ONLY)

    def act(self, act: Act) -> dict[str, Any]:
        """The command, read from JSON."""
        return super().act(read(orjson.loads(orjson.dumps(act.written()))))


class Mixed(Replayed):
    """From the log, frozen now and then."""

    steps = 0

    def ready(self, now: datetime) -> None:
        self.steps += 1
        if self.steps % 3 == 0:
            self.state = thaw(self.release, engine.freeze(self.state), now)
        else:
            super().ready(now)


class Other:
    """A process that gets files, bytes and commands, and gives back bytes and what is to be seen; its hashes are seeded otherwise."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.oracle.other"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**environ, "PYTHONHASHSEED": "4711"}
        )

    def ask(self, *said: Any) -> Any:
        """A question and its answer."""
        assert self.process.stdin and self.process.stdout
        dump(said, self.process.stdin)
        self.process.stdin.flush()
        return load(self.process.stdout)

    def close(self) -> None:
        """It ends when nothing more can come."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Elsewhere(Stored):
    """Every step is done in another process than the one before, each with its own parse."""

    def __init__(self, files: dict[str, str], seed: str, data: dict[str, Any], other: Other) -> None:
        super().__init__(files, seed, data)
        self.other, self.there, self.snapshot = other, True, engine.freeze(self.state)
        other.ask("files", files)

    def act(self, act: Act) -> dict[str, Any]:
        """The command, here or there."""
        if self.there:
            seen, snapshot = self.other.ask("act", self.snapshot, act)
            view: dict[str, Any] = orjson.loads(seen)
        else:
            self.state = thaw(self.release, self.snapshot, act.now)
            view = look(self.state, attempt(self.state, act))
            snapshot = engine.freeze(self.state) if "answer" in view["answer"] else b""
        self.there, self.snapshot = not self.there, snapshot
        return orjson.loads(packed(view))  # type: ignore[no-any-return]
