"""Take the pictures of the README and the guides anew, from a running installation that is played like a real one.

    python -m tests.browser.pictures

Needs Chromium and the built browser application. Look at the pictures after each change of a screen.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.desk import Desk
from tests.browser.filling import fill
from tests.browser.serving import chromium, training_server
from tests.scenarios import forms

PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
NAME = "全民健康信息平台升级"


def main() -> int:
    """Play a project up to its declaration; pictures on the way."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="desk-pictures-") as folder, training_server(Path(folder)) as address, chromium() as browser:
        with _desk(browser, address, "sgj.handler") as county:
            county.start("annual_cycle", forms.notice(2026, "2025-06-10", "2025-07-31"))
        with _desk(browser, address, "wjw.handler") as handler, _desk(browser, address, "wjw.leader") as leader:
            case = handler.start("egov_lifecycle", forms.registration("wjw", NAME))
            handler.start("egov_lifecycle", forms.registration("wjw", "区域影像中心"))
            handler.do(case, "前期预研", forms.research())
            handler.do(case, "提出建设需求和构架", forms.need())
            handler.do(case, "选聘预审专家", forms.panel("expert.3", "expert.4", "expert.5"))
            for expert in ("expert.3", "expert.4"):
                with _desk(browser, address, expert) as desk:
                    desk.page.get_by_role("link", name="提出预审意见").first.click()
                    fill(desk.page, forms.opinion())
                    desk.submit()
            handler.do(case, "汇总预审结论", forms.summary("通过", "2025-06-20"))
            leader.do(case, "审签预审结论", forms.sign("同意"))
            handler.go("/")
            handler.sees("前期预研")
            _shoot(handler, "inbox")
            handler.go("/map")
            _shoot(handler, "map")
            handler.open_task(case, "填写申报表（附件1）")
            fill(handler.page, {"brief_description": "在一期平台上升级，覆盖全县医疗机构。", "budget_items": [{"item": "软件开发", "amount_wan": "700.00"}]})
            handler.field("brief_description").scroll_into_view_if_needed()
            _shoot(handler, "form")
        with _desk(browser, address, "auditor", height=1300) as auditor:
            auditor.go(f"/cases/{case}")
            auditor.press("校验办理记录")
            auditor.page.locator(".verify .ant-alert-success").wait_for()
            _shoot(auditor, "case")
        with _desk(browser, address, "auditor") as auditor:
            auditor.go("/audit")
            _shoot(auditor, "audit")
            auditor.go(f"/cases/{case}/replay?n=12")
            auditor.page.locator(".diagram-canvas[data-ready=true]").wait_for()
            _shoot(auditor, "replay")
    return 0


@contextmanager
def _desk(browser: Browser, address: str, username: str, height: int = 900) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1366, "height": height}, locale="zh-CN", timezone_id="Asia/Shanghai")
    desk = Desk(context.new_page(), address)
    desk.sign_in(username)
    yield desk
    context.close()


def _shoot(desk: Desk, name: str) -> None:
    desk.page.wait_for_load_state("networkidle")
    desk.page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
