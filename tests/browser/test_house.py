"""What happened to the house, as auditors and administrators see it; nobody else is led there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

Open = Callable[..., Desk]


@pytest.mark.parametrize(("username", "width"), [("auditor", 1366), ("admin", 390)])
def test_who_looks_after_the_house_reads_what_happened_to_it(open_desk: Open, username: str, width: int) -> None:
    desk = open_desk(username, width=width)
    desk.page.locator(".frame-nav a", has_text="权限变动").first.click()
    expect(desk.page.locator("h1")).to_have_text("单位与权限变动")
    expect(desk.page.locator("main")).to_contain_text("添加人员第二经办，岗位：县城投公司·主管部门经办")
    desk.page.wait_for_load_state("networkidle")
    assert (desk.barriers(), desk.overflow()) == ([], 0)
    desk.page.get_by_role("button", name="第二经办").first.click()
    expect(desk.page.locator("ol.notices > li")).to_have_count(1)
    desk.go("/house?kind=release")
    expect(desk.page.locator("main")).to_contain_text("发布流程版本 1：首次发布")
    desk.press("English")
    expect(desk.page.locator("main")).to_contain_text("Release 1 was published")
    assert (desk.barriers(), desk.overflow()) == ([], 0)
    desk.press("中文")  # the language is kept with the person, whom other tests meet


def test_others_are_not_led_there_and_are_refused(open_desk: Open) -> None:
    desk = open_desk("jyj.handler")
    expect(desk.page.locator(".frame-nav a", has_text="权限变动")).to_have_count(0)
    desk.go("/house")
    expect(desk.page.locator("main")).to_contain_text("只有审计人员和系统管理员可以查看")
