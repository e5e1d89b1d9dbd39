"""The auditor's desk: a first page that is not an empty inbox, and questions with their answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.test_operator import intervene
from tests.scenarios import forms

Open = Callable[..., Desk]


@pytest.mark.parametrize("width", [1366, 390])
def test_from_what_is_new_to_the_case_and_its_replay(open_desk: Open, width: int) -> None:
    name = f"审计试点{width}"
    case = open_desk("zjj.handler").start("egov_lifecycle", forms.registration("zjj", name))
    owner = open_desk("owner")
    owner.go(f"/cases/{case}")
    intervene(owner, "挂起案件", "等待县里统一部署")

    auditor = open_desk("auditor", width=width)
    expect(auditor.page.locator("h1")).to_have_text("审计台")
    expect(auditor.page.locator(".frame-nav a", has_text="待办")).to_have_count(0)
    auditor.page.wait_for_load_state("networkidle")
    assert (auditor.barriers(), auditor.overflow()) == ([], 0)
    auditor.page.locator(".audit-new", has_text="流程管理员的干预").click()
    expect(auditor.page.locator("h1")).to_have_text("流程管理员的干预")
    row = auditor.page.locator("tr", has_text=name)
    expect(row).to_contain_text("等待县里统一部署")
    auditor.page.wait_for_load_state("networkidle")
    assert (auditor.barriers(), auditor.overflow()) == ([], 0)
    with auditor.page.expect_download() as saved:
        auditor.page.get_by_role("link", name="导出 Excel").click()
    assert saved.value.suggested_filename.startswith("流程管理员的干预_") and saved.value.suggested_filename.endswith(".xlsx")
    row.get_by_role("link", name=name).click()
    expect(auditor.page.locator(".replay-card")).to_be_visible()


def test_others_are_told_that_it_is_for_auditors(open_desk: Open) -> None:
    desk = open_desk("jyj.handler")
    expect(desk.page.locator(".frame-nav a", has_text="审计台")).to_have_count(0)
    desk.go("/audit")
    expect(desk.page.locator("main")).to_contain_text("审计台供审计人员使用")
