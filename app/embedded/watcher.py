"""Ends what the supervisor started when the supervisor itself can no longer do it (SIGKILL).

Two halves of one file: `Watcher` is the supervisor's end of a pipe; run as a script, this file is the watcher, a tiny process that reads the
pipe. The pipe's end means that the supervisor is gone: whatever was named and not struck out is stopped, the newest first, so PostgreSQL last.
The script uses the standard library alone, so that it weighs little; it keeps the data folder's lock until it has finished.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

SECONDS_TO_STOP = 8.0


class Watcher:
    """The supervisor's end: `watch` after a start, `forget` after an end."""

    def __init__(self, keep_open: Sequence[int] = ()) -> None:
        """`keep_open`: descriptors (of locks) that the watcher shares until it ends."""
        self._keep_open = tuple(keep_open)
        self._watched: dict[int, signal.Signals] = {}
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).resolve())],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            pass_fds=self._keep_open, start_new_session=True, cwd="/",
        )  # fmt: skip

    def watch(self, pid: int, how: signal.Signals) -> None:
        """End this process (and its group) with the signal `how` when the supervisor is gone."""
        self._watched[pid] = how
        self._tell(f"+{pid} {int(how)}")

    def forget(self, pid: int) -> None:
        """This process has ended."""
        self._watched.pop(pid, None)
        self._tell(f"-{pid}")

    def mend(self) -> None:
        """Start the watcher again where somebody killed it."""
        if self._process.poll() is not None:
            self._start()
            for pid, how in self._watched.items():
                self._tell(f"+{pid} {int(how)}")

    def close(self) -> None:
        """Let the watcher go; it stops what is still named."""
        with contextlib.suppress(BrokenPipeError):
            assert self._process.stdin is not None
            self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # mend() tells the next one everything
            assert self._process.stdin is not None
            self._process.stdin.write(line.encode() + b"\n")
            self._process.stdin.flush()


def main() -> None:
    """Read names until the pipe ends, then end what is left."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    living: dict[int, tuple[int, int | None]] = {}
    for line in sys.stdin:
        if line.startswith("+"):
            pid, how = (int(word) for word in line[1:].split())
            living[pid] = (how, _handle(pid))
        else:
            living.pop(int(line[1:]), None)
    for pid, (how, handle) in reversed(living.items()):
        _end(pid, how, handle)


def _handle(pid: int) -> int | None:
    """A handle that stays with this very process, so that its number can be used again by another (Linux)."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return os.pidfd_open(pid)
    return None


def _end(pid: int, how: int, handle: int | None) -> None:
    if not _gone(pid, handle, 0):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)
    _gone(pid, handle, SECONDS_TO_STOP)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # what is left of its group
        os.killpg(pid, signal.SIGKILL)
    _gone(pid, handle, SECONDS_TO_STOP)


def _gone(pid: int, handle: int | None, seconds: float) -> bool:
    """Whether it has ended, after waiting at most so long."""
    if handle is not None:
        return bool(select.select([handle], [], [], seconds)[0])
    until = time.monotonic() + seconds
    while True:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(0.05)


if __name__ == "__main__":
    main()
