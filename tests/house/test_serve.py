"""`flask serve`: one command starts everything; whatever dies comes back; whatever way it ends, nothing is left behind and nothing is lost."""

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
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from app import embedded

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.slow


class Run:
    """One `flask serve` on an instance folder."""

    def __init__(self, folder: Path, port: int, *options: str, **settings: str) -> None:
        self.address, self.log = f"http://127.0.0.1:{port}", folder / "serve.log"
        clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "TRAINING", "CLOCK")}
        environment = clean | {"INSTANCE_DIR": str(folder / "instance"), "PORT": str(port), "WORKERS": "1", **settings}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "serve", *options], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_until_ready(self) -> None:
        until(lambda: self.process.poll() is not None or self.status("/readyz") == 200, 120)
        assert self.process.poll() is None, self.said()

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def processes(self) -> dict[int, str]:
        """Every descendant with its command line."""
        found: dict[int, str] = {}
        todo = [self.process.pid]
        while todo:
            pid = todo.pop()
            with suppress(FileNotFoundError, ProcessLookupError):  # it may end at any moment
                for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                    found[int(child)] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                    todo.append(int(child))
        return found

    def one(self, word: str) -> int:
        """The first process, top down, whose command line has this word."""
        return next(pid for pid, command in self.processes().items() if word in command)


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def alive(pid: int) -> bool:
    """Whether the process runs; a corpse that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] not in "ZX"
    except OSError:
        return False


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="desk-serve-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def serve(folder: Path, port: int) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def start(*options: str, **settings: str) -> Run:
        runs.append(Run(folder, port, *options, **settings))
        return runs[-1]

    yield start
    for run in runs:
        if run.process.poll() is None:
            run.process.send_signal(signal.SIGINT)
            run.process.wait(60)


def people(folder: Path, training: bool = False) -> int:
    with embedded.database({"INSTANCE_DIR": folder / "instance", "TRAINING": training}) as urls, psycopg.connect(urls.owner) as connection:
        row = connection.execute("SELECT count(*) FROM person").fetchone()
        assert row is not None
        return int(row[0])


def mark(folder: Path) -> None:
    with embedded.database({"INSTANCE_DIR": folder / "instance"}) as urls, psycopg.connect(urls.owner) as connection:
        connection.execute("INSERT INTO office (code, name, kind) VALUES ('kept', '留下的单位', 'supplier')")


def marked(folder: Path) -> bool:
    with embedded.database({"INSTANCE_DIR": folder / "instance"}) as urls, psycopg.connect(urls.owner) as connection:
        return connection.execute("SELECT 1 FROM office WHERE code = 'kept'").fetchone() is not None


def test_it_starts_from_nothing_revives_what_dies_and_stops_with_ctrl_c(serve: Callable[..., Run], folder: Path) -> None:
    run = serve()
    run.wait_until_ready()
    until(lambda: "演示账号" in run.said())
    assert run.address in run.said() and "wjw.handler" in run.said()
    assert people(folder) > 30

    for word in ("gunicorn", " worker", "watcher"):
        victim = run.one(word)
        os.kill(victim, signal.SIGKILL)
        until(lambda word=word, victim=victim: any(word in c and pid != victim for pid, c in run.processes().items()))  # type: ignore[misc]
        until(lambda: run.status("/readyz") == 200)
    os.kill(run.one("bin/postgres"), signal.SIGKILL)
    until(lambda: run.status("/readyz") != 200)
    until(lambda: run.status("/readyz") == 200)

    mark(folder)
    second = serve()
    assert second.process.wait(60) == 1
    assert run.address in second.said(), "the second one says where the first one runs"
    assert run.status("/healthz") == 200
    assert run.status("/metrics") == 200 and list((run.log.parent / "instance/metrics").glob("histogram_*.db")), "counted for all web processes"

    left = run.processes()
    assert any("postgres" in c for c in left.values()) and any("gunicorn" in c for c in left.values())
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(60) == 0, run.said()
    assert [left[pid] for pid in left if alive(pid)] == []
    assert run.status("/healthz") == 0

    again = serve()
    again.wait_until_ready()
    assert marked(folder), "a second start keeps the data"


def test_a_killed_supervisor_leaves_no_process_and_loses_nothing(serve: Callable[..., Run], folder: Path) -> None:
    run = serve()
    run.wait_until_ready()
    mark(folder)
    left = run.processes()
    run.process.kill()
    run.process.wait()
    again = serve()  # at once: it waits until what is left of the first one has ended
    until(lambda: "已就绪" in again.said() or again.process.poll() is not None, 120)
    again.wait_until_ready()
    assert [command for pid, command in left.items() if alive(pid)] == []
    assert marked(folder)


def test_training_starts_at_its_clock_on_a_database_of_its_own(serve: Callable[..., Run], folder: Path) -> None:
    run = serve("--training", "--clock", "2025-06-10T09:00:00+08:00")
    run.wait_until_ready()
    with urllib.request.urlopen(f"{run.address}/api/v1/meta") as answer:
        meta = json.load(answer)
    assert meta["training"] is True and meta["now"].startswith("2025-06-10T09:00:00")
    assert people(folder, training=True) > 30
    assert not (folder / "instance" / "pg").exists()
    assert (folder / "instance" / "history-training.key").stat().st_mode & 0o777 == 0o600


def test_what_keeps_it_from_starting_is_told_in_one_line(serve: Callable[..., Run], folder: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        run = serve()
        assert run.process.wait(120) == 1
    assert f"端口 {port}" in run.said() and "Traceback" not in run.said()
    (folder / "instance" / "history.key").unlink()
    lost = serve()
    assert lost.process.wait(120) == 1
    assert "history.key" in lost.said() and "Traceback" not in lost.said(), "the key of an existing history is never replaced in silence"
    wrong = serve(PORT="none")
    assert wrong.process.wait(60) == 1
    assert "PORT" in wrong.said()
