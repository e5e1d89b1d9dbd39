"""Every screen, wide and narrow, in both languages: for everybody, within its window, one heading, within the policy."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk
from tests.scenarios import forms

Open = Callable[..., Desk]


@pytest.fixture(scope="module")
def case(server: str, chromium: Browser) -> tuple[str, str]:
    """A case at its first task: (case, task)."""
    desk = Desk(chromium.new_page(), server)
    desk.sign_in("jyj.handler")
    number = desk.start("egov_lifecycle", forms.registration("jyj", "智慧校园安防"))
    expect(desk.page.locator("h1")).to_have_text("前期预研")
    task = desk.page.url.rsplit("/", 1)[-1]
    desk.page.close()
    return number, task


@pytest.mark.parametrize(("width", "language"), [(1366, "中文"), (390, "中文"), (390, "English")])
def test_every_screen_is_open_to_everybody_and_fits_its_window(open_desk: Open, case: tuple[str, str], width: int, language: str) -> None:
    number, task = case
    desk = open_desk(width=width)
    desk.go("/")
    found = {"sign in": (desk.barriers(), desk.overflow())}
    desk.sign_in("jyj.handler" if language == "中文" else "jyj.leader")
    if language == "English":
        desk.press("English")
        expect(desk.page.locator("h1")).to_have_text("Inbox")
    own = (f"/cases/{number}", f"/tasks/{task}", "/start/egov_lifecycle" if language == "中文" else "/nowhere")
    for path in ("/", "/?view=claimable", "/?view=done", "/start", "/cases", "/records", "/records?kind=project", "/map", *own, "/notices", "/clock"):
        desk.go(path)
        if path == f"/cases/{number}":
            expect(desk.page.locator(".diagram-canvas[data-ready=true]")).to_be_visible()
        desk.page.wait_for_load_state("networkidle")
        assert (desk.page.locator("h1").count(), desk.page.locator("main").count()) == (1, 1), path
        found[path] = (desk.barriers(), desk.overflow())
    assert {path: what for path, what in found.items() if what != ([], 0)} == {}


def test_the_long_form_with_its_faults_shown_is_open_to_everybody(open_desk: Open, case: tuple[str, str]) -> None:
    desk = open_desk("jyj.handler")
    desk.go(f"/tasks/{case[1]}")
    desk.page.locator(".act-bar button").click()
    expect(desk.page.locator(".fault-list")).to_be_visible()
    assert desk.faults()
    assert desk.barriers() == []
    desk.page.locator(".fault-list .as-link").nth(1).click()
    assert str(desk.page.evaluate("document.activeElement.id")).startswith("root_")


def test_the_diagram_opens_where_the_case_stands_and_leads_up_and_down_through_phases_and_called_processes(open_desk: Open, case: tuple[str, str]) -> None:
    desk = open_desk("jyj.handler")
    desk.go(f"/cases/{case[0]}")
    crumbs = desk.page.locator(".crumbs .ant-breadcrumb")
    expect(desk.page.locator(".stands")).to_contain_text("正在办理「前期预研」")
    expect(desk.page.locator("[data-element-id=P11_T1].state-open")).to_be_visible()
    expect(crumbs).to_contain_text("全生命周期主流程")
    expect(crumbs).to_contain_text("谋划阶段")
    crumbs.get_by_role("button", name="项目全流程").click()
    expect(desk.page.locator(".diagram-canvas[data-plane=P00_BODY]")).to_be_visible()
    expect(desk.page.locator("[data-element-id=P00_PLAN].state-open")).to_be_visible()
    desk.page.get_by_role("button", name=re.compile("打开「谋划阶段」：进行中 1 项")).press("Enter")
    expect(desk.page.locator(".diagram-canvas[data-plane=P00_PLAN]")).to_be_visible()
    desk.page.locator("[data-element-id=P11]").dblclick()
    expect(desk.page.locator("[data-element-id=P11_T1].state-open")).to_be_visible()
    desk.page.locator("[data-element-id=P11_T1] .djs-hit").first.click()
    expect(desk.page.locator(".element-card")).to_contain_text("还剩")
    crumbs.get_by_role("button").first.click()
    expect(desk.page.locator(".diagram-canvas[data-ready=true] .state-done").first).to_be_visible()
    expect(desk.page.locator(".state-badge", has_text="✓").first).to_be_visible()
    expect(desk.page.locator(".bjs-powered-by")).to_be_visible()
    assert desk.barriers() == []


def test_the_history_tells_of_people_and_folds_what_the_machine_did(open_desk: Open, case: tuple[str, str]) -> None:
    desk = open_desk("jyj.handler")
    desk.go(f"/cases/{case[0]}")
    machine = desk.page.locator(".event-machine summary").first
    expect(machine).to_contain_text("系统自动完成")
    expect(desk.page.locator(".event-machine .event").first).to_be_hidden()
    machine.click()
    expect(desk.page.locator(".event-machine .event").first).to_be_visible()


def test_the_inbox_says_how_many_working_days_are_left_and_where_the_deadline_comes_from(open_desk: Open, case: tuple[str, str]) -> None:
    desk = open_desk("jyj.handler")
    desk.go("/?view=mine")
    expect(desk.page.locator(".due").first).to_contain_text("还剩 10 个工作日")
    desk.go(f"/tasks/{case[1]}")
    expect(desk.page.locator(".facts .due-because")).to_contain_text("办理期限（默认值）")


def test_the_inbox_is_walked_with_the_keyboard(open_desk: Open, case: tuple[str, str]) -> None:
    desk = open_desk("jyj.handler")
    desk.go("/?view=mine")
    first = desk.page.locator("a[data-row]").first
    expect(first).to_be_visible()
    first.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".form-view")).to_be_visible()


def test_the_inbox_finds_by_project_and_says_when_there_is_nothing(open_desk: Open, case: tuple[str, str]) -> None:
    desk = open_desk("jyj.handler")
    desk.go("/?view=mine")
    desk.page.locator(".search input").fill("校园安防")
    expect(desk.page).to_have_url(re.compile(r"[?&]q="))
    expect(desk.page.locator("a[data-row]")).to_have_count(1)
    desk.page.locator(".search input").fill("没有这个项目名")
    desk.sees("没有符合条件的任务")
    expect(desk.page.locator(".more")).to_have_count(0)


def test_who_has_no_task_of_his_own_first_sees_what_his_office_may_claim(open_desk: Open) -> None:
    first = open_desk("ctg.handler")
    first.start("egov_lifecycle", forms.registration("ctg", "城投停车诱导"))
    desk = open_desk("ctg.second")
    expect(desk.page.get_by_role("button", name=re.compile("^可认领"))).to_have_attribute("aria-pressed", "true")
    expect(desk.page.locator("a[data-row]").first).to_be_visible()
    desk.page.get_by_role("button", name=re.compile("^我的待办")).click()
    desk.page.get_by_role("button", name=re.compile("项可认领，去看看")).click()
    expect(desk.page.locator("a[data-row]").first).to_be_visible()
