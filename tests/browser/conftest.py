"""A whole installation in training mode, and browsers that drive it as people do."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desk import Desk
from tests.browser.serving import ROOT, NotUp, browser_path, command, training_server
from tests.browser.serving import chromium as machine_chromium


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """`flask serve --training` with a database of its own; its address. One office has two handlers, all others one."""
    assert (ROOT / "app/web/dist/index.html").is_file(), "build the web application first: npm ci && npm run build in app/web"
    with tempfile.TemporaryDirectory(prefix="desk-browser-") as folder:
        try:
            with training_server(Path(folder)) as address:
                command(Path(folder), "user", "add", "ctg.second", "第二经办", "--role", "dept_handler@ctg", "--password", "demo")
                yield address
        except NotUp as error:
            pytest.fail(f"the server did not come up:\n{error}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own browser."""
    if browser_path() is None:
        pytest.fail("no Chromium or Chrome on this machine") if os.environ.get("CI") else pytest.skip("no Chromium or Chrome on this machine")
    with machine_chromium() as browser:
        yield browser


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
