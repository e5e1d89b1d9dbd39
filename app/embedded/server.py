"""One running PostgreSQL, the direct child of this process."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import psycopg

from app.embedded.account import EmbeddedFailed
from app.embedded.cluster import DATABASE, OWNER, PROGRAM, as_account, make_cluster, version_of
from app.embedded.facts import Facts, settle_facts
from app.embedded.places import Places
from app.embedded.watcher import Watcher

VERSION = "18"
SECONDS_TO_START, SECONDS_TO_STOP = 60.0, 20.0
REMAINS = "shared memory block"  # what is left of a killed server lets go of its memory within moments
LARGEST_LOG = 16 * 1024 * 1024

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",  # the private socket only
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_parallel_workers_per_gather": "0",  # short statements; containers have little shared memory
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "idle_in_transaction_session_timeout": "60s",
    "cluster_name": "county-desk",
}


def url(facts: Facts, role: str) -> str:
    """The address of the database for one of the two roles, as libpq reads it."""
    password = facts.owner if role == OWNER else facts.program
    return f"postgresql://{role}:{password}@/{DATABASE}?host={facts.sockets}"


class Server:
    """Starts, watches and stops PostgreSQL. Only the holder of the data folder's lock may have one."""

    def __init__(self, places: Places, watcher: Watcher, settings: Mapping[str, str] | None = None, say: Callable[[str], None] = lambda text: None) -> None:
        """`settings`: names and values that win over SETTINGS; with `fsync` off the folder is made without waiting for the disk, too."""
        self.places, self._watcher, self._say = places, watcher, say
        self._settings = {**SETTINGS, **(settings or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self.facts = settle_facts(places)

    @property
    def owner_url(self) -> str:
        """For migrations."""
        return url(self.facts, OWNER)

    @property
    def program_url(self) -> str:
        """For the program."""
        return url(self.facts, PROGRAM)

    def start(self) -> None:
        """Start it and wait until it answers; makes the data folder when there is none.

        Raises  EmbeddedFailed.
        """
        if not self.places.data.exists():
            make_cluster(self.places, self.facts, sync=self._settings.get("fsync") != "off", say=self._say)
        elif (found := version_of(self.places.data)) != VERSION:
            raise EmbeddedFailed(f"{self.places.data} 属于 PostgreSQL {found}，本程序使用 {VERSION} / was written by another version")
        end_stranger(self.places.data)
        until = time.monotonic() + SECONDS_TO_START
        while True:
            before = self.places.log.stat().st_size if self.places.log.exists() else 0
            if self._came_up(until):
                return
            words = self._words_since(before)
            if REMAINS not in words or time.monotonic() > until:
                raise EmbeddedFailed(f"PostgreSQL 未能启动 / did not start; {self.places.log}:\n{words[-1500:]}")
            time.sleep(0.5)

    def _came_up(self, until: float) -> bool:
        if self.places.log.exists() and self.places.log.stat().st_size > LARGEST_LOG:
            self.places.log.replace(self.places.log.with_suffix(".log.old"))
        settings = {**self._settings, "unix_socket_directories": str(self.facts.sockets)}
        with open(os.open(self.places.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self._process = subprocess.Popen(
                [str(self.places.binaries / "postgres"), "-D", str(self.places.data), *(f"-c{name}={value}" for name, value in settings.items())],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, **as_account(self.places),
            )  # fmt: skip
        self._watcher.watch(self._process.pid, signal.SIGINT)
        while self.poll() is None and time.monotonic() < until:
            if answers(self.program_url):
                return True
            time.sleep(0.05)
        return False

    def poll(self) -> int | None:
        """Its exit status once it has ended, None while it runs."""
        if self._process is None:
            return 0
        status = self._process.poll()
        if status is not None:
            self._watcher.forget(self._process.pid)
        return status

    def stop(self) -> None:
        """Stop it: no new connections, open transactions rolled back, everything written."""
        for how in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self._process is None or self.poll() is not None:
                break
            self._process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(SECONDS_TO_STOP)
        if self.poll() is not None:
            with suppress(OSError):  # not empty: then the socket of a server that another start found is in it
                self.facts.sockets.rmdir()

    def _words_since(self, before: int) -> str:
        with self.places.log.open("rb") as log:
            log.seek(before if before <= os.fstat(log.fileno()).st_size else 0)  # a full log was put aside
            return log.read().decode("utf-8", "replace")


def answers(address: str) -> bool:
    """Whether a server is there and lets this role in."""
    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def end_stranger(data: Path) -> None:
    """Before a start: end a server that a killed supervisor and a killed watcher left behind, and forget a stale pid file.

    The number in a stale file may by now belong to any other process; only a process that stands in this very data folder is PostgreSQL's.
    """
    file = data / "postmaster.pid"
    if not file.exists():
        return
    lines = file.read_text("utf-8", "replace").splitlines()
    pid = int(lines[0]) if lines and lines[0].strip().isdecimal() else None
    if pid is not None and _stands_in(pid, data):
        for how, seconds in ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            with suppress(ProcessLookupError):
                os.kill(pid, how)
            until = time.monotonic() + seconds
            while _stands_in(pid, data) and time.monotonic() < until:
                time.sleep(0.05)
    file.unlink(missing_ok=True)


def _stands_in(pid: int, data: Path) -> bool:
    """Whether this process is a PostgreSQL of this data folder: its main process makes the folder its working directory."""
    link = Path(f"/proc/{pid}/cwd")
    if Path("/proc/self/cwd").exists():
        try:
            return link.samefile(data)
        except OSError:
            return False
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return "postgres" in shown and str(data) in shown
