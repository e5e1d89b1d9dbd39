"""A case is looked at again, step by step: what happened is told by the replay alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import Desk
from tests.browser.filling import fill
from tests.browser.test_operator import intervene
from tests.scenarios import forms

Open = Callable[..., Desk]
NAME = "城市体检平台"


@pytest.fixture(scope="module")
def case(server: str, chromium: Browser) -> str:
    """A project on its way, that an operator suspended for a while."""
    desks = {name: Desk(chromium.new_page(), server) for name in ("ctg.handler", "owner")}
    for name, desk in desks.items():
        desk.sign_in(name)
    handler, owner = desks["ctg.handler"], desks["owner"]
    number = handler.start("egov_lifecycle", forms.registration("ctg", NAME))
    for task, answers in (("前期预研", forms.research()), ("提出建设需求和构架", forms.need())):
        claimed(handler, number, task)
        fill(handler.page, answers)
        handler.submit()
    owner.go(f"/cases/{number}")
    for act, reason in (("挂起案件", "等待县里统一部署"), ("恢复案件", "部署已下达")):
        intervene(owner, act, reason)
        expect(owner.page.locator(".events-whole")).to_contain_text(reason)
    for desk in desks.values():
        desk.page.close()
    return number


def claimed(desk: Desk, number: str, task: str) -> None:
    """Opens a task of an office with two people, and takes it."""
    desk.open_task(number, task)
    take = desk.page.get_by_role("button", name="认领", exact=True)
    if take.count():
        take.first.click()
        expect(desk.page.locator(".act-bar button", has_text="提交")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_story_of_a_case_is_told_by_its_replay(open_desk: Open, case: str, width: int) -> None:
    desk = open_desk("auditor", width=width)
    desk.go(f"/cases/{case}")
    desk.page.get_by_role("link", name="回放", exact=True).click()
    head = desk.page.locator(".replay-card h2")
    expect(head).to_have_text(re.compile("发起了案件「项目登记」"))
    expect(desk.page.locator(".replay-card")).to_contain_text(NAME)
    expect(desk.page.locator(".diagram-canvas[data-ready=true]")).to_be_visible()
    assert (desk.barriers(), desk.overflow()) == ([], 0)

    desk.page.locator("h1").click()
    for _ in range(4):
        desk.page.keyboard.press("ArrowRight")
        desk.page.wait_for_load_state("networkidle")
    expect(head).to_contain_text("办结了「前期预研」")
    expect(desk.page.locator(".diagram-canvas[data-plane=project_planning]")).to_be_visible()
    expect(desk.page.locator(".step-mark")).to_have_text("5")
    expect(desk.page.locator("[data-element-id=P11_T1].state-done")).to_be_visible()
    expect(desk.page.locator("[data-element-id=P11_T2].state-open")).to_be_visible()

    desk.page.get_by_role("button", name="干预 2 处").click()
    expect(desk.page.locator(".replay-operator")).to_contain_text("原因：等待县里统一部署")
    expect(desk.page.locator(".diagram-ribbon")).to_have_text("已挂起")
    assert (desk.barriers(), desk.overflow()) == ([], 0)

    address = desk.page.url
    colleague = open_desk("auditor")
    colleague.page.goto(address)
    expect(colleague.page.locator(".replay-operator")).to_contain_text("原因：等待县里统一部署")


def test_playing_goes_through_the_whole_case(open_desk: Open, case: str) -> None:
    desk = open_desk("auditor")
    desk.go(f"/cases/{case}/replay")
    desk.page.get_by_text("8×").click()
    desk.press("播放")
    count = desk.page.locator(".replay-count")
    expect(count).to_have_text(re.compile(r"^第 (\d+) / \1 步$"), timeout=20_000)
    assert desk.page.evaluate("new URLSearchParams(location.search).get('n')") == desk.page.locator(".time-line input").get_attribute("max")


def test_who_may_not_see_the_case_is_told_so(open_desk: Open, case: str) -> None:
    desk = open_desk("jyj.handler")
    desk.go(f"/cases/{case}/replay")
    expect(desk.page.locator("main")).to_contain_text("或您无权查看")
