"""The tables of declaration say what the specification's rows say (D01, D02, D03, D15, D17), and hold no threshold of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app import decisions
from app.expressions import Context

PROCESSES = Path(__file__).parents[2] / "processes"
TABLES = sorted(PROCESSES.glob("D*.dmn"), key=lambda path: path.name)
PARAMETERS = {name: said["value"] for name, said in json.loads((PROCESSES / "parameters.json").read_text("utf-8")).items()}


def ask(decision: str, given: dict[str, Any], **parameters: Any) -> Any:
    [table] = decisions.load((PROCESSES / f"{decision}.dmn").read_text("utf-8"))
    return decisions.ask(table, Context(given, parameters=PARAMETERS | parameters))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_has_no_findings_and_a_source_in_every_row(path):
    text = path.read_text("utf-8")
    assert decisions.problems_of_table(text) == []
    [table] = decisions.load(text)
    assert table.id == path.stem
    assert text.count("<rule ") == text.count("<description>第")
    assert "<dmndi:DMNShape " in text


@pytest.mark.parametrize("name", sorted(PARAMETERS))
def test_a_parameter_says_its_source_its_mark_and_what_it_changes(name):
    said = json.loads((PROCESSES / "parameters.json").read_text("utf-8"))[name]
    assert said.keys() == {"value", "unit", "source", "mark", "meaning"}
    assert said["mark"] in {"S", "A"}
    assert said["meaning"].endswith("。")


def route(category="软件开发类", budget="860.00", clear=True, simple=True, separate=False, parts=None, reading="A"):
    given = {"project_category": category, "category_parts": parts, "demand_clear": clear, "arch_simple": simple, "budget_wan": budget}
    outcome = ask("D01_approval_route", given | {"needs_separate_approval": separate}, cap_reading=reading)
    return outcome.hits[0].removeprefix("D01_"), outcome.outputs["route"]


@pytest.mark.parametrize(
    ("case", "row", "wanted"),
    [
        ({"separate": True}, "1", "单独审批"),
        ({"category": "硬件购买类"}, "2", "统一申请审批"),
        ({"category": "运维服务类", "clear": False, "simple": False}, "2", "统一申请审批"),
        ({"category": "硬件购买类", "budget": "1000.01"}, "3", "统一申请审批"),
        ({"category": "硬件购买类", "budget": "1000.01", "reading": "B"}, "4", "单独审批"),
        ({}, "5", "统一申请审批"),
        ({"budget": "1000.00"}, "5", "统一申请审批"),
        ({"budget": "1000.000001"}, "7", "单独审批"),
        ({"clear": False}, "7", "单独审批"),
        ({"clear": False, "reading": "B"}, "7", "单独审批"),
        ({"clear": False, "reading": "C"}, "6", "统一申请审批"),
        ({"category": "综合类", "parts": ["硬件购买类", "运维服务类"], "clear": False}, "2", "统一申请审批"),
        ({"category": "综合类", "parts": ["硬件购买类", "软件开发类"], "clear": False}, "7", "单独审批"),
        ({"category": "软件购买类", "simple": False}, "7", "单独审批"),
        ({"category": "网络集成类", "budget": "1500.00", "separate": True}, "1", "单独审批"),
    ],
)
def test_the_route_of_approval_in_the_three_readings_of_the_1000_wan_sentence(case, row, wanted):
    assert route(**case) == (row, wanted)


@pytest.mark.parametrize(
    ("related", "funds", "major", "kind", "scope"),
    [
        (False, "县本级财政性资金", None, "department", "不纳入"),
        (True, "非财政性资金", "重大应用平台", "department", "P60"),
        (True, "非财政性资金", "否", "department", "不纳入(登记)"),
        (True, "非财政性资金", None, "department", "不纳入(登记)"),
        (True, "县本级财政性资金", "否", "department", "全流程"),
        (True, "上级转移支付资金", None, "township", "全流程"),
        (True, "混合", None, "department", "全流程"),
        (True, "自筹资金", None, "department", "全流程"),
        (True, "自筹资金", None, "township", "不纳入(登记)"),
    ],
)
def test_what_is_managed_in_full(related, funds, major, kind, scope):
    given = {"gov_activity_related": related, "fund_nature": funds, "is_global_major": major, "dept_kind": kind}
    assert ask("D02_scope", given).outputs == {"scope": scope}


CLEAN = {
    "moment": "提交", "suspended": False, "internal_review": True, "construction_nature": "新建", "linked": False, "overdue_acceptance": 0,
    "compress_ratio": None, "declared_yuan": "8600000.00", "listed_yuan": "0.00", "last_grade": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"suspended": True}, []),
        ({"moment": "盖章", "suspended": True}, [("暂缓申报", "BLOCK")]),
        ({"moment": "盖章", "internal_review": False, "last_grade": "差"}, []),
        ({"internal_review": False}, [("未经内部预审", "BLOCK")]),
        ({"construction_nature": "运维"}, [("未关联既有项目", "BLOCK")]),
        ({"construction_nature": "改造升级", "linked": True}, []),
        ({"overdue_acceptance": 2}, [("逾期未验收", "WARN")]),
        ({"compress_ratio": "20.00", "listed_yuan": "10750000.00"}, []),
        ({"compress_ratio": "20.00", "listed_yuan": "10749999.99"}, [("超过压缩规模", "BLOCK")]),
        ({"linked": True, "last_grade": "差"}, [("绩效为差", "WARN")]),
        ({"internal_review": False, "overdue_acceptance": 1}, [("未经内部预审", "BLOCK"), ("逾期未验收", "WARN")]),
    ],
)
def test_who_may_declare(changed, said):
    rows = ask("D03_declaration_eligibility", CLEAN | changed).outputs
    assert [(row["code"], row["effect"]) for row in rows] == said
    assert all("《通知》" in row["clause"] for row in rows)


@pytest.mark.parametrize(
    ("chosen", "parts", "category", "problem"),
    [
        ("软件开发类", None, "软件开发类", False),
        ("软件开发类", [], "软件开发类", False),
        ("软件开发类", ["网络集成类"], "网络集成类", False),
        ("软件开发类", ["软件开发类", "硬件购买类"], "综合类", False),
        ("综合类", ["软件开发类", "硬件购买类"], "综合类", False),
        ("综合类", ["软件开发类"], "综合类", True),
        ("综合类", None, "综合类", True),
    ],
)
def test_the_category_follows_from_the_parts(chosen, parts, category, problem):
    said = ask("D15_category", {"project_category": chosen, "category_parts": parts}).outputs
    assert (said["category"], said["problem"] is not None) == (category, problem)


@pytest.mark.parametrize(
    ("route_", "category", "stage", "blocking"),
    [
        ("统一申请审批", "软件开发类", "P12", {"basis_files", "plan_files", "budget_basis_files", None}),
        ("单独审批", "软件开发类", "P12", {"basis_files", "plan_files", None}),
        ("单独审批", "软件开发类", "P14", {"basis_files", "plan_files", "feasibility_file", "preliminary_design_file", None}),
        ("统一申请审批", "运维服务类", "P12", {"basis_files", "plan_files", "budget_basis_files", None}),
    ],
)
def test_which_documents_stop_a_declaration(route_, category, stage, blocking):
    rows = ask("D17_required_documents", {"route": route_, "project_category": category, "stage": stage}).outputs
    assert {row["field"] for row in rows if row["blocking"]} == blocking


def test_who_must_sign_each_document():
    signers = {
        "附件1": ["build_unit", "dept"], "论证意见": ["sgj", "fgw", "czj", "expert"], "批复": ["fgw"], "投资计划": ["xzf"], "建设计划": ["sgj"],
        "附件2": ["build_unit"], "附件3": ["build_unit"], "采购计划": ["sgj", "czj"], "合同": ["sgj", "dept", "ggj", "vendor"],
        "验收报告": ["sgj", "czj", "ggj", "expert"], "审计报告": ["sjj"], "资产移动": ["sgj"], "拨付": ["sgj", "czj"], "整改通知": ["sgj", "czj", "sjj"],
    }  # fmt: skip
    for document, offices in signers.items():
        assert [row["office"] for row in ask("D05_signers", {"document": document}).outputs] == offices, document


def test_the_units_of_an_appraisal_are_those_that_sign_it():
    from app.records.appraisal_round import UNITS

    said = ask("D05_signers", {"document": "论证意见"}).outputs
    assert {row["office"]: row["signer"] for row in said if row["kind"] == "单位"} == UNITS
