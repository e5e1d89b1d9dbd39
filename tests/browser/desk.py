"""What a person does at the desk, in the words of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.filling import fill

AXE = Path(__file__).resolve().parents[2] / "app/web/node_modules/axe-core/axe.min.js"
WATCH = """
window.__refused = [];
document.addEventListener('securitypolicyviolation', e => window.__refused.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`));
"""


class Desk:
    """One window of the browser. What the page complains of and where it asks is remembered."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        page.add_init_script(WATCH)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("request", lambda asked: self._asked(asked.url))

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and "Failed to load resource" not in text:  # a refusal of the server, which the page tells people
            self.complaints.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(url)

    def go(self, path: str) -> None:
        """Open an address and wait for its heading."""
        self.page.goto(self.address + path)
        expect(self.page.locator("h1")).to_be_visible()

    def sign_in(self, username: str, password: str = "demo") -> None:
        """Through the form of the first page."""
        self.go("/")
        self.page.fill("#username", username)
        self.page.fill("#password", password)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".frame-nav")).to_be_visible()

    def sees(self, text: str) -> None:
        """The text stands somewhere on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def press(self, name: str) -> None:
        """A button by its words."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def start(self, process: str, answers: dict[str, Any]) -> str:
        """Fill in a start form and send it; gives the case's id."""
        self.go(f"/start/{process}")
        fill(self.page, answers)
        with self.page.expect_response(lambda r: r.url.endswith("/instances") and r.request.method == "POST") as sent:
            self.page.locator(".act-bar button").click()
        assert sent.value.status == 201, sent.value.text()
        return str(sent.value.json()["instance"]["id"])

    def open_task(self, case: str, name: str) -> None:
        """From the page of the case into the form of its open task."""
        self.go(f"/cases/{case}")
        self.page.locator("table.list").get_by_role("link", name=name, exact=True).first.click()
        expect(self.page.locator(".act-bar")).to_be_visible()

    def submit(self) -> dict[str, Any]:
        """Send what is filled in; it is accepted. Gives the answer of the server."""
        with self.page.expect_response(lambda r: r.url.endswith("/complete")) as sent:
            self.page.locator(".act-bar button").click()
        assert sent.value.status == 200, sent.value.text()
        answer: dict[str, Any] = sent.value.json()
        expect(self.page.locator(".completed")).to_be_visible()
        return answer

    def do(self, case: str, name: str, answers: dict[str, Any]) -> None:
        """One task of a case, filled in and sent."""
        self.open_task(case, name)
        fill(self.page, answers)
        self.submit()

    def move_clock(self, local: str) -> None:
        """On the page of the clock: `2025-06-20 10:00:00`."""
        self.go("/clock")
        self.page.fill("#clock-to", local)
        self.page.keyboard.press("Enter")
        self.press("拨动")
        expect(self.page.locator("h2", has_text="途中发生的事项")).to_be_visible(timeout=60_000)

    def faults(self) -> list[str]:
        """The faults named at their fields."""
        return [fault.inner_text() for fault in self.page.locator("p.fault, div.fault").all()]

    def field(self, name: str) -> Locator:
        """The input of a field."""
        return self.page.locator(f"#root_{name}")

    def barriers(self) -> list[str]:
        """What keeps people out, as axe-core finds it: critical and serious."""
        self.page.evaluate(AXE.read_text("utf-8") + ";void 0")
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        return [f"{v['id']}: {n['html'][:200]}" for v in found if v["impact"] in ("critical", "serious") for n in v["nodes"]]

    def overflow(self) -> int:
        """By how much the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def keep_to_the_policy(self) -> None:
        """Nothing was refused by the policy, nothing asked of others, no error of the page."""
        assert self.page.evaluate("window.__refused ?? []") == []
        assert (self.elsewhere, self.complaints) == ([], [])
