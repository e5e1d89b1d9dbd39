"""A lock on a file, held by a process (and whoever shares its descriptor) until it ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Lock:
    """One open lock file. Open it twice for two independent holders."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def fileno(self) -> int:
        """For whoever shall keep it, too."""
        return self._descriptor

    def try_exclusive(self) -> bool:
        """Take it for oneself; False when somebody else has it."""
        return self._take(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def exclusive(self) -> None:
        """Wait until nobody else has it, then take it."""
        self._take(fcntl.LOCK_EX)

    def shared(self) -> None:
        """Hold it together with others; waits for a single holder to let go."""
        self._take(fcntl.LOCK_SH)

    def release(self) -> None:
        """Let go, keep it open."""
        fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go for good; where a watcher shares it, it is held until that ends."""
        os.close(self._descriptor)

    def write(self, text: str) -> None:
        """Leave a word about the holder."""
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)

    def read(self) -> str:
        """The word of the holder."""
        return os.pread(self._descriptor, 4096, 0).decode("utf-8", "replace")

    def _take(self, how: int) -> bool:
        try:
            fcntl.flock(self._descriptor, how)
        except BlockingIOError:
            return False
        return True
