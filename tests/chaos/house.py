"""The whole program as it is served: supervisor, two web processes, a worker and PostgreSQL, in a temporary folder, with the handlers of the campaign."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from app import embedded
from tests.chaos import bundle

ROOT = Path(__file__).resolve().parents[2]
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]
SECONDS_TO_COME_BACK = 90.0
CLEAN = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TRAINING", "CLOCK", "HISTORY_KEY_FILE", "PG_SETTINGS")


class DidNotComeBack(Exception):
    """Something that was killed is still away after a long time."""


@dataclass
class House:
    """A running program. `supervisor` is another process after `restart`."""

    folder: Path
    port: int
    environment: dict[str, str]
    supervisor: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> None:
        """Start `flask serve`; what it says goes to `serve.log`."""
        with (self.folder / "serve.log").open("ab") as log:
            self.supervisor = subprocess.Popen([*FLASK, "serve"], cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True)

    def run(self, *words: str) -> str:
        """Another `flask` command on the same data; gives what it printed."""
        done = subprocess.run([*FLASK, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode:
            raise RuntimeError(f"flask {' '.join(words)}: {done.returncode}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def processes(self) -> dict[str, list[int]]:
        """Numbers by kind: master, web, worker, postmaster, backend."""
        found: dict[str, list[int]] = {"master": [], "web": [], "worker": [], "postmaster": [], "backend": []}
        todo = [(self.supervisor.pid, "")]
        while todo:
            pid, kind = todo.pop()
            for child in _children(pid):
                said = _command(child)
                inner = _kind(said, kind)
                if inner:
                    found[inner].append(child)
                todo.append((child, inner))
        return found

    def ready(self) -> bool:
        """Whether `/readyz` says that database, migrations and worker are there."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=3) as answer:
                return bool(answer.status == 200)
        except (OSError, ValueError):
            return False

    def wait(self, gone: int = 0) -> float:
        """Until everything is there and the process `gone` is not among it; gives the seconds it took.

        Raises  DidNotComeBack.
        """
        began = time.monotonic()
        while time.monotonic() - began < SECONDS_TO_COME_BACK:
            there = self.processes()
            whole = len(there["master"]) == len(there["postmaster"]) == 1 and len(there["web"]) == len(there["worker"]) == 2
            if whole and not any(gone in pids for pids in there.values()) and self.ready():
                return time.monotonic() - began
            if self.supervisor.poll() is not None:
                break
            time.sleep(0.2)
        raise DidNotComeBack(f"{self.processes()}, ready: {self.ready()}\n{self.said()}")

    def restart(self) -> None:
        """The supervisor is dead: what it started ends by itself; then start anew."""
        self.supervisor.wait(30)
        self.start()

    def said(self) -> str:
        """The ends of all logs."""
        logs = [self.folder / "serve.log", *sorted((self.folder / "instance").glob("*.log"))]
        return "\n".join(f"--- {log.name}\n{log.read_text('utf-8', 'replace')[-4000:]}" for log in logs if log.exists())

    def trouble(self) -> list[str]:
        """Lines of the program's own logs that tell of an accident nobody expected."""
        logs = [log.read_text("utf-8", "replace") for name in ("web.log", "worker-*.log") for log in (self.folder / "instance").glob(name)]
        return [line for log in logs for line in log.splitlines() if "unexpected error at" in line]

    @contextmanager
    def owner(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection of the owner of the tables, for looking."""
        with embedded.database({"INSTANCE_DIR": self.folder / "instance"}) as urls, psycopg.connect(urls.owner, autocommit=True) as connection:
            yield connection

    @contextmanager
    def program(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection of the program's own role, which alone may see and cut the program's other connections."""
        with embedded.database({"INSTANCE_DIR": self.folder / "instance"}) as urls, psycopg.connect(urls.program, autocommit=True) as connection:
            yield connection

    def verify(self) -> tuple[int, list[str]]:
        """`flask instance verify --all --json`: how many cases, and the lines of those that are not equal."""
        done = subprocess.run([*FLASK, "instance", "verify", "--all", "--json"], cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=600)
        proofs = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        bad = [json.dumps(p, ensure_ascii=False) for p in proofs if (p["chain"], p["replay"]) != ("ok", "equal")]
        return len(proofs), bad or ([done.stderr[-500:]] if done.returncode else [])


@contextmanager
def house(world: str) -> Iterator[House]:
    """Start, add a second handler, publish the campaign's release, wait until all is there; at the end stop it, whatever happened."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o711)
        environment = {k: v for k, v in os.environ.items() if k not in CLEAN} | {
            "INSTANCE_DIR": str(folder / "instance"), "PORT": str(port), "WORKERS": "2", "CHAOS_WORLD": world,
            "PYTHONPATH": str(Path(__file__).parent / "extra"),
        }  # fmt: skip
        made = House(folder, port, environment)
        made.start()
        try:
            made.wait()
            made.run("user", "add", "sgj.second", "第二经办", "--role", "sgj_handler@sgj", "--password", "demo")
            made.run("release", "publish", str(bundle.write(folder / "bundle")), "-m", "campaign")
            yield made
        finally:
            _stop(made)


def _stop(made: House) -> None:
    """Ctrl-C; what does not end within a minute is killed (its children end with it)."""
    made.supervisor.send_signal(signal.SIGINT)
    try:
        made.supervisor.wait(60)
    except subprocess.TimeoutExpired:
        made.supervisor.kill()
        made.supervisor.wait(30)


def _kind(said: str, above: str) -> str:
    if "gunicorn" in said:
        return "web" if above == "master" else "master"
    if said.endswith(" worker"):
        return "worker"
    if "postgres" in said:
        return "backend" if above == "postmaster" else "postmaster"
    return ""


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _command(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    return ""
