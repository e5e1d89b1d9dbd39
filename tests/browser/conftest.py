"""A whole installation in training mode, and browsers that drive it as people do."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.desk import Desk

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
START_SECONDS = 120


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """`flask serve --training` with a database of its own; its address."""
    assert (ROOT / "app/web/dist/index.html").is_file(), "build the web application first: npm ci && npm run build in app/web"
    with tempfile.TemporaryDirectory(prefix="desk-browser-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's own account passes through where the tests run as root
        port = _free_port()
        settings = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "DEMO_PASSWORD")}
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--training", "--clock", "2025-06-10T09:00:00+08:00", "--workers", "1"]
        with (folder / "serve.log").open("wb") as log:
            running = subprocess.Popen(
                command, cwd=ROOT, env={**settings, "INSTANCE_DIR": str(folder / "instance"), "PORT": str(port)}, stdout=log, stderr=subprocess.STDOUT
            )
            try:
                _wait(running, f"http://127.0.0.1:{port}", folder / "serve.log")
                yield f"http://127.0.0.1:{port}"
            finally:
                running.send_signal(signal.SIGINT)
                running.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(running: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and running.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    pytest.fail(f"the server did not come up:\n{log.read_text('utf-8', 'replace')[-4000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own browser."""
    path = os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("no Chromium or Chrome on this machine") if os.environ.get("CI") else pytest.skip("no Chromium or Chrome on this machine")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_desk(server: str, chromium: Browser) -> Iterator[Callable[..., Desk]]:
    """A window of its own for each person; `open_desk("wjw.handler", width=390)`. At the end each has kept to the policy."""
    desks: list[Desk] = []

    def opened(username: str | None = None, *, width: int = 1366, height: int = 900) -> Desk:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai")
        desk = Desk(context.new_page(), server)
        desks.append(desk)
        if username:
            desk.sign_in(username)
        return desk

    yield opened
    for desk in desks:
        desk.keep_to_the_policy()
        desk.page.context.close()
