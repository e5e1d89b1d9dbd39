"""A process that the supervisor keeps alive: web server, worker."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.clock import stopwatch
from app.embedded.watcher import Watcher

LONGEST_PAUSE_SECONDS = 30.0
HEALTHY_AFTER_SECONDS = 60.0
SECONDS_TO_END = 15.0
LARGEST_LOG = 16 * 1024 * 1024


class Child:
    """One program in a process group of its own; when it dies it starts again, later and later while it keeps dying."""

    def __init__(self, title: str, command: list[str], environment: Mapping[str, str], folder: Path, log: Path, watcher: Watcher) -> None:
        self.title, self.log = title, log
        self._command, self._environment, self._folder, self._watcher = command, dict(environment), folder, watcher
        self._process: subprocess.Popen[bytes] | None = None
        self._started, self._deaths, self._not_before = 0.0, 0, 0.0

    def start(self) -> None:
        """Start it; what it says goes to its log."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.old"))
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self._process = subprocess.Popen(
                self._command, cwd=self._folder, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self._watcher.watch(self._process.pid, signal.SIGTERM)
        self._started = stopwatch()

    def revive(self) -> bool:
        """Start it again where it has died and its pause is over; whether that happened."""
        if self._process is not None and self._process.poll() is not None:
            self._bury()
            self._deaths = 1 if stopwatch() - self._started > HEALTHY_AFTER_SECONDS else self._deaths + 1
            self._not_before = stopwatch() + min(0.25 * 2**self._deaths, LONGEST_PAUSE_SECONDS)
        if self._process is not None or stopwatch() < self._not_before:
            return False
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Ask it to finish what it does and end."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def end(self) -> None:
        """Wait for its end; end it by force when it takes too long."""
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(SECONDS_TO_END)
            self._bury()

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-2000:] if self.log.exists() else ""

    def _bury(self) -> None:
        """End what is left of its group (the web server's processes outlive a killed master for a moment and keep its port)."""
        assert self._process is not None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._watcher.forget(self._process.pid)
        self._process = None
