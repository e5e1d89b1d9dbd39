"""`flask serve`: one process that starts PostgreSQL, the web server and the workers, keeps them alive, and stops all of them."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from app.child import Child
from app.clock import stopwatch
from app.config import ROOT, SettingWrong
from app.embedded import EmbeddedFailed, Urls, hold
from app.embedded.server import Server
from app.embedded.watcher import Watcher
from app.first_start import fill, prepare

SECONDS_TO_ANSWER = 90.0
LOOK_EVERY_SECONDS = 0.25
Say = Callable[[str], None]


def serve(config: Mapping[str, Any], say: Say) -> None:
    """Run until Ctrl-C or SIGTERM; `config`: all settings.

    Raises  SettingWrong, EmbeddedFailed, HouseError: what keeps the program from starting; nothing is left behind.
    """
    address = f"http://{config['HOST']}:{config['PORT']}"
    stopping = threading.Event()
    with _signals(stopping):
        try:
            with _database(config, say, address) as (urls, server, watcher):
                say("  迁移数据库 / migrations …")
                app = prepare(config, urls, say)
                demo = fill(app, own=server is not None or config["TRAINING"], say=say)
                _require_free_port(config)
                children = _children(config, urls, watcher)
                try:
                    _run(children, server, watcher, stopping, lambda: _welcome(config, address, demo, say), address, say)
                finally:
                    say("正在停止 / stopping …")
                    for child in children:
                        child.ask_to_end()
                    for child in children:
                        child.end()
        except KeyboardInterrupt:
            say("已中断 / interrupted")
    say("已停止 / stopped")


def _run(
    children: list[Child], server: Server | None, watcher: Watcher, stopping: threading.Event, welcome: Callable[[], None], address: str, say: Say
) -> None:
    """Start the children, greet when the web server answers, restart whatever dies, until it is time to stop."""
    for child in children:
        child.start()
    started, greeted = stopwatch(), False
    while not stopping.wait(LOOK_EVERY_SECONDS):
        watcher.mend()
        if server is not None and server.poll() is not None:
            say("  数据库意外退出，正在重启 / the database ended, starting it again …")
            with suppress(EmbeddedFailed):  # tried again at the next look; the log says why
                server.start()
        for child in children:
            if child.revive():
                say(f"  {child.title}意外退出，正在重启 / ended, starting again … {child.log}")
        if not greeted and _answers(address):
            greeted = True
            welcome()
        if not greeted and stopwatch() - started > SECONDS_TO_ANSWER:
            raise EmbeddedFailed(f"网页服务没有应答 / the web server does not answer:\n{children[0].last_words()}")


def _children(config: Mapping[str, Any], urls: Urls, watcher: Watcher) -> list[Child]:
    """The web server and the workers. They get the program's address of the database, never the owner's."""
    environment = {name: value for name, value in os.environ.items() if name not in ("MIGRATION_DATABASE_URL", "GUNICORN_CMD_ARGS", "FLASK_APP")} | {
        "DATABASE_URL": urls.program,
        "INSTANCE_DIR": str(config["INSTANCE_DIR"]),
        "HISTORY_KEY_FILE": str(config["HISTORY_KEY_FILE"]),
        "TRAINING": "1" if config["TRAINING"] else "0",
        "PORT": str(config["PORT"]),
        # Threads that allocate from one heap, given back when it is free: else each of them keeps a heap as large as its largest request.
        "MALLOC_ARENA_MAX": "1",
        "MALLOC_TRIM_THRESHOLD_": "262144",
    }
    memory = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108 - gunicorn makes a nameless file there
    web = [
        sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"{config['HOST']}:{config['PORT']}", "--worker-class", "gthread",
        "--workers", str(config["WORKERS"]), "--threads", str(config["THREADS"]), "--timeout", "60", "--graceful-timeout", "8",
        "--keep-alive", "15", "--log-level", "warning", "--no-control-socket", *memory,
    ]  # fmt: skip
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    folder = Path(config["INSTANCE_DIR"])
    counts = _emptied(folder / "metrics")
    serving = environment | {"PGAPPNAME": "web", "PROMETHEUS_MULTIPROC_DIR": str(counts)}
    children = [Child("网页服务 / web server ", web, serving, ROOT, folder / "web.log", watcher)]
    for number in range(1, config["JOB_WORKERS"] + 1):
        log = folder / f"worker-{number}.log"
        children.append(Child(f"后台作业 / worker {number} ", worker, environment | {"PGAPPNAME": "worker"}, ROOT, log, watcher))
    return children


def _emptied(folder: Path) -> Path:
    """Where the web processes write what they count (see `app/api/metrics.py`): one file each; those of an earlier start are gone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in folder.glob("*.db"):
        old.unlink()
    return folder


@contextmanager
def _database(config: Mapping[str, Any], say: Say, address: str) -> Iterator[tuple[Urls, Server | None, Watcher]]:
    """The embedded server, or the one that DATABASE_URL names, and a watcher."""
    if config["DATABASE_URL"]:
        watcher = Watcher()
        try:
            yield Urls(config["DATABASE_URL"], config["MIGRATION_DATABASE_URL"] or config["DATABASE_URL"]), None, watcher
        finally:
            watcher.close()
        return
    say("  启动数据库 / starting the database …")
    with hold(config, say, word=address, settings=config["PG_SETTINGS"]) as held:
        yield held.urls, held.server, held.watcher


@contextmanager
def _signals(stopping: threading.Event) -> Iterator[None]:
    """Before the children run, a signal interrupts whatever goes on (it unwinds); afterwards it asks the loop to end. A second one changes nothing."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        first, asked = not asked, True
        stopping.set()
        if first and not _loops(frame):
            raise KeyboardInterrupt

    known = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, ask) for number in known]
    try:
        yield
    finally:
        for number, handler in zip(known, before, strict=True):
            signal.signal(number, handler)


def _loops(frame: FrameType | None) -> bool:
    """Whether the signal arrived inside `_run`, which looks at the event itself."""
    while frame is not None:
        if frame.f_code is _run.__code__:
            return True
        frame = frame.f_back
    return False


def _require_free_port(config: Mapping[str, Any]) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config["HOST"], config["PORT"]))
        except OSError as error:
            raise SettingWrong(f"端口 {config['PORT']} 无法使用（{error.strerror}），可用 PORT=… 换一个 / the port cannot be used") from error


def _answers(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 - our own address
        return bool(answer.status == 200)
    return False


def _welcome(config: Mapping[str, Any], address: str, demo: bool, say: Say) -> None:
    say("")
    say(f"已就绪 / ready: {address}" + ("   （培训模式 / training）" if config["TRAINING"] else ""))
    if demo:
        password = config["DEMO_PASSWORD"]
        say(f"演示账号 / demo accounts（密码 / password: {password}）:")
        for username, who in DEMO_ACCOUNTS:
            say(f"  {username:<14} {who}")
    say("按 Ctrl-C 停止 / Ctrl-C stops everything")


DEMO_ACCOUNTS = (
    ("wjw.handler", "县卫健委 经办"),
    ("wjw.leader", "县卫健委 分管领导"),
    ("sgj.handler", "县数管局 经办"),
    ("sgj.leader", "县数管局 领导"),
    ("fgw.reviewer", "县发改委 审核"),
    ("expert.3", "专家"),
    ("owner", "流程管理员"),
    ("auditor", "审计查阅"),
    ("admin", "系统管理"),
)
