"""The process owner intervenes in a case, in the page: suspend, resume, move, cancel; everybody sees what was done and why."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.scenarios import forms

Open = Callable[..., Desk]


def intervene(desk: Desk, verb: str, reason: str) -> None:
    """An act of the operator's menu, with its reason."""
    desk.press("流程干预")
    desk.page.get_by_role("menuitem", name=verb).click()
    _confirm(desk, verb, reason)


def _confirm(desk: Desk, verb: str, reason: str) -> None:
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name=verb)).to_be_disabled()
    dialog.locator("#reason").fill(reason)
    dialog.get_by_role("button", name=verb).click()
    expect(dialog).to_have_count(0)


def choose(desk: Desk, ident: str, text: str) -> None:
    """One of a list in the dialog."""
    desk.page.locator(f"#{ident}").click()
    desk.page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option").filter(has_text=text).first.click()


def test_a_case_is_suspended_resumed_moved_and_cancelled_and_says_so(open_desk: Open) -> None:
    handler, owner = open_desk("gaj.handler"), open_desk("owner")
    case = handler.start("egov_lifecycle", forms.registration("gaj", "雪亮工程二期"))
    expect(handler.page.locator("h1")).to_have_text("前期预研")
    task = handler.page.url.removeprefix(handler.address)

    owner.go(f"/cases/{case}")
    intervene(owner, "挂起案件", "主管部门来函要求暂停")
    owner.sees("本案已挂起，恢复前任何人都不能办理")
    expect(owner.page.locator(".diagram-ribbon")).to_have_text("已挂起")
    expect(owner.page.locator(".events-whole")).to_contain_text("挂起了案件，原因：主管部门来函要求暂停")
    assert owner.barriers() == [] and owner.overflow() == 0
    handler.go(task)
    handler.sees("案件已挂起，流程管理员恢复后方可办理。")

    intervene(owner, "恢复案件", "来函已撤回")
    expect(owner.page.locator(".diagram-ribbon")).to_have_count(0)
    owner.press("流程干预")
    owner.page.get_by_role("menuitem", name="移动办理环节").click()
    choose(owner, "move-from", "前期预研")
    choose(owner, "move-to", "提出建设需求")
    assert owner.barriers() == []
    _confirm(owner, "移动办理环节", "预研已在线下完成")
    expect(owner.page.locator(".events-whole")).to_contain_text("移动了办理环节「前期预研」，移到「提出建设需求")
    expect(owner.page.locator(".act-badge")).to_have_count(2)
    expect(owner.page.locator("[data-element-id=P11_T1].state-cancelled")).to_be_visible()
    handler.go(f"/cases/{case}")
    expect(handler.page.locator(".operator-acts")).to_contain_text("预研已在线下完成")
    expect(handler.page.get_by_role("button", name="流程干预")).to_have_count(0)

    owner.press("流程干预")
    owner.page.get_by_role("menuitem", name="取消案件").click()
    owner.page.get_by_role("dialog").get_by_role("button", name="返回").click()
    intervene(owner, "取消案件", "项目终止")
    owner.sees("本案已取消")
    expect(owner.page.get_by_role("button", name="流程干预")).to_have_count(0)
    expect(owner.page.locator(".facts .status-cancelled")).to_be_visible()
    owner.press("校验办理记录")
    expect(owner.page.locator(".verify .ant-alert-success")).to_be_visible()
