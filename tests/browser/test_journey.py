"""SC1 steps 0–2, clicked through: a year is opened, a project is registered, thought through twice, declared and stamped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.browser.filling import fill
from tests.scenarios import forms

NAME = "全民健康信息平台升级"
ITEMS = {"软件开发": "700.00", "安全与密码": "90.00", "系统集成": "70.00"}


@pytest.mark.slow
def test_a_project_goes_from_the_idea_to_its_declaration(open_desk: Callable[..., Desk]) -> None:
    county, handler, leader = open_desk("sgj.handler"), open_desk("wjw.handler"), open_desk("wjw.leader")
    experts = [open_desk("expert.3"), open_desk("expert.4")]
    county.start("annual_cycle", forms.notice(2026, "2025-06-10", "2025-07-31"))

    case = handler.start("egov_lifecycle", forms.registration("wjw", NAME))
    expect(handler.page.locator("h1")).to_have_text("前期预研")
    handler.sees("未编号")
    handler.do(case, "前期预研", forms.research())
    handler.page.get_by_role("button", name="继续办理").first.click()
    fill(handler.page, forms.need())
    handler.submit()
    handler.do(case, "选聘预审专家", forms.panel("expert.3", "expert.4", "expert.5"))

    county.move_clock("2025-06-20 10:00:00")
    _review(experts)
    handler.do(case, "汇总预审结论", forms.summary("需修改", "2025-06-20"))
    handler.open_task(case, "提出建设需求和构架")
    expect(handler.field("est_budget_wan")).to_have_value("860.00")
    handler.submit()
    _review(experts)
    handler.do(case, "汇总预审结论", forms.summary("通过", "2025-06-20", modification_note="已按意见修改"))
    leader.do(case, "审签预审结论", forms.sign("同意"))

    handler.open_task(case, "填写申报表（附件1）")
    declaration = forms.declaration("", NAME, "2025-06-20", ITEMS)
    papers = {key: [Path("材料.pdf")] for key in ("basis_files", "budget_basis_files", "plan_files")}
    decision = declaration.pop("decision")
    fill(handler.page, declaration | papers | {"brief_description": "字" * 201})
    expect(handler.field("brief_description__error")).to_contain_text("200")
    fill(handler.page, {"brief_description": "项目简要说明", "decision": decision})
    handler.submit()
    leader.do(case, "审核盖章", forms.sign("同意", stamped=True))

    auditor = open_desk("auditor")
    auditor.go(f"/cases/{case}")
    expect(auditor.page.locator(".facts")).not_to_contain_text("未编号")
    auditor.press("校验办理记录")
    expect(auditor.page.locator(".verify .ant-alert-success")).to_contain_text("校验通过")
    history = auditor.page.locator(".events-whole")
    expect(history).to_contain_text("办结了「审核盖章」，结论：同意")


def _review(experts: list[Desk]) -> None:
    """Both find the same one task in their inbox and answer it."""
    for expert in experts:
        expert.go("/")
        expert.page.get_by_role("link", name="提出预审意见").first.click()
        fill(expert.page, forms.opinion())
        expert.submit()
