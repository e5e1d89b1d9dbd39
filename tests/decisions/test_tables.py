# ruff: noqa: E501
"""What a decision table answers, for each hit policy, and when it answers nothing."""

from __future__ import annotations

from typing import Any

import pytest

from app import decisions
from app.decisions import Outcome, load
from app.errors import DecisionRefused, ExpressionRefused
from app.expressions import Context
from tests.decisions.build import table


def ask(xml: str, **data: Any) -> Outcome:
    [found] = load(xml)
    return decisions.ask(found, Context(data, parameters={"cap_reading": "A"}))


# D01 of the specification: the approval route.
D01 = table(
    ["needs_separate_approval", "project_category", "demand_clear", "arch_simple", "amount(adjusted_budget_wan or confirmed_budget_wan)", "parameter('cap_reading')"],
    ["route", "flag"],
    [
        ["true", "-", "-", "-", "-", "-", '"单独审批"', ""],
        ["false", '"硬件购买类","运维服务类"', "-", "-", "<= 1000", "-", '"统一申请审批"', ""],
        ["false", '"硬件购买类","运维服务类"', "-", "-", "> 1000", '"A"', '"统一申请审批"', '"超1000万,须县发改委确认"'],
        ["false", '"硬件购买类","运维服务类"', "-", "-", "> 1000", '"B"', '"单独审批"', ""],
        ["false", 'not("硬件购买类","运维服务类")', "true", "true", "<= 1000", "-", '"统一申请审批"', ""],
        ["false", 'not("硬件购买类","运维服务类")', "-", "-", "<= 1000", '"C"', '"统一申请审批"', ""],
        ["-", "-", "-", "-", "-", "-", '"单独审批"', ""],
    ],
    policy="FIRST",
)  # fmt: skip


@pytest.mark.parametrize(
    ("separate", "category", "clear", "simple", "budget", "rule", "route"),
    [
        (True, "软件开发类", True, True, "100.00", "r1", "单独审批"),
        (False, "硬件购买类", False, False, "1000.00", "r2", "统一申请审批"),
        (False, "运维服务类", False, False, "1000.01", "r3", "统一申请审批"),
        (False, "软件开发类", True, True, "860.00", "r5", "统一申请审批"),
        (False, "软件开发类", True, True, "1000.000001", "r7", "单独审批"),
        (False, "综合类", True, False, "10.00", "r7", "单独审批"),
    ],
)
def test_the_approval_route_follows_the_notice(separate: bool, category: str, clear: bool, simple: bool, budget: str, rule: str, route: str) -> None:
    outcome = ask(D01, needs_separate_approval=separate, project_category=category, demand_clear=clear, arch_simple=simple, confirmed_budget_wan=budget)
    assert (outcome.hits, outcome.outputs["route"]) == ((rule,), route)
    assert outcome.inputs["输入5"] == budget


def test_the_adjusted_budget_of_the_meeting_counts_before_the_confirmed_one() -> None:
    data = {"needs_separate_approval": False, "project_category": "软件开发类", "demand_clear": True, "arch_simple": True}
    assert ask(D01, confirmed_budget_wan="1200.00", adjusted_budget_wan="900.00", **data).hits == ("r5",)


def test_money_given_as_text_is_refused_not_ordered() -> None:
    xml = table(["budget"], ["route"], [["<= 1000", '"a"'], ["> 1000", '"b"']])
    with pytest.raises(DecisionRefused, match="amount"):
        ask(xml, budget="860.00")
    assert ask(xml, budget=860).outputs == {"route": "a"}


def test_unique_refuses_when_two_rules_hit_and_names_them() -> None:
    xml = table(["x"], ["y"], [["< 10", "1"], ["> 5", "2"]])
    assert ask(xml, x=3).outputs == {"y": 1}
    with pytest.raises(DecisionRefused, match="r1、r2"):
        ask(xml, x=7)


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY"])
def test_when_no_rule_hits_the_outputs_are_null_or_the_defaults(policy: str) -> None:
    assert ask(table(["x"], ["y", "z"], [["1", "1", "2"]], policy=policy), x=2) == Outcome({"输入1": 2}, (), {"y": None, "z": None})
    assert ask(table(["x"], ["y"], [["1", "1"]], policy=policy, defaults=['"不适用"']), x=2).outputs == {"y": "不适用"}


