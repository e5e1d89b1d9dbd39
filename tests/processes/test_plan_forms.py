"""The forms of plan and startup: F36, F45, F46, F47, annex 2 (F51) field by field, F53, and F15 at their tasks (4-forms.md, R112–R116)."""

from __future__ import annotations

import json

import pytest

from tests.processes.test_forms import ROOT, faults, fill

PHONE = "13900000000"
ANNEX = {
    "build_unit": "wjw", "build_unit_stamped": True, "fill_date": "2025-07-15", "project_category": "软件开发类", "project_leader": "王",
    "project_leader_phone": PHONE, "tech_leader": "赵", "tech_leader_phone": "0564-6021234", "project_intro": "平台升级", "procurement_methods": ["公开招标"],
    "tender_month": "2026-02", "period_start": "2026-04", "period_end": "2026-09", "needs_mlps": True, "acceptance_month": "2026-10", "free_om_months": 24,
    "plan_files": ["1"], "contact_person": "李", "contact_phone": PHONE, "oa_flow_no": "OA-2026-001",
    "payment_plan": [
        {"milestone": "合同签订", "month": "2026-04", "ratio_percent": 30, "amount_wan": "258.00"},
        {"milestone": "到货/阶段", "month": "2026-09", "ratio_percent": 40, "amount_wan": "344.00"},
        {"milestone": "竣工验收", "month": "2026-11", "ratio_percent": 27, "amount_wan": "232.20"},
        {"milestone": "质保期满", "month": "2028-11", "ratio_percent": 3, "amount_wan": "25.80"},
    ],
}  # fmt: skip
GUARD = {"P20_S_guard": {"approved_wan": "860.00", "start_month": "2026-04", "end_month": "2026-09", "mlps_level": "三级"}}
GIVEN = {"project_name": "全民健康信息平台升级"}
DEFINITIONS = (  # the notice's own words, annex 2
    "主要指操作系统、数据库、办公自动化、财务软件、防病毒软件等软件产品，或上级主管部门要求购买的软件产品。",
    "主要指机房设备（服务器、存储设备、交换机、路由器、电源等）、安全设备（防火墙、防入侵、内容过滤、安全备份等）、终端设备（计算机、打印机、一体机、扫描仪等）、",
    "主要指按照各部门业务需求或上级主管部门要求，定制开发各类应用软件（内部办公业务系统、网站微信等互联网平台）或进行升级改造的项目。",
    "主要指网络工程（光纤覆盖及网络综合布线等）、视频会议系统、视频监控系统的建设与改造项目。",
    "对上述四类项目的维护、外包服务、规划、咨询、监理及各类宽带通讯费、云平台资源租用(CPU、存储等)、服务器托管等。",
    "包含上述两类以上内容的综合项目",
)


def annex(**changed):
    return faults("F51", {name: value for name, value in (ANNEX | changed).items() if value is not None}, case=GUARD, given=GIVEN)


def test_annex_2_has_the_notices_fields_in_their_order_and_its_definitions_as_help():
    schema, ui = (json.loads((ROOT / f"forms/F51{end}").read_text("utf-8")) for end in (".json", ".ui.json"))
    titles = [field["title"] for field in schema["properties"].values()]
    order = [
        "项目建设单位（盖章）", "填报日期", "项目名称", "项目类别", "项目负责人", "项目负责人联系电话", "技术负责人", "技术负责人联系电话", "项目简介",
        "拟采购方式", "拟招标时间", "建设周期（开始）", "建设周期（结束）", "是否安排等保测评", "拟验收时间", "资金支付计划", "免费运维期（月）",
    ]  # fmt: skip
    assert [title for title in titles if title in order] == order
    assert schema["properties"]["procurement_methods"]["items"]["enum"] == ["公开招标", "邀请招标", "竞争性谈判", "单一来源采购", "询价", "其他"]
    assert [words for words in DEFINITIONS if words not in ui["project_category"]["ui:help"]] == []


