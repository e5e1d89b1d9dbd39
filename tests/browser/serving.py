"""A whole installation in training mode, and the machine's own browser: for the browser tests and for the pictures of the guides."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
START_SECONDS = 120


class NotUp(Exception):
    """The server did not come up; the text is the end of its log."""


@contextmanager
def training_server(folder: Path) -> Iterator[str]:
    """`flask serve --training` with a database of its own in this folder; its address.

    Raises  NotUp.
    """
    folder.chmod(0o711)  # PostgreSQL's own account passes through where the tests run as root
    port = _free_port()
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--training", "--clock", "2025-06-10T09:00:00+08:00", "--workers", "1"]
    environment = {**_installation(folder), "PORT": str(port)}
    with (folder / "serve.log").open("wb") as log:
        running = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait(running, f"http://127.0.0.1:{port}", folder / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=60)


def command(folder: Path, *words: str) -> None:
    """A `flask` command on the installation that runs there."""
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, env={**_installation(folder), "TRAINING": "1"}, check=True)


def _installation(folder: Path) -> dict[str, str]:
    settings = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "MIGRATION_DATABASE_URL", "DEMO_PASSWORD")}
    return {**settings, "INSTANCE_DIR": str(folder / "instance")}


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
    raise NotUp(log.read_text("utf-8", "replace")[-4000:])


def browser_path() -> str | None:
    """The machine's Chromium or Chrome (CHROME names another); None where there is none."""
    return os.environ.get("CHROME") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path(), args=QUIET)
        yield browser
        browser.close()
