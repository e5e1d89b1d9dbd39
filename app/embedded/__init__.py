"""The program's own PostgreSQL, for installations without a database server.

`hold()` is for the supervisor: it runs the server for as long as it lives. `database()` is for every other command: it joins the server that
runs, else starts one for its own duration. Two locks keep this right: `pg.lock` has one holder, who runs the server; `pg.use` is shared by
all who use it, so that a command that started the server waits with stopping it until the last one has finished.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.embedded.account import EmbeddedFailed
from app.embedded.cluster import OWNER, PROGRAM
from app.embedded.facts import read_facts
from app.embedded.lock import Lock
from app.embedded.places import find, plain
from app.embedded.server import Server, answers, url
from app.embedded.watcher import Watcher

__all__ = ["AlreadyServed", "EmbeddedFailed", "Held", "Urls", "database", "hold"]

SECONDS_TO_WAIT = 90.0


class AlreadyServed(EmbeddedFailed):
    """Another supervisor runs on this data folder."""


@dataclass(frozen=True)
class Urls:
    """The database's address for the program, and for migrations (the owner of the tables)."""

    program: str
    owner: str


@dataclass(frozen=True)
class Held:
    """The running server and the watcher, which may look after more processes."""

    server: Server
    watcher: Watcher
    urls: Urls


def name_of(config: Mapping[str, Any]) -> str:
    """The data folder's name: training has one of its own."""
    return "pg-training" if config.get("TRAINING") else "pg"


@contextmanager
def hold(config: Mapping[str, Any], say: Callable[[str], None], *, word: str, settings: Mapping[str, str] | None = None) -> Iterator[Held]:
    """Run the server until the end of the block; `word` tells others who holds it. Waits for a passing command that holds it.

    Also for what a killed supervisor left behind: its watcher keeps the lock until everything has ended.

    Raises  AlreadyServed, EmbeddedFailed.
    """
    folder, name = _folder(config), name_of(config)
    lock = Lock(folder / f"{name}.lock")
    until = time.monotonic() + SECONDS_TO_WAIT
    while not lock.try_exclusive():
        holder = _holder(lock)
        if holder.get("word") and _lives(holder.get("pid")):
            raise AlreadyServed(f"程序已在运行：{holder['word']}（进程 {holder.get('pid')}） / already running")
        if time.monotonic() > until:
            raise EmbeddedFailed(f"数据库被另一个命令占用 / another command (process {holder.get('pid')}) holds the database")
        time.sleep(0.1)
    with _running(lock, folder, name, say, word, settings) as held:
        yield held


@contextmanager
def database(config: Mapping[str, Any], say: Callable[[str], None] = lambda text: None, settings: Mapping[str, str] | None = None) -> Iterator[Urls]:
    """The database for one command: the one that DATABASE_URL names, else the embedded one, joined or started.

    Raises  EmbeddedFailed.
    """
    if config.get("DATABASE_URL"):
        yield Urls(config["DATABASE_URL"], config.get("MIGRATION_DATABASE_URL") or config["DATABASE_URL"])
        return
    folder, name = _folder(config), name_of(config)
    use, lock = Lock(folder / f"{name}.use"), Lock(folder / f"{name}.lock")
    use.shared()
    try:
        urls = _join(folder, name, lock)
        if urls:
            yield urls
            return
        with _running(lock, folder, name, say, "", settings) as held:
            try:
                yield held.urls
            finally:
                use.release()
                use.exclusive()
    finally:
        use.close()


def _join(folder: Path, name: str, lock: Lock) -> Urls | None:
    """The addresses of the server that runs; None when there is none, and then the lock is ours."""
    until = time.monotonic() + SECONDS_TO_WAIT
    while not lock.try_exclusive():
        facts = read_facts(plain(folder, name))
        if facts and answers(url(facts, PROGRAM)):
            lock.close()
            return Urls(url(facts, PROGRAM), url(facts, OWNER))
        if time.monotonic() > until:
            raise EmbeddedFailed(f"数据库没有应答 / the database (process {_holder(lock).get('pid')}) does not answer")
        time.sleep(0.1)
    return None


@contextmanager
def _running(lock: Lock, folder: Path, name: str, say: Callable[[str], None], word: str, settings: Mapping[str, str] | None) -> Iterator[Held]:
    """Start the server under the lock, stop it at the end; the watcher shares the lock and gives it up last."""
    lock.write(json.dumps({"pid": os.getpid(), "word": word}))
    watcher = Watcher([lock.fileno()])
    try:
        server = Server(find(folder, name, say), watcher, settings, say)
        try:
            server.start()
            yield Held(server, watcher, Urls(server.program_url, server.owner_url))
        finally:
            server.stop()
    finally:
        watcher.close()
        lock.close()


def _folder(config: Mapping[str, Any]) -> Path:
    """The instance folder; others may pass through where PostgreSQL's account is another one, but not look."""
    folder = Path(config["INSTANCE_DIR"]).absolute()
    folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
    return folder


def _lives(pid: Any) -> bool:
    try:
        os.kill(int(pid), 0)
    except (TypeError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _holder(lock: Lock) -> dict[str, Any]:
    try:
        told = json.loads(lock.read())
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