def test_the_annex_of_scenario_1_is_complete():
    said = fill("F51", ANNEX, case=GUARD, given=GIVEN)
    assert (said.errors, said.findings, said.data["project_name"]) == ([], [], "全民健康信息平台升级")


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"tender_month": "2026-05"}, "/data/tender_month"),
        ({"period_end": "2026-03"}, "/data/period_end"),
        ({"acceptance_month": "2026-08"}, "/data/acceptance_month"),
        ({"acceptance_month": "2026-13"}, "/data/acceptance_month"),
        ({"payment_plan": ANNEX["payment_plan"][:3]}, "/data/payment_plan"),
        ({"payment_plan": [ANNEX["payment_plan"][0] | {"ratio_percent": 100, "amount_wan": "860.01"}]}, "/data/payment_plan"),
        ({"procurement_methods": ["其他"]}, "/data/procurement_other"),
        ({"procurement_methods": ["公开招标", "公开招标"]}, "/data/procurement_methods"),
        ({"procurement_methods": ["抽签"]}, "/data/procurement_methods/0"),
        ({"project_category": "综合类", "category_parts": ["软件开发类"]}, "/data/category_parts"),
        ({"category_parts": ["软件开发类", "硬件购买类"]}, "/data/project_category"),
        ({"category_parts": ["硬件购买类"]}, "/data/category_parts"),
        ({"free_om_months": 1.5}, "/data/free_om_months"),
        ({"free_om_months": -1}, "/data/free_om_months"),
        ({"plan_files": []}, "/data/plan_files"),
        ({"contact_person": None}, "/data/contact_person"),
        ({"contact_phone": "12345"}, "/data/contact_phone"),
        ({"project_leader": "王" * 21}, "/data/project_leader"),
    ],
)
def test_what_does_not_fit_into_annex_2_is_named_by_its_field(changed, pointer):
    assert pointer in annex(**changed)


def test_two_ways_of_procurement_and_a_ratio_with_a_part_of_a_percent_are_fine():
    parts = [ANNEX["payment_plan"][0] | {"ratio_percent": ratio} for ratio in (33.3, 33.3, 33.4)]
    assert annex(procurement_methods=["公开招标", "其他"], procurement_other="竞争性磋商", payment_plan=parts) == []


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"needs_mlps": False}, "/data/needs_mlps"),
        ({"period_start": "2026-03"}, "/data/period_start"),
        ({"period_end": "2026-10"}, "/data/period_start"),
        ({"build_unit_stamped": False}, "/data/build_unit_stamped"),
        ({"fill_date": "2025-07-16"}, "/data/fill_date"),
    ],
)
def test_what_is_only_unusual_in_annex_2_is_a_warning(changed, pointer):
    said = fill("F51", ANNEX | changed, case=GUARD, given=GIVEN)
    assert (said.errors, [finding.pointer for finding in said.findings]) == ([], [pointer])


AGREES = dict.fromkeys(("content", "scale", "standard", "amount", "period"), True)


@pytest.mark.parametrize(
    ("data", "pointers"),
    [
        ({"matches_approval": AGREES, "decision": "同意启动"}, []),
        ({"matches_approval": AGREES | {"scale": False}, "decision": "同意启动"}, ["/data/decision"]),
        ({"matches_approval": AGREES | {"scale": False}, "decision": "退回", "opinion": "规模不符"}, []),
        ({"matches_approval": AGREES, "decision": "退回"}, ["/data/opinion"]),
        ({"matches_approval": {"content": True}, "decision": "退回", "opinion": "x"}, ["/data/matches_approval/scale"]),
    ],
)
def test_only_what_agrees_with_the_approval_may_start(data, pointers):
    assert faults("F53", data)[:1] == pointers


LISTED = {"project_code": "EG-2026-WJW-001", "include": True, "total_investment_wan": "860.00", "annual_investment_wan": "860.00"}


