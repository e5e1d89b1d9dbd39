"""The notice's own words: a clause is opened from a form, from a deadline, from the map, and read in the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.scenarios import forms

Open = Callable[..., Desk]


@pytest.mark.parametrize("width", [1366, 390])
def test_a_clause_is_opened_from_a_form_and_read_in_the_whole_notice(open_desk: Open, width: int) -> None:
    desk = open_desk("zjj.handler", width=width)
    desk.start("egov_lifecycle", forms.registration("zjj", f"通知试点{width}"))
    expect(desk.page.locator("h1")).to_have_text("前期预研")
    help_text = desk.page.locator("p.hint", has_text="重点进行业务梳理")
    help_text.get_by_role("button", name="《通知》二(一)1").press("Enter")
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("谋划阶段 · 准备工作")
    expect(dialog).to_contain_text("组织专业技术人员、业务骨干或聘请相关机构开展项目建设的前期预研工作")
    desk.page.wait_for_load_state("networkidle")
    assert (desk.barriers(), desk.overflow()) == ([], 0)
    desk.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    help_text.get_by_role("button", name="《通知》二(一)1").click()
    dialog.get_by_role("link", name="打开全文").click()
    expect(desk.page.locator("h1")).to_have_text("《通知》原文")
    expect(desk.page.locator(".notice-here")).to_contain_text("二(一)1")
    desk.page.wait_for_load_state("networkidle")
    assert (desk.barriers(), desk.overflow()) == ([], 0)


def test_the_map_and_the_diagram_say_by_what_they_stand(open_desk: Open) -> None:
    desk = open_desk("zjj.handler")
    case = desk.start("egov_lifecycle", forms.registration("zjj", "通知试点图"))
    desk.go("/map?phase=谋划")
    expect(desk.page.locator(".basis blockquote").first).to_be_visible()
    desk.page.locator(".basis").get_by_role("button", name="《通知》二").first.click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("谋划阶段包括准备工作、内部预审")
    desk.go(f"/cases/{case}?element=P11_T1")
    expect(desk.page.locator(".element-card .basis")).to_contain_text("依据：《通知》二(一)1")
