"""Runs every proof one after the other and says at the end which held: python .ci/prove.py check|test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WEB = ROOT / "app" / "web"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
APPLE = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def main(scope: str) -> int:
    """Run all; the status is 0 when all held."""
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 1), "--dist", "loadfile"]
    cover = ["--cov", "--cov-report=term:skip-covered"] if scope == "test" else []
    steps: list[tuple[str, list[str], Path]] = [
        ("lint", [str(BIN / "ruff"), "check", "."], ROOT),
        ("types", [str(BIN / "mypy")], ROOT),
        ("import contracts", [str(BIN / "lint-imports")], ROOT),
        ("web types", ["npm", "run", "--silent", "check"], WEB),
        ("web tests", ["npm", "run", "--silent", "test"], WEB),
        ("Python tests", [*pytest, "-m", "not browser", *cover], ROOT),
    ]
    missing = ""
    if scope == "test":
        browser = os.environ.get("CHROME") or next(filter(None, map(shutil.which, BROWSERS)), None) or (str(APPLE) if APPLE.exists() else None)
        if browser:
            os.environ["CHROME"] = browser
            steps.append(("browser tests", [*pytest, "-m", "browser"], ROOT))
        else:
            missing = "浏览器测试未运行：没有 Chromium 或 Chrome / browser tests NOT RUN: no Chromium or Chrome on this machine"
    results = [(title, *run(title, command, folder)) for title, command, folder in steps]
    print("\n" + "=" * 60)
    for title, held, seconds in results:
        print(f"{'ok    ' if held else 'FAILED'}  {title:<20} {seconds:6.1f} s")
    if missing:
        print(missing)
    return 0 if all(held for _, held, _ in results) and not (missing and os.environ.get("CI")) else 1


def run(title: str, command: list[str], folder: Path) -> tuple[bool, float]:
    """Run one; what it prints goes through."""
    print(f"\n=== {title}: {' '.join(command)}", flush=True)
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PATH": path()}, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0, time.monotonic() - began


def path() -> str:
    """The machine's programs, the environment's behind them; a Node that is too old does not win (prepare.py installed one then)."""
    own = str(BIN)
    inherited = os.environ.get("PATH", os.defpath)
    return f"{own}{os.pathsep}{inherited}" if (BIN / "node").exists() else f"{inherited}{os.pathsep}{own}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "test"))