@pytest.mark.parametrize(
    ("row", "pointers"),
    [
        (LISTED, []),
        (LISTED | {"include": False}, ["/data/entries/0/reason_if_not"]),
        (LISTED | {"include": False, "reason_if_not": "财力不足"}, []),
        (LISTED | {"annual_investment_wan": "0.00"}, ["/data/entries/0/annual_investment_wan"]),
        (LISTED | {"annual_investment_wan": "860.01"}, ["/data/entries/0/annual_investment_wan"]),
        (LISTED | {"total_investment_wan": "0.00"}, ["/data/entries/0/total_investment_wan", "/data/entries/0/annual_investment_wan"]),
    ],
)
def test_a_row_of_the_investment_plan_says_yes_with_money_or_no_with_a_reason(row, pointers):
    data = {"plan_no": "霍政〔2026〕3号", "publish_date": "2025-07-15", "plan_file": ["1"], "entries": [row]}
    found = faults("F46", data, given={"entries": [LISTED]})
    assert found == pointers or (pointers and found == pointers[:1])


def test_rows_of_the_ranking_and_the_plan_can_neither_be_added_nor_left_out():
    given = {"rows": [{"project_code": "A", "project_name": "甲"}, {"project_code": "B", "project_name": "乙"}]}
    points = dict.fromkeys(("sharing_score", "livelihood_score", "coordination_score"), 80)
    rows = [{"project_code": code, **points} for code in "AB"]
    assert faults("F45", {"rows": rows}, given=given) == []
    assert faults("F45", {"rows": rows[:1]}, given=given) == ["/data/rows"]
    assert faults("F45", {"rows": [*rows, {"project_code": "C", **points}]}, given=given)[0] == "/data/rows/2"
    assert faults("F45", {"rows": [rows[0] | {"sharing_score": 100.5}, rows[1]]}, given=given) == ["/data/rows/0/sharing_score"]
    plan = {"order": 1, "budget_wan": "860.00", "start_month": "2026-04", "end_month": "2026-09"}
    entries = [{"project_code": "A", **plan}, {"project_code": "B", **plan, "order": 2}]
    whole = {"plan_year": 2026, "version": 1, "entries": given["rows"]}
    assert faults("F47", {"entries": entries}, given=whole) == []
    assert faults("F47", {"entries": [entries[0], entries[1] | {"order": 1}]}, given=whole) == ["/data/entries"]
    assert faults("F47", {"entries": [entries[0], entries[1] | {"start_month": "2026-10"}]}, given=whole) == ["/data/entries/1/end_month"]
    assert fill("F47", {"entries": entries, "plan_year": 1999, "version": 9}, given=whole).data["version"] == 1


def test_a_late_appraisal_says_why_and_until_when():
    given = {"rows": [{"project_code": "A", "project_name": "甲"}]}
    row = {"project_code": "A", "reason": "方案需补充", "new_date": "2025-07-16"}
    assert faults("F36", {"rows": [row]}, given=given) == []
    assert faults("F36", {"rows": [row | {"new_date": "2025-07-15"}]}, given=given) == ["/data/rows/0/new_date"]
    assert faults("F36", {"rows": [row | {"reason": ""}]}, given=given) == ["/data/rows/0/reason"]


@pytest.mark.parametrize(("element", "stamped", "pointers"), [("P15_T4", None, []), ("P20_T2", None, ["/data/stamped"]), ("P20_T2", True, [])])
def test_annex_2_is_stamped_the_plan_is_signed(element, stamped, pointers):
    data = {"decision": "同意"} | ({"stamped": stamped} if stamped else {})
    assert faults("F15", data, element=element, decisions=["同意", "退回"]) == pointers
    assert faults("F15", {"decision": "退回"}, element=element, decisions=["同意", "退回"]) == ["/data/opinion"]


@pytest.mark.parametrize("form", ["F36", "F45", "F46", "F47"])
def test_a_table_of_which_every_project_has_ended_meanwhile_can_be_sent_empty(form):
    rest = {"F46": {"plan_no": "x", "publish_date": "2025-07-15", "plan_file": ["1"]}, "F47": {"plan_year": 2026}}.get(form, {})
    name = "rows" if form in ("F36", "F45") else "entries"
    assert faults(form, {name: [], **rest}, given={name: [], "plan_year": 2026}) == []
