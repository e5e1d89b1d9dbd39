"""The forms of the appraisal: what they demand, and what they refuse with its clause (4-forms.md 4.3; R28–R34, R75)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.processes.test_forms import DECLARED, ROOT, faults, fill

CHECKED = {"complete_ok": True, "norm_ok": True, "checklist": [{"item": "项目建设方案", "present": True}], "decision": "通过"}
LISTED = {"checklist": [{"item": "项目建设方案", "needed": True, "present": True}]}
UNITS = {"fgw_participant": "王", "czj_participant": "李", "sgj_participant": "张"}
ARRANGED = {"meeting_date": "2025-08-28", "experts": [f"expert.{n}" for n in range(5)]} | UNITS
SAID = {
    "necessity_op": "符合", "feasibility_op": "基本符合", "sharing_op": "不符合", "budget_op": "符合", "separate_op": "不单独立项",
    "duplicate_dc_op": False, "conclusion": "通过", "conflict_declared": True,
}  # fmt: skip
CONCLUDED = {
    "importance": "高", "urgency": "中", "confirmed_basis": "a", "confirmed_standard": "b", "confirmed_scale": "c", "confirmed_content": "d",
    "confirmed_fund_sources": [{"source": "县本级财政性资金", "amount_wan": "860.00"}], "confirmed_budget_wan": "860.00", "demand_clear": True,
    "arch_simple": True, "needs_separate_approval": False, "conclusion": "通过", "opinion_text": "同意立项",
}  # fmt: skip
FINAL = {name: value for name, value in DECLARED.items() if name != "decision"} | {"change_list": "补充接口设计", "final_plan_files": ["9"]}


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({}, []),
        ({"experts": ARRANGED["experts"][:4]}, ["/data/experts"]),
        ({"experts": [*ARRANGED["experts"], "expert.9"]}, ["/data/experts"]),
        ({"experts": ARRANGED["experts"][:3]}, ["/data/experts"]),
        ({"experts": [*ARRANGED["experts"][:4], "expert.0"]}, ["/data/experts"]),
        ({"czj_participant": ""}, ["/data/czj_participant"]),
    ],
    ids=["five", "four", "six", "three", "one twice", "nobody of the finance bureau"],
)
def test_a_panel_is_odd_and_at_least_five_and_all_three_units_take_part(changed: dict[str, Any], pointers: list[str]) -> None:
    assert faults("F30", ARRANGED | changed) == pointers


@pytest.mark.parametrize(
    ("changed", "given", "pointers"),
    [
        ({}, LISTED, []),
        ({"norm_ok": False}, LISTED, ["/data/decision"]),
        ({"checklist": [{"item": "项目建设方案", "present": False}]}, LISTED, ["/data/checklist"]),
        ({"checklist": []}, LISTED, ["/data/checklist", "/data/checklist"]),
        ({"decision": "退回补正", "opinion": "缺方案"}, LISTED, ["/data/return_deadline"]),
        ({"decision": "退回补正", "opinion": "缺方案", "return_deadline": "2025-07-15"}, LISTED, ["/data/return_deadline"]),
        ({"decision": "退回补正", "opinion": "缺方案", "return_deadline": "2025-07-16", "complete_ok": False}, LISTED, []),
        ({"decision": "不予受理"}, LISTED, ["/data/opinion"]),
    ],
)
def test_incomplete_papers_do_not_pass_and_a_rejection_has_its_reason(changed: dict[str, Any], given: dict[str, Any], pointers: list[str]) -> None:
    assert faults("F31", CHECKED | changed, given=given) == pointers


def test_whether_a_paper_is_required_is_not_for_the_reviewer_to_say() -> None:
    free = CHECKED | {"checklist": [{"item": "项目建设方案", "needed": False, "present": False}]}
    assert faults("F31", free, given=LISTED) == ["/data/checklist"]
    assert fill("F31", CHECKED, given=LISTED).data["checklist"][0]["needed"] is True


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({}, []),
        ({"conclusion": "不通过"}, ["/data/opinion"]),
        ({"conclusion": "修改后再论证", "opinion": "补充"}, []),
        ({"conflict_declared": False}, ["/data/conflict_declared"]),
        ({"duplicate_dc_op": True}, ["/data/opinion"]),
        ({"duplicate_dc_op": True, "opinion": "上级要求独立部署"}, []),
        ({"separate_op": "单独"}, ["/data/separate_op"]),
        ({"suggested_budget_wan": "0.00"}, ["/data/suggested_budget_wan"]),
        ({"necessity_op_note": "字" * 501}, ["/data/necessity_op_note"]),
    ],
)
def test_an_opinion_grades_each_item_and_says_why_it_is_against(changed: dict[str, Any], pointers: list[str]) -> None:
    assert faults("F32", SAID | changed) == pointers


def test_the_list_for_the_meeting_orders_each_project_once() -> None:
    given = {"rows": [{"opinion_ref": n, "project_code": f"EG-{n}", "project_name": "x", "confirmed_budget_wan": "1.00"} for n in (7, 8)]}
    both = {"rows": [{"opinion_ref": 7, "proposed_order": 1}, {"opinion_ref": 8, "proposed_order": 2}]}
    said = fill("F33", both, given=given)
    assert (said.errors, said.data["rows"][1]["project_code"]) == ([], "EG-8")
    assert faults("F33", {"rows": both["rows"][:1]}, given=given) == [], "a row may be taken out"
    assert faults("F33", {"rows": [both["rows"][0], both["rows"][1] | {"proposed_order": 1}]}, given=given) == ["/data/rows"]
    assert "/data/rows/1" in faults("F33", {"rows": [both["rows"][0], both["rows"][0] | {"proposed_order": 2}]}, given=given)
    assert faults("F33", {"rows": []}, given=given) == ["/data/rows"]


@pytest.mark.parametrize(
    ("changed", "may_pass", "pointers"),
    [
        ({}, True, []),
        ({}, False, ["/data/conclusion"]),
        ({"conclusion": "不通过"}, False, []),
        ({"confirmed_budget_wan": "850.00"}, True, ["/data/confirmed_fund_sources"]),
        ({"opinion_text": ""}, True, ["/data/opinion_text"]),
    ],
)
def test_the_opinion_follows_the_votes_and_its_money_adds_up(changed: dict[str, Any], may_pass: bool, pointers: list[str]) -> None:
    assert faults("F34", CONCLUDED | changed, case={"P13_S_votes": {"may_pass": may_pass}}) == pointers


def test_votes_are_counted_by_the_server() -> None:
    said = fill("F34", CONCLUDED | {"vote_pass": 9}, given={"vote_pass": 4}, case={"P13_S_votes": {"may_pass": True}})
    assert said.data["vote_pass"] == 4


def test_after_two_revisions_the_opinion_passes_or_rejects() -> None:
    offered = {"decisions": ["通过", "不通过"], "case": {"P13_S_votes": {"may_pass": True}}}
    assert faults("F34", CONCLUDED | {"conclusion": "修改后再论证"}, **offered) == ["/data/conclusion"]


def test_the_final_version_is_the_whole_declaration_with_its_changes() -> None:
    declaration, final = (json.loads((ROOT / f"forms/{name}.json").read_text("utf-8")) for name in ("F21", "F37"))
    added = {"change_list", "final_plan_files"}
    fields = {name: field for name, field in final["properties"].items() if name not in added}
    assert fields == {name: field for name, field in declaration["properties"].items() if name != "decision"}
    assert {*final["required"]} == {*declaration["required"]} - {"decision"} | added
    assert final["allOf"] == declaration["allOf"] and final["x-rules"][: len(declaration["x-rules"])] == declaration["x-rules"]


@pytest.mark.parametrize(
    ("changed", "pointers"),
    [
        ({}, []),
        ({"change_list": ""}, ["/data/change_list"]),
        ({"final_plan_files": []}, ["/data/final_plan_files"]),
        ({"total_budget_wan": "861.00"}, ["/data/budget_items", "/data/fund_sources"]),
        ({"category_parts": ["软件开发类", "硬件购买类"]}, ["/data/project_category"]),
        ({"category_parts": ["硬件购买类"]}, ["/data/project_category"]),
        ({"self_declare_truth": False}, ["/data/self_declare_truth"]),
    ],
)
def test_a_final_version_is_complete_and_lists_its_changes(changed: dict[str, Any], pointers: list[str]) -> None:
    assert faults("F37", FINAL | changed, case={"plan_year": 2026}) == pointers


@pytest.mark.parametrize(
    ("resolved", "decision", "opinion", "pointers"),
    [(True, "符合", None, []), (False, "符合", None, ["/data/consistent_items"]), (False, "退回", None, ["/data/opinion"]), (False, "退回", "未更新", [])],
)
def test_only_what_is_resolved_is_final(resolved: bool, decision: str, opinion: str | None, pointers: list[str]) -> None:
    data = {"consistent_items": [{"opinion_item": "概算", "resolved": resolved}], "decision": decision} | ({"opinion": opinion} if opinion else {})
    assert faults("F38", data, given={"consistent_items": [{"opinion_item": "概算"}]}) == pointers


def test_no_item_of_the_check_can_be_left_out() -> None:
    given = {"consistent_items": [{"opinion_item": "概算"}, {"opinion_item": "建设依据"}]}
    assert "/data/consistent_items" in faults("F38", {"consistent_items": [{"opinion_item": "概算", "resolved": True}], "decision": "符合"}, given=given)
