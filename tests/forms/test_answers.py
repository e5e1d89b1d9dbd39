"""What the server says to answers: computed, checked, each fault at its field, in Chinese and English."""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from app.forms import Filled, Form, fill, load
from app.periods import SHANGHAI

NOW = datetime(2025, 7, 1, 9, tzinfo=SHANGHAI)
Answers = dict[str, Any]


@pytest.fixture
def filled(form: Form) -> Callable[..., Filled]:
    return lambda data, **more: fill(form, data, element="P12_T1", now=NOW, **({"case": {"limit": 800}} | more))


def pointers(result: Filled) -> list[str]:
    return [error.pointer for error in result.errors]


def messages(result: Filled) -> list[str]:
    return [error.message_zh for error in result.errors]


def test_complete_answers_have_no_fault_and_the_totals_are_computed(filled: Callable[..., Filled], answers: Answers) -> None:
    result = filled(answers)
    assert result.errors == [] and result.findings == []
    assert result.data["items_total_wan"] == "860.00"
    assert [row["share_percent"] for row in result.data["budget_items"]] == ["81.4", "18.6"]


def test_the_clients_answers_themselves_are_not_changed(filled: Callable[..., Filled], answers: Answers) -> None:
    filled(answers)
    assert "items_total_wan" not in answers and "share_percent" not in answers["budget_items"][0]


def test_what_the_client_computed_itself_is_overwritten(filled: Callable[..., Filled], answers: Answers) -> None:
    result = filled(answers | {"items_total_wan": "1.00"})
    assert result.data["items_total_wan"] == "860.00"


def test_a_read_only_field_takes_what_the_server_gives_and_never_what_the_client_sends(filled: Callable[..., Filled], answers: Answers) -> None:
    assert filled(answers | {"project_code": "EG-FORGED"}, given={"project_code": "EG-2026-1"}).data["project_code"] == "EG-2026-1"
    assert "project_code" not in filled(answers | {"project_code": "EG-FORGED"}).data


def test_every_missing_field_has_its_own_pointer_and_title(filled: Callable[..., Filled]) -> None:
    result = filled({"decision": "提交"})
    assert pointers(result) == ["/data/project_name", "/data/total_budget_wan", "/data/budget_items", "/data/deploy_mode", "/data/self_declare_truth"]
    assert messages(result)[0] == "项目名称：必填"
    assert result.errors[0].message_en == "Project: required"


def test_an_unknown_field_is_named(filled: Callable[..., Filled], answers: Answers) -> None:
    answers["budget_items"][1]["hidden"] = 1
    result = filled(answers | {"extra": 1})
    assert set(pointers(result)) == {"/data/extra", "/data/budget_items/1/hidden"}


def test_a_fault_in_a_table_says_which_row(filled: Callable[..., Filled], answers: Answers) -> None:
    answers["budget_items"][1]["amount_wan"] = "160"
    result = filled(answers)
    assert pointers(result) == ["/data/budget_items/1/amount_wan"]
    assert messages(result) == ["投资构成 第 2 行 金额：请按万元填写，保留 2 至 6 位小数，例如 860.00"]


@pytest.mark.parametrize(
    "text", ["860", "860.0", "1,860.00", "8.6e2", "0860.00", "+860.00", "-860.00", "860.0000000", " 860.00", "٨٦٠.00", "860.00\n", "-0.00", "0.00", ""]
)
def test_only_canonical_money_is_taken(text: str, filled: Callable[..., Filled], answers: Answers) -> None:
    assert "/data/total_budget_wan" in pointers(filled(answers | {"total_budget_wan": text}))


@pytest.mark.parametrize("value", [860, 860.0, None, True, ["860.00"], {"a": 1}])
def test_money_is_text_never_a_number(value: Any, filled: Callable[..., Filled], answers: Answers) -> None:
    assert "/data/total_budget_wan" in pointers(filled(answers | {"total_budget_wan": value}))


