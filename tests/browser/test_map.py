"""The map: annex 4 with the projects on it, and the way from a number to a project."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.scenarios import forms

Open = Callable[..., Desk]


@pytest.mark.parametrize("width", [1366, 390])
def test_from_the_map_to_a_step_to_a_project_and_back(open_desk: Open, width: int) -> None:
    desk = open_desk("ctg.handler", width=width)
    name = f"流程总览试点{width}"
    case = desk.start("egov_lifecycle", forms.registration("ctg", name))
    desk.page.locator(".frame-nav a", has_text="流程总览").first.click()
    expect(desk.page.locator("h1")).to_have_text("流程总览")
    planning = desk.page.get_by_role("button", name="谋划阶段")
    expect(planning).to_have_attribute("aria-pressed", "true")
    expect(planning).to_contain_text("个项目")
    desk.page.get_by_role("button", name="前期预研").press("Enter")
    expect(desk.page.locator("h2", has_text="谋划阶段 › 前期预研")).to_be_visible()
    desk.page.wait_for_load_state("networkidle")
    assert (desk.barriers(), desk.overflow()) == ([], 0)
    desk.page.get_by_role("link", name=name).click()
    expect(desk.page.locator("h1")).to_contain_text(name)
    assert desk.page.url.endswith(f"/cases/{case}")
    desk.page.go_back()
    expect(desk.page.locator("h2", has_text="谋划阶段 › 前期预研")).to_be_visible()
    desk.page.get_by_role("button", name="实施阶段").click()
    expect(desk.page.locator(".empty")).to_have_text("目前没有项目在这里。")


def test_who_may_read_no_project_sees_the_phases_with_nobody_in_them(open_desk: Open) -> None:
    desk = open_desk("vendor.a")
    desk.go("/map")
    expect(desk.page.locator(".map-phase")).to_have_count(3)
    assert desk.page.locator(".map-phase b").all_text_contents() == ["0", "0", "0"]
