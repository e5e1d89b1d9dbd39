"""Coming in and going out, the two languages, and what the policy of the pages forbids."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.desk import Desk

Open = Callable[..., Desk]


def test_a_wrong_password_is_told_and_does_not_let_in(open_desk: Open) -> None:
    desk = open_desk()
    desk.go("/")
    desk.page.fill("#username", "wjw.handler")
    desk.page.fill("#password", "wrong")
    desk.press("登录")
    desk.sees("用户名或密码不正确")
    expect(desk.page.locator(".frame-nav")).to_have_count(0)


def test_after_too_many_wrong_passwords_the_page_says_how_long_to_wait(open_desk: Open) -> None:
    desk = open_desk()
    desk.go("/")
    desk.page.fill("#username", "das.archivist")
    for _ in range(6):
        desk.page.fill("#password", "wrong")
        with desk.page.expect_response(lambda r: r.url.endswith("/session")):
            desk.press("登录")
    desk.sees("登录失败次数过多")
    desk.sees("该账号连续多次登录失败，请在")


def test_the_first_page_of_a_demonstration_says_who_one_may_be(open_desk: Open) -> None:
    desk = open_desk()
    desk.go("/")
    desk.sees("wjw.handler")
    desk.sees("演练环境")


def test_an_address_survives_signing_in(open_desk: Open) -> None:
    desk = open_desk()
    desk.go("/notices")
    desk.page.fill("#username", "wjw.handler")
    desk.page.fill("#password", "demo")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("h1")).to_have_text("通知")


def test_signing_out_ends_the_session_everywhere(open_desk: Open) -> None:
    desk = open_desk("wjw.leader")
    desk.page.locator(".who").click()
    desk.page.get_by_text("退出登录").click()
    expect(desk.page.locator("#password")).to_be_visible()
    desk.go("/cases")
    expect(desk.page.locator("#password")).to_be_visible()


def test_a_page_changes_its_language_and_remembers_it(open_desk: Open) -> None:
    desk = open_desk("fgw.reviewer")
    desk.press("English")
    expect(desk.page.locator("h1")).to_have_text("Inbox")
    assert desk.page.evaluate("document.documentElement.lang") == "en"
    desk.go("/cases")
    expect(desk.page.locator("h1")).to_have_text("Cases")
    desk.press("中文")
    expect(desk.page.locator("h1")).to_have_text("案件")


def test_the_training_banner_stands_on_every_page_with_the_simulated_time(open_desk: Open) -> None:
    desk = open_desk("sgj.handler")
    for path in ("/", "/start", "/cases", "/notices", "/clock"):
        desk.go(path)
        expect(desk.page.locator(".training")).to_contain_text("2025年")


def test_the_policy_lets_no_text_become_a_program(open_desk: Open) -> None:
    desk = open_desk("wjw.handler")
    refused = desk.page.evaluate(
        "new Promise(done => setTimeout(() => { try { new Function('return 1')(); done('ran'); } catch (e) { done(e.name); } }))"
    )
    assert refused == "EvalError"
    expect(desk.page.locator(".frame-nav")).to_be_visible()
    desk.page.evaluate("window.__refused = []")  # this one was meant


def test_an_address_that_there_is_not_is_told(open_desk: Open) -> None:
    desk = open_desk("wjw.handler")
    desk.go("/nowhere")
    expect(desk.page.locator("h1")).to_have_text("没有这个页面")
    desk.go("/cases/999999")
    desk.sees("没有找到")
    desk.go("/tasks/999999")
    desk.sees("没有找到")
