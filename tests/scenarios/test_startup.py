"""SC1 step 5 (P23 apart): annex 2 is filed, stamped, reviewed, and the project starts; ways round the plan and annexes that do not hold are refused."""

from __future__ import annotations

from typing import Any

import pytest

from app.actions.person.add import add_person
from tests.cited import said as cited_as
from tests.handlers.test_startup import office
from tests.scenarios import books, forms
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import all_equal
from tests.scenarios.test_plan import WJW, YUAN, declared, put_in, rank, shown, year

__all__ = ["declared", "year"]
AGREED = {"matches_approval": dict.fromkeys(("content", "scale", "standard", "amount", "period"), True), "decision": "同意启动"}


def annex(paper: str, **changes: Any) -> dict[str, Any]:
    """F51 of scenario 1."""
    terms = (
        ("合同签订", "2026-04", 30, "258.00"),
        ("到货/阶段", "2026-09", 40, "344.00"),
        ("竣工验收", "2026-11", 27, "232.20"),
        ("质保期满", "2028-11", 3, "25.80"),
    )
    return {
        "build_unit_stamped": True, "procurement_methods": ["公开招标"], "tender_month": "2026-02", "period_start": "2026-04", "period_end": "2026-09",
        "needs_mlps": True, "acceptance_month": "2026-10", "free_om_months": 24, "plan_files": [paper], "oa_flow_no": "OA-2026-001",
        "payment_plan": [dict(zip(("milestone", "month", "ratio_percent", "amount_wan"), term, strict=True)) for term in terms],
    } | changes  # fmt: skip


@pytest.fixture
def planned(stage: Stage, year: str, declared: dict[str, Any]) -> dict[str, Any]:
    """县卫健委's project in the plan that was issued on 23 January 2026."""
    wjw = declared[WJW]
    stage.clock("2025-09-18 09:00:00")
    books.appraise(stage, *(row["id"] for row in declared.values()))
    books.approve(stage, wjw["id"], YUAN[WJW])
    stage.clock("2026-01-15 09:00:00")
    put_in(stage, year, declared, "2026-01-15", listed={WJW: "860.00"})
    rank(stage, year, 90)
    stage.do(year, "P15_T3", "sgj.handler", {}, prefill=True)
    stage.clock("2026-01-23 09:00:00")
    stage.do(year, "P15_T4", "sgj.leader", forms.sign("同意"))
    return wjw


def begin(project: dict[str, Any]) -> str:
    """P20 as the main process calls it."""
    return books.begin("project_startup", project_id=int(project["id"]), plan_year=2026)


def test_sc1_step_5_annex_2_is_accepted_and_the_project_starts(stage: Stage, planned: dict[str, Any]) -> None:
    case = begin(planned)
    assert stage.open(case) == ["P20_T1"]
    first = shown(stage, case, "P20_T1", "wjw.handler")
    assert (first["project_name"], first["project_category"], first["project_leader"]) == ("全民健康信息平台升级", "软件开发类", "王负责")
    stage.clock("2026-01-28 09:00:00")
    paper = stage.person("wjw.handler").upload()
    stage.do(case, "P20_T1", "wjw.handler", annex(paper), prefill=True)
    stage.do(case, "P20_T2", "wjw.leader", forms.sign("同意"), status=422)
    stage.do(case, "P20_T2", "wjw.leader", forms.sign("退回"))
    stage.do(case, "P20_T1", "wjw.handler", {}, prefill=True)
    stage.do(case, "P20_T2", "wjw.leader", forms.sign("同意", stamped=True))
    assert stage.records("startup_plan") == []
    stage.clock("2026-01-30 09:00:00")
    stage.do(case, "P20_T3", "sgj.handler", AGREED | {"matches_approval": AGREED["matches_approval"] | {"amount": False}}, status=422)
    stage.do(case, "P20_T3", "sgj.handler", AGREED)
    stage.clock("2026-01-30 09:00:00")
    assert (stage.case(case)["status"], stage.case(case)["outcome"]) == ("ended", "已启动")
    [row] = stage.records("startup_plan")
    assert (row["start_date"], row["oa_flow_no"], row["oa_state"], row["filed_by"], row["accepted_by"]) == (
        "2026-01-30", "OA-2026-001", "未对接", "wjw.handler", "sgj.handler",
    )  # fmt: skip
    assert row["snapshot"]["free_om_months"] == 24
    [project] = [r for r in stage.records("project") if r["dept"] == WJW]
    assert (project["state"], project["phase"]) == ("采购", "实施阶段")
    all_equal()