def test_a_money_that_may_be_negative_says_so() -> None:
    text = '{"type":"object","additionalProperties":false,"properties":{"delta_yuan":{"title":"增减","type":"string","format":"decimal","x-signed":true}}}'
    signed = load("F83.json", text)
    assert fill(signed, {"delta_yuan": "-12.50"}).errors == []
    assert messages(fill(load("F83.json", text.replace(',"x-signed":true', "")), {"delta_yuan": "-12.50"})) == ["增减：不能为负数"]
    assert pointers(fill(signed, {"delta_yuan": "12.500"})) == ["/data/delta_yuan"]


@pytest.mark.parametrize("text", ["2025-02-30", "20250701", "2025-7-1", "2025-W01-1", "2025-07-01T00:00:00", "01.07.2025"])
def test_a_date_is_a_day_that_exists(text: str, filled: Callable[..., Filled], answers: Answers) -> None:
    assert "/data/open_date" in pointers(filled(answers | {"open_date": text}))


def test_line_breaks_do_not_count_as_characters(filled: Callable[..., Filled], answers: Answers) -> None:
    assert filled(answers | {"brief_description": "字" * 10 + "\r\n" + "字" * 10}).errors == []
    assert messages(filled(answers | {"brief_description": "字" * 21})) == ["简要说明：不超过 20 个字（现 21 个字，不计换行）"]


def test_a_phone_number_has_its_own_message(filled: Callable[..., Filled], answers: Answers) -> None:
    assert messages(filled(answers | {"leader_phone": "123"})) == ["联系电话：请填写手机号或带区号的固定电话"]
    assert filled(answers | {"leader_phone": "0564-6022222"}).errors == []


def test_a_field_may_be_needed_because_of_another(filled: Callable[..., Filled], answers: Answers) -> None:
    assert messages(filled(answers | {"deploy_mode": "本部门部署"})) == ["本部门部署理由：必填"]
    assert filled(answers | {"deploy_mode": "本部门部署", "deploy_reason": "公共服务类"}).errors == []


def test_a_rule_between_fields_names_its_clause(filled: Callable[..., Filled], answers: Answers) -> None:
    result = filled(answers | {"total_budget_wan": "861.00"})
    [error] = result.errors
    assert (error.pointer, error.clause) == ("/data/budget_items", "霍政办〔2019〕5号 二(一)")
    assert error.message_zh == "投资构成合计应等于总投资（依据 霍政办〔2019〕5号 二(一)）"
    assert error.message_en.startswith("The items should add up")


def test_equal_money_written_differently_is_equal(filled: Callable[..., Filled], answers: Answers) -> None:
    assert filled(answers | {"total_budget_wan": "860.000000"}).errors == []


def test_a_rule_about_rows_points_at_the_row(filled: Callable[..., Filled], answers: Answers) -> None:
    result = filled(answers, case={"limit": 200})
    assert pointers(result) == ["/data/budget_items/0/amount_wan"]
    assert messages(result) == ["投资构成 第 1 行：单项超过限额"]


def test_a_rule_over_what_is_not_filled_in_is_not_broken(filled: Callable[..., Filled], answers: Answers) -> None:
    assert filled(answers | {"close_date": "2025-07-31"}, case={}).errors == []


def test_a_warning_is_shown_and_refuses_nothing(filled: Callable[..., Filled], answers: Answers) -> None:
    result = filled(answers | {"open_date": "2025-06-01"})
    assert result.errors == []
    assert [finding.pointer for finding in result.findings] == ["/data/open_date"]


def test_unfinished_answers_are_computed_as_far_as_possible(filled: Callable[..., Filled], answers: Answers) -> None:
    answers["budget_items"].append({"item": "集成"})
    result = filled(answers)
    assert "items_total_wan" not in result.data
    assert pointers(result) == ["/data/budget_items/2/amount_wan"]


@pytest.mark.parametrize("reason", [None, "", "  \n"])
def test_a_negative_decision_needs_a_written_reason(reason: str | None, filled: Callable[..., Filled], answers: Answers) -> None:
    data = answers | {"decision": "退回"} | ({} if reason is None else {"opinion": reason})
    assert messages(filled(data)) == ["意见：选择「退回」时必须书面说明理由"]
    assert filled(answers | {"decision": "退回", "opinion": "材料不全"}).errors == []


