"""What somebody typed survives: reloading, leaving, a session that ends, a colleague who was faster, a server that refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.filling import fill
from tests.scenarios import forms

Open = Callable[..., Desk]


@pytest.fixture
def writing(open_desk: Open) -> tuple[Desk, str, str]:
    """Somebody at the first task of a new case: (desk, case, address of the task)."""
    desk = open_desk("rsj.handler")
    case = desk.start("egov_lifecycle", forms.registration("rsj", "社保卡服务平台"))
    expect(desk.page.locator("h1")).to_have_text("前期预研")
    return desk, case, desk.page.url.removeprefix(desk.address)


def test_a_draft_is_saved_by_itself_and_is_there_again_after_reloading(writing: tuple[Desk, str, str]) -> None:
    desk, _, _ = writing
    fill(desk.page, {"business_analysis": "写到一半的分析"})
    expect(desk.page.locator(".draft-line")).to_contain_text("已保存草稿", timeout=10_000)
    desk.page.reload()
    expect(desk.field("business_analysis")).to_have_value("写到一半的分析")


def test_leaving_at_once_loses_nothing(writing: tuple[Desk, str, str]) -> None:
    desk, _, task = writing
    desk.field("business_analysis").fill("刚写的一句")
    desk.page.get_by_role("link", name="通知").first.click()
    expect(desk.page.locator("h1")).to_have_text("通知")
    desk.go(task)
    expect(desk.field("business_analysis")).to_have_value("刚写的一句")


def test_a_start_form_not_sent_is_there_again_in_the_same_window(open_desk: Open) -> None:
    desk = open_desk("zjj.handler")
    desk.go("/start/egov_lifecycle")
    fill(desk.page, {"project_name": "未写完的登记"})
    desk.page.wait_for_timeout(600)
    desk.page.reload()
    expect(desk.field("project_name")).to_have_value("未写完的登记")
    desk.sees("已恢复您上次填写")


def test_a_session_that_ends_while_writing_is_taken_up_over_the_page(writing: tuple[Desk, str, str]) -> None:
    desk, _, _ = writing
    fill(desk.page, forms.research())
    desk.page.context.clear_cookies()
    desk.page.locator(".act-bar button").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("请重新登录")
    desk.page.get_by_role("dialog").locator("#password").fill("demo")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)
    expect(desk.field("business_analysis")).to_have_value("业务梳理")
    desk.submit()


def test_whoever_is_second_is_told_and_keeps_what_he_wrote(writing: tuple[Desk, str, str], open_desk: Open) -> None:
    desk, _, task = writing
    other = open_desk("rsj.handler")
    other.go(task)
    fill(desk.page, forms.research())
    fill(other.page, forms.research())
    desk.submit()
    other.page.locator(".act-bar button").click()
    other.sees("该任务已不在办理状态")
    expect(other.field("business_analysis")).to_have_value("业务梳理")


def test_what_nobody_else_may_do_waits_for_me_without_claiming(writing: tuple[Desk, str, str]) -> None:
    desk, _, _ = writing
    desk.sees("此任务由您办理")
    expect(desk.page.get_by_role("button", name="认领")).to_have_count(0)


def test_a_task_of_two_people_is_claimed_and_given_back(open_desk: Open) -> None:
    desk = open_desk("ctg.handler")
    desk.start("egov_lifecycle", forms.registration("ctg", "城投资产平台"))
    desk.press("认领")
    desk.sees("此任务由您办理")
    desk.press("退回认领")
    desk.sees("此任务尚未认领")


def test_somebody_elses_task_is_refused_in_plain_words(writing: tuple[Desk, str, str], open_desk: Open) -> None:
    _, case, task = writing
    stranger = open_desk("jtj.handler")
    stranger.go(task)
    expect(stranger.page.locator(".trouble")).to_be_visible()
    stranger.go(f"/cases/{case}")
    stranger.sees("没有找到")
