"""The real stack for the benchmark: `flask serve` with PostgreSQL (fsync on), two web processes and a worker, in a temporary folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from app import embedded
from app.config import load
from tests.bench.bundle import write

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Stack:
    """A running server: its port, the supervisor's process, and a connection as the owner of the tables."""

    port: int
    supervisor: int
    folder: Path
    program: str
    owner: psycopg.Connection

    def processes(self) -> dict[str, list[int]]:
        """Process ids by kind: web, worker, postgres."""
        found: dict[str, list[int]] = {"web": [], "worker": [], "postgres": []}
        for pid in _descendants(self.supervisor):
            said = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if "postgres" in said.split(" ")[0] or said.startswith("postgres:"):
                found["postgres"].append(pid)
            elif "gunicorn" in said:
                found["web"].append(pid)
            elif "worker" in said:
                found["worker"].append(pid)
        return found

    def cpu_seconds(self) -> float:
        """User and system time of web, worker and PostgreSQL so far."""
        return sum(self.cpu_by_kind().values())

    def cpu_by_kind(self) -> dict[str, float]:
        """The same by kind of process."""
        spent = {}
        for kind, pids in self.processes().items():
            fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split() for pid in pids if Path(f"/proc/{pid}/stat").exists()]
            spent[kind] = sum(int(f[11]) + int(f[12]) for f in fields) / os.sysconf("SC_CLK_TCK")
        return spent

    def megabytes_of_web(self) -> float:
        """Resident memory of the largest web process."""
        sizes = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in self.processes()["web"]]
        return max(sizes) * os.sysconf("SC_PAGE_SIZE") / 1e6

    def log(self) -> str:
        """PostgreSQL's log so far."""
        return "".join(file.read_text(errors="replace") for file in (self.folder / "instance").rglob("*.log") if "pg" in file.name)

    def bytes(self) -> int:
        """All tables with their indexes, after vacuum."""
        self.owner.execute("VACUUM FULL")
        query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        return int(str(self.one(query)))

    def settings(self) -> dict[str, object]:
        """With which the program works over this database in another process."""
        return {"INSTANCE_DIR": self.folder / "instance", "DATABASE_URL": self.program}

    def one(self, query: str, *values: object) -> object:
        """One value from the database, as the owner."""
        row = self.owner.execute(query, values).fetchone()
        return row[0] if row else None


def _descendants(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(") ", 1)[1].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        children = parents.get(todo.pop(), [])
        found += children
        todo += children
    return found


@contextmanager
def running(pg_settings: str = "") -> Iterator[Stack]:
    """Start, publish the bundle, wait until ready; end the processes at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        environment = os.environ | {"INSTANCE_DIR": str(folder / "instance"), "PORT": str(port), "WORKERS": "2", "PG_SETTINGS": pg_settings}
        environment.pop("DATABASE_URL", None)
        flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
        with (folder / "server.log").open("wb") as log:
            server = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait(port, server, folder / "server.log")
            bundle = write(folder / "bundle")
            subprocess.run([*flask, "release", "publish", str(bundle), "-m", "benchmark"], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
            config = load({"INSTANCE_DIR": folder / "instance"}, {})
            with embedded.database(config) as urls, psycopg.connect(urls.owner, autocommit=True) as owner:
                yield Stack(port, server.pid, folder, urls.program, owner)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(60)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended:\n{log.read_text(errors='replace')[-3000:]}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the server is not ready:\n{log.read_text(errors='replace')[-3000:]}")
