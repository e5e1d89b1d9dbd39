"""What the first load of a screen costs on the wire, with nothing in the browser's cache.

    python -m tests.browser.weight

Needs Chromium and the built browser application.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk
from tests.browser.serving import chromium, training_server
from tests.scenarios import forms


def main() -> int:
    """A line for each screen: kilobytes of the application and of the API's answers."""
    with tempfile.TemporaryDirectory(prefix="desk-weight-") as folder, training_server(Path(folder)) as address, chromium() as browser:
        context = browser.new_context()
        desk = Desk(context.new_page(), address)
        desk.sign_in("wjw.handler")
        case = desk.start("egov_lifecycle", forms.registration("wjw", "全民健康信息平台升级"))
        expect(desk.page.locator("h1")).to_have_text("前期预研")
        task = desk.page.url.removeprefix(address)
        desk.page.wait_for_load_state("networkidle")
        known = context.storage_state()
        print(f"{'screen':<8}{'application kB':>16}{'answers kB':>12}")
        for name, path in (("inbox", "/"), ("task", task), ("case", f"/cases/{case}")):
            sent = _first_load(browser, known, address + path)
            print(f"{name:<8}{sent['application'] / 1000:>16.0f}{sent['answers'] / 1000:>12.0f}")
    return 0


def _first_load(browser: Browser, known: Any, url: str) -> Counter[str]:
    """Bytes on the wire, headers included."""
    context = browser.new_context(storage_state=known)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    asked: dict[str, str] = {}
    sent: Counter[str] = Counter()
    wire.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda e: sent.update({_what(asked[e["requestId"]]): int(e["encodedDataLength"])}))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    context.close()
    return sent


def _what(url: str) -> str:
    return "answers" if "/api/" in url else "application"


if __name__ == "__main__":
    sys.exit(main())