def test_an_annex_that_does_not_hold_together_is_refused_field_by_field(stage: Stage, planned: dict[str, Any]) -> None:
    case = begin(planned)
    stage.clock("2026-01-28 09:00:00")
    paper = stage.person("wjw.handler").upload()
    payment = annex(paper)["payment_plan"]
    for changed, pointer in (
        ({"payment_plan": payment[:3]}, "/data/payment_plan"),
        ({"payment_plan": [payment[0] | {"ratio_percent": 30.5}, *payment[1:]]}, "/data/payment_plan"),
        ({"payment_plan": [payment[0] | {"amount_wan": "258.01"}, *payment[1:]]}, "/data/payment_plan"),
        ({"tender_month": "2026-05"}, "/data/tender_month"),
        ({"period_end": "2026-03"}, "/data/period_end"),
        ({"acceptance_month": "2026-08"}, "/data/acceptance_month"),
        ({"procurement_methods": []}, "/data/procurement_methods"),
        ({"procurement_methods": ["其他"]}, "/data/procurement_other"),
        ({"project_category": "综合类"}, "/data/category_parts"),
        ({"free_om_months": -1}, "/data/free_om_months"),
        ({"contact_phone": "12345"}, "/data/contact_phone"),
        ({"tender_month": "2026年02月"}, "/data/tender_month"),
    ):
        said = stage.do(case, "P20_T1", "wjw.handler", annex(paper, **changed), status=422, prefill=True)
        assert pointer in [e["pointer"] for e in said["errors"]], changed
    assert stage.open(case) == ["P20_T1"] and stage.records("startup_plan") == []
    all_equal()


def test_nobody_starts_by_a_way_round_the_plan(stage: Stage, year: str, declared: dict[str, Any]) -> None:
    stage.start("wjw.handler", "project_startup", {"project_id": int(declared[WJW]["id"]), "plan_year": 2026}, status=403)
    case = begin(declared[WJW])
    assert (stage.case(case)["status"], stage.case(case)["outcome"]) == ("ended", "不具备启动条件")
    assert stage.records("startup_plan") == []
    all_equal()


def test_a_frozen_project_waits_and_one_that_is_frozen_later_is_not_accepted(stage: Stage, planned: dict[str, Any]) -> None:
    case = begin(planned)
    stage.clock("2026-01-28 09:00:00")
    paper = stage.person("wjw.handler").upload()
    stage.do(case, "P20_T1", "wjw.handler", annex(paper), prefill=True)
    stage.do(case, "P20_T2", "wjw.leader", forms.sign("同意", stamped=True))
    books.freeze(stage, planned["id"])
    said = stage.do(case, "P20_T3", "sgj.handler", AGREED, status=422)
    assert cited_as("R105") in said["clause"] and stage.records("startup_plan") == []
    again = begin(planned)
    assert stage.open(again) == [] and [w["name"] for w in stage.case(again)["waiting_for"]] == ["等待解除冻结"]
    all_equal()


def test_an_annex_that_is_sixty_days_late_is_marked_and_the_task_stays(stage: Stage, planned: dict[str, Any]) -> None:
    case = begin(planned)
    stage.clock("2026-03-24 00:00:00")
    assert stage.open(case) == ["P20_T1"]
    [row] = stage.records("construction_plan_entry")
    assert row["startup_overdue_at"] is not None
    assert any("尚未报送实施计划表" in n["text"] for n in stage.person("wjw.handler").get("/notices?limit=200")["items"])
    all_equal()


def accepted(stage: Stage, project: dict[str, Any]) -> str:
    """P20 through all its tasks; gives the case, once what is outside has been done."""
    case = begin(project)
    stage.clock("2026-01-28 09:00:00")
    stage.do(case, "P20_T1", "wjw.handler", annex(stage.person("wjw.handler").upload()), prefill=True)
    stage.do(case, "P20_T2", "wjw.leader", forms.sign("同意", stamped=True))
    stage.do(case, "P20_T3", "sgj.handler", AGREED)
    stage.clock("2026-01-28 09:00:00")
    return case


def test_a_connected_office_system_hears_the_number_of_the_flow(stage: Stage, planned: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with office() as (address, heard):
        monkeypatch.setitem(stage.app.config, "OA_URL", address)
        case = accepted(stage, planned)
    assert stage.case(case)["outcome"] == "已启动"
    assert [told["flow_no"] for _, told in heard] == ["OA-2026-001"]
    assert [row["oa_state"] for row in stage.records("startup_plan")] == ["已登记"]
    all_equal()


def test_an_office_system_that_is_away_does_not_hold_the_start_up_and_the_bureau_is_told(
    stage: Stage, planned: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    with office() as (address, _):
        monkeypatch.setitem(stage.app.config, "OA_URL", address)
    case = accepted(stage, planned)
    assert (stage.case(case)["outcome"], stage.case(case)["incidents"]) == ("已启动", [])
    [row] = stage.records("startup_plan")
    assert (row["oa_state"], "没有答复" in row["oa_detail"]) == ("登记失败", True)
    assert any("请补登" in n["text"] for n in stage.person("sgj.handler").get("/notices?limit=200")["items"])
    all_equal()


def test_nobody_reviews_what_he_filed_though_he_holds_both_roles(stage: Stage, planned: dict[str, Any]) -> None:
    add_person("both", "身兼数职", "demo", [("dept_handler", WJW), ("dept_leader", WJW), ("sgj_handler", "sgj")])
    case = begin(planned)
    stage.clock("2026-01-28 09:00:00")
    stage.do(case, "P20_T1", "both", annex(stage.person("both").upload()), prefill=True)
    assert "职责分离" in stage.do(case, "P20_T2", "both", forms.sign("同意", stamped=True), status=422)["clause"]
    stage.do(case, "P20_T2", "wjw.leader", forms.sign("同意", stamped=True))
    assert "职责分离" in stage.do(case, "P20_T3", "both", AGREED, status=422)["clause"]
    assert stage.open(case) == ["P20_T3"] and stage.records("startup_plan") == []
    all_equal()