def test_any_gives_the_answer_on_which_its_rules_agree_and_refuses_when_they_differ() -> None:
    xml = table(["x"], ["y"], [["< 10", '"a"'], ["> 5", '"a"'], ["> 8", '"b"']], policy="ANY")
    assert ask(xml, x=7) == Outcome({"输入1": 7}, ("r1", "r2"), {"y": "a"})
    with pytest.raises(DecisionRefused, match="不一致"):
        ask(xml, x=9)


def test_priority_gives_the_gravest_answer_wherever_it_stands() -> None:
    xml = table(
        ["gap", "late"], ["flag"], [["-", "-", '"正常"'], [">= 15", "-", '"提醒"'], ["-", "> 0", '"提醒"'], [">= 30", "-", '"严重滞后"']],
        policy="PRIORITY", values=['"严重滞后","预算执行不到位","提醒","正常"'],
    )  # fmt: skip
    assert ask(xml, gap=40, late=1) == Outcome({"输入1": 40, "输入2": 1}, ("r4",), {"flag": "严重滞后"})
    assert ask(xml, gap=20, late=0).outputs == {"flag": "提醒"}
    assert ask(xml, gap=0, late=0).outputs == {"flag": "正常"}


def test_collect_gives_every_answer_in_the_order_of_the_table() -> None:
    xml = table(
        ["x"], ["code", "kind"], [["> 0", '"E-PAY-01"', '"BLOCK"'], ["> 9", '"E-PAY-02"', '"BLOCK"'], ["> 5", '"E-PAY-08"', '"WARN"']], policy="COLLECT"
    )
    assert ask(xml, x=7) == Outcome({"输入1": 7}, ("r1", "r3"), [{"code": "E-PAY-01", "kind": "BLOCK"}, {"code": "E-PAY-08", "kind": "WARN"}])
    assert ask(xml, x=0).outputs == []


def test_rule_order_gives_a_list_too() -> None:
    assert ask(table(["x"], ["y"], [["-", "1"], ["-", "2"]], policy="RULE ORDER"), x=0).outputs == [{"y": 1}, {"y": 2}]


@pytest.mark.parametrize(
    ("aggregation", "some", "none"),
    [("SUM", {"y": "6.6"}, {"y": None}), ("MIN", {"y": 1}, {"y": None}), ("MAX", {"y": "3.3"}, {"y": None}), ("COUNT", {"y": 3}, {"y": 0})],
)
def test_collect_may_add_up_count_or_choose(aggregation: str, some: Any, none: Any) -> None:
    xml = table(["x"], ["y"], [["> 0", "1"], ["> 0", "2.3"], ["> 0", "3.3"]], policy="COLLECT", aggregation=aggregation)
    assert (ask(xml, x=1).outputs, ask(xml, x=0).outputs) == (some, none)


def test_outputs_are_exact_and_json() -> None:
    outputs = ask(table(["x"], ["a", "b", "c", "d", "e"], [["-", "0.20", "7", '["甲", 1]', "true", 'date("2025-07-31")']]), x=0).outputs
    assert outputs == {"a": "0.20", "b": 7, "c": ["甲", 1], "d": True, "e": "2025-07-31"}


@pytest.mark.parametrize("namespace", ["http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20151101/dmn.xsd"])
def test_older_files_are_read_too(namespace: str) -> None:
    assert ask(table(["x"], ["y"], [["1", "2"]], namespace=namespace), x=1).outputs == {"y": 2}


def test_an_input_that_cannot_be_computed_refuses_the_decision() -> None:
    with pytest.raises(ExpressionRefused):
        ask(table(["x + 1"], ["y"], [["-", "1"]]))


def test_a_table_knows_what_it_may_give_and_cites_its_clauses() -> None:
    [found] = load(D01)
    assert found.output_values["route"] == {"单独审批", "统一申请审批", None}
    assert not found.gives_list and found.rules[0].description == "R1"


def test_asking_a_table_leaves_the_data_alone() -> None:
    data = {"x": [1, 2]}
    ask(table(["len(x)"], ["y"], [["2", "1"]]), **data)
    assert data == {"x": [1, 2]}