def test_a_task_offers_only_its_own_decisions(filled: Callable[..., Filled], form: Form, answers: Answers) -> None:
    assert messages(filled(answers, decisions=("退回", "撤回"))) == ["结论：本环节只能选择：退回、撤回"]
    assert form.narrowed(["提交"])["properties"]["decision"]["enum"] == ["提交"]
    assert form.schema["properties"]["decision"]["enum"] == ["提交", "退回", "撤回"]


def test_a_task_without_a_decision_neither_wants_nor_takes_one(filled: Callable[..., Filled], form: Form, answers: Answers) -> None:
    assert pointers(filled(answers, decisions=())) == ["/data/decision"]
    del answers["decision"]
    assert filled(answers, decisions=()).errors == []
    assert "decision" not in form.narrowed([])["properties"] and "decision" not in form.narrowed([])["required"]


def test_withdrawing_needs_no_complete_form_but_what_is_given_must_be_well_formed(filled: Callable[..., Filled]) -> None:
    assert filled({"decision": "撤回"}).errors == []
    assert filled({"decision": "撤回", "budget_items": [{}], "self_declare_truth": False, "project_name": "", "deploy_mode": "本部门部署"}).errors == []
    assert set(pointers(filled({"decision": "撤回", "total_budget_wan": "many", "extra": 1}))) == {"/data/total_budget_wan", "/data/extra"}


@pytest.mark.parametrize("data", [None, [], "x", 5])
def test_answers_are_an_object(data: Any, filled: Callable[..., Filled]) -> None:
    assert pointers(filled(data)) == ["/data"]


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"typename": "x"}, "/data/typename"),
        ({"budget_items": [{"typename": 1}]}, "/data/budget_items/0/typename"),
        ({"__builtins__": {}}, "/data/__builtins__"),
        ({"a": {"b": [{"__class__": 1}]}}, "/data/a/b/0/__class__"),
        ({"project_name": "a\x00b"}, "/data/project_name"),
        ({"project_name": "\ud800"}, "/data/project_name"),
        ({"plan_files": [10**30]}, "/data/plan_files/0"),
        ({"plan_files": [float("nan")]}, "/data/plan_files/0"),
    ],
)
def test_what_the_engine_or_the_database_cannot_hold_is_refused_wherever_it_stands(data: Any, where: str, filled: Callable[..., Filled]) -> None:
    assert pointers(filled(data)) == [where]


def test_answers_nested_without_end_are_refused(filled: Callable[..., Filled]) -> None:
    deep: Any = {}
    for _ in range(600):
        deep = {"a": deep}
    assert len(filled(deep).errors) == 1


def test_the_files_and_references_in_the_answers_are_known_with_their_pointers(form: Form, answers: Answers) -> None:
    data = answers | {"plan_files": [7, 9], "build_unit": "wjw"}
    assert form.file_ids(data) == [("/data/plan_files/0", 7), ("/data/plan_files/1", 9)]
    assert ("office", "/data/build_unit", "wjw") in form.references(data)


def test_a_fraction_is_no_whole_number() -> None:
    form = load("F44.json", '{"type":"object","additionalProperties":false,"properties":{"n":{"title":"数","type":"integer"}}}')
    assert messages(fill(form, {"n": 5.0})) == ["数：应为整数"]
    assert messages(fill(form, {"n": True})) == ["数：应为整数"]


def test_a_form_of_five_fields_is_checked_in_less_than_a_third_of_a_millisecond() -> None:
    text = """{"type":"object","additionalProperties":false,"required":["name","amount","approved","due","kind"],"properties":{
        "name":{"title":"名称","type":"string","maxLength":100},"amount":{"title":"数","type":"integer"},"approved":{"title":"同意","type":"boolean"},
        "due":{"title":"日期","type":"string","format":"date"},"kind":{"title":"类","type":"string","enum":["a","b","c"]}}}"""
    form = load("bench.json", text)
    data = {"name": "x", "amount": 5, "approved": True, "due": "2025-07-01", "kind": "a"}
    assert fill(form, data, now=NOW).errors == []
    assert min(timeit.repeat(lambda: fill(form, data, now=NOW), number=200, repeat=5, timer=time.thread_time)) / 200 < 300e-6
