"""The forms of planning and declaration: what they demand, compute and refuse (4-forms.md, R110, R111, AM-44)."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app import forms
from app.periods import SHANGHAI, WEEKENDS_ONLY

ROOT = Path(__file__).parents[2]
PARAMETERS = {name: said["value"] for name, said in json.loads((ROOT / "processes/parameters.json").read_text("utf-8")).items()}
FORMS = sorted(path.stem for path in (ROOT / "forms").glob("*.json") if not path.name.endswith(".ui.json"))
NOW = datetime(2025, 7, 15, 10, tzinfo=SHANGHAI)
DECLARED = {
    "build_unit": "wjw", "fill_date": "2025-07-15", "project_name": "全民健康信息平台升级", "project_category": "软件开发类", "construction_nature": "改造升级",
    "linked_project": "旧全民健康信息平台", "construction_period_text": "2026年04月至2026年09月", "brief_description": "升级平台。",
    "construction_basis": "会议纪要",
    "basis_files": ["1"], "necessity": "必要", "feasibility": "可行", "objectives": "目标", "content_scale": "内容", "importance": "高", "urgency": "中",
    "sharing_plan": "共享", "reuse_existing": "利旧", "deploy_mode": "县政务云数据中心", "mlps_level": "三级", "demand_clear": True, "arch_simple": True,
    "total_budget_wan": "860.00", "plan_files": ["2"], "budget_basis_files": ["3"],
    "budget_items": [{"item": "软件开发", "amount_wan": "700.00"}, {"item": "安全与密码", "amount_wan": "90.00"}, {"item": "系统集成", "amount_wan": "70.00"}],
    "fund_sources": [{"source": "县本级财政性资金", "amount_wan": "860.00"}], "project_leader": "王", "project_leader_phone": "13900000000",
    "tech_leader": "赵", "tech_leader_phone": "0564-6021234", "self_declare_truth": True, "decision": "提交",
}  # fmt: skip


def fill(name: str, data: dict[str, Any], **more: Any) -> forms.Filled:
    files = [(ROOT / f"forms/{name}{end}").read_text("utf-8") for end in (".json", ".ui.json")]
    return forms.fill(forms.load(name, *files), data, now=NOW, calendar=WEEKENDS_ONLY, parameters=PARAMETERS, **more)


def faults(name: str, data: dict[str, Any], **more: Any) -> list[str]:
    return [error.pointer for error in fill(name, data, **more).errors]


@pytest.mark.parametrize("name", FORMS)
def test_a_form_file_has_no_findings_and_its_ui_orders_every_field(name):
    schema, ui = ((ROOT / f"forms/{name}{end}").read_text("utf-8") for end in (".json", ".ui.json"))
    assert forms.problems_of_form(schema, ui) == []
    assert json.loads(ui)["ui:order"] == list(json.loads(schema)["properties"])


def test_the_declaration_of_scenario_1_is_complete():
    assert faults("F21", DECLARED, case={"window": {"plan_year": 2026}}) == []


@pytest.mark.parametrize(
    ("text", "fits"),
    [("字" * 200, True), ("字" * 201, False), ("字" * 100 + "\r\n" + "字" * 100, True), ("ab" * 100, True), ("ab" * 100 + "c", False)],
    ids=["200", "201", "line breaks do not count", "Latin letters count one by one", "201 letters"],
)
def test_the_short_description_has_at_most_200_characters(text, fits):
    assert faults("F21", DECLARED | {"brief_description": text}) == ([] if fits else ["/data/brief_description"])


@pytest.mark.parametrize(
    "text", ["2026年4月至2026年9月", "2026年04月-2026年09月", "2026年13月至2027年01月", "2026年09月至2026年04月", "2026年04月至2026年09月。"]
)
def test_the_years_of_construction_are_written_as_the_notice_says(text):
    assert faults("F21", DECLARED | {"construction_period_text": text}) == ["/data/construction_period_text"]


def test_a_construction_before_the_plan_year_is_only_a_warning():
    said = fill("F21", DECLARED | {"construction_period_text": "2025年12月至2026年09月"}, case={"window": {"plan_year": 2026}})
    assert (said.errors, [finding.pointer for finding in said.findings]) == ([], ["/data/construction_period_text"])


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"total_budget_wan": "861.00"}, "/data/budget_items"),
        ({"fund_sources": [{"source": "自筹资金", "amount_wan": "859.99"}]}, "/data/fund_sources"),
        ({"yearly_plan": [{"year": 2026, "amount_wan": "800.00"}]}, "/data/yearly_plan"),
        ({"project_category": "综合类"}, "/data/category_parts"),
        ({"project_category": "综合类", "category_parts": ["软件开发类"]}, "/data/category_parts"),
        ({"deploy_mode": "本部门部署"}, "/data/deploy_reason"),
        ({"linked_project": None}, "/data/linked_project"),
        ({"self_declare_truth": False}, "/data/self_declare_truth"),
        ({"total_budget_wan": "0.00"}, "/data/total_budget_wan"),
        ({"total_budget_wan": 860}, "/data/total_budget_wan"),
        ({"basis_files": []}, "/data/basis_files"),
        ({"project_leader_phone": "12345"}, "/data/project_leader_phone"),
        ({"typename": "x"}, "/data/typename"),
        ({"extra": 1}, "/data/extra"),
    ],
)
def test_what_does_not_fit_is_named_by_its_field(changed, pointer):
    data = {name: value for name, value in (DECLARED | changed).items() if value is not None}
    assert pointer in faults("F21", data)


def test_a_withdrawal_needs_no_complete_form():
    assert faults("F21", {"decision": "撤回"}) == []
    assert faults("F21", {"decision": "撤回", "total_budget_wan": "八百"}) == ["/data/total_budget_wan"]


def test_what_the_server_fills_cannot_be_sent():
    said = fill("F21", DECLARED | {"last_score": "2024年 99分（优）", "declare_no": "SB-1"}, given={"last_score": "2024年 50分（差）", "dept_code": "wjw"})
    assert (said.data["last_score"], said.data["dept_code"], "declare_no" in said.data) == ("2024年 50分（差）", "wjw", False)


@pytest.mark.parametrize(
    ("element", "data", "pointers"),
    [
        ("P12_T2", {"decision": "同意", "stamped": True}, []),
        ("P12_T2", {"decision": "同意"}, ["/data/stamped"]),
        ("P11_T6", {"decision": "同意"}, []),
        ("P11_T6", {"decision": "退回"}, ["/data/opinion"]),
        ("P11_T6", {"decision": "退回", "opinion": "  "}, ["/data/opinion"]),
        ("P11_T6", {"decision": "不同意", "opinion": "x"}, ["/data/decision"]),
    ],
)
def test_a_signature_stamps_where_it_leaves_the_department_and_says_why_it_refuses(element, data, pointers):
    assert faults("F15", data, element=element, decisions=["同意", "退回", "终止"]) == pointers


@pytest.mark.parametrize(("round_", "note", "pointers"), [(1, None, []), (2, None, ["/data/modification_note"]), (2, "已修改接口设计", [])])
def test_from_the_second_round_on_the_review_says_what_was_modified(round_, note, pointers):
    data = {"review_date": "2025-06-27", "expert_count": 2, "summary": "汇总", "conclusion": "通过"} | ({"modification_note": note} if note else {})
    assert faults("F14", data, case={"P11_S_reviews": {"round": round_}}) == pointers


def test_an_agency_is_named_when_one_is_engaged():
    data = {"research_org_mode": ["聘请相关机构"], "business_analysis": "a", "status_analysis": "b", "needs_survey": "c"}
    assert faults("F11", data) == ["/data/agency_name"]
    assert faults("F11", data | {"agency_name": "某研究院"}) == []


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({}, []),
        ({"plan_year": 2027}, ["/data/plan_year", "/data/close_date"]),
        ({"close_date": "2025-06-01"}, ["/data/close_date", "/data/close_date"]),
        ({"close_date": "2026-07-31"}, ["/data/close_date"]),
    ],
)
def test_a_notice_announces_the_next_year_within_this_one(changed, pointers):
    assert faults("F20", {"plan_year": 2026, "open_date": "2025-06-10", "close_date": "2025-07-31"} | changed) == pointers


def test_the_leader_says_why_he_differs_from_the_proposal():
    given = {"proposed": "转下一年度"}
    assert faults("F23", {"decision": "转下一年度"}, given=given) == []
    assert faults("F23", {"decision": "同意作为增补上会"}, given=given) == ["/data/opinion"]
    assert "/data/opinion" in faults("F23", {"decision": "不受理"}, given={"proposed": "不受理"})


def test_a_meeting_that_does_not_agree_writes_its_reason():
    data = {"meeting_name": "县政府常务会议", "meeting_date": "2025-07-10", "result": "不同意"}
    assert faults("F35", data) == ["/data/requirements"]
    assert faults("F35", data | {"requirements": "资金来源不落实"}) == []
    assert faults("F35", data | {"result": "缓议", "requirements": "x"}, decisions=["同意", "不同意"]) == ["/data/result"]


def test_an_expert_declares_to_be_without_interest():
    data = {
        "expert_unit": "某高校",
        "specialty": "技术",
        "need_opinion": "a",
        "arch_opinion": "b",
        "material_opinion": "c",
        "suggestions": "d",
        "conclusion": "同意",
    }
    assert faults("F13", data | {"conflict_declared": False}) == ["/data/conflict_declared"]
    assert faults("F13", data | {"conflict_declared": True}) == []
