"""What the check says of decision tables, and of XML that is an attack."""

from __future__ import annotations

import time

import pytest

from app.decisions import load, problems_of_table
from app.errors import DiagramRefused, TooLarge, XmlRefused
from tests.decisions.build import table

GOOD = table(["x", "y"], ["a"], [["1", "-", '"p"'], ["2", "-", '"q"']])


def test_a_sound_table_has_no_problem() -> None:
    assert problems_of_table(GOOD) == []


@pytest.mark.parametrize(
    ("xml", "element", "word"),
    [
        (table(["x"], ["a"], [["limit", "1"]]), "c1_0", "单元格"),
        (table(["x"], ["a"], [["1", "limit"]]), "c1_1", "单元格"),
        (table(["x +"], ["a"], [["1", "1"]]), "in1", "语法"),
        (table(["().__class__"], ["a"], [["1", "1"]]), "in1", "下划线"),
        (table(["nobody(x)"], ["a"], [["1", "1"]]), "in1", "没有函数"),
        (table(["last('P12_T1').x"], ["a"], [["1", "1"]]), "in1", "没有函数"),
        (table([""], ["a"], [["1", "1"]]), "in1", "空"),
        (table(["x.total_wan"], ["a"], [["<= 1000", "1"]]), "in1", "amount"),
        (table(["x.total_wan > 5"], ["a"], [["true", "1"]]), "in1", "amount"),
        (table(["x"], ["a"], [["1", "1"]], policy="OUTPUT ORDER"), "D01", "命中策略"),
        (table(["x"], ["a"], [["1", "1"]], policy="NONSENSE"), "D01", "命中策略"),
        (table(["x"], ["a"], [["1", '"p"']], policy="PRIORITY"), "out1", "优先次序"),
        (table(["x"], ["a"], [["1", '"p"']], policy="PRIORITY", values=['"q"']), "c1_1", "输出值"),
        (table(["x"], ["a"], [["1", ""]], policy="PRIORITY", values=['"q"']), "c1_1", "输出值"),
        (table(["x"], ["a"], [["1", "1"]], values=["oops"]), "out1", "单元格"),
        (table(["x"], ["a"], [["1", "1"]], defaults=["oops"]), "out1", "单元格"),
        (table(["x"], ["a"], [["1", '"p"']], policy="COLLECT", aggregation="SUM"), "c1_1".replace("c1_1", "r1"), "数字"),
        (table(["x"], ["a"], [["1", "1"]], policy="FIRST", aggregation="SUM"), "D01", "COLLECT"),
        (table(["x"], ["a", "b"], [["1", "1", "2"]], policy="COLLECT", aggregation="SUM"), "D01", "一个输出"),
        (table(["x"], ["a"], [["1", "1"]], policy="COLLECT", aggregation="AVG"), "D01", "汇总"),
        (table(["x"], ["a", "a"], [["1", "1", "2"]]), "out1", "唯一"),
        (table(["x"], ["结 论"], [["1", "1"]]), "out1", "名称"),
        (table(["x"], ["_a"], [["1", "1"]]), "out1", "名称"),
        (table(["x"], ["a"], [["1"]]), "r1", "单元格数"),
        (table([], [], [], inside="<literalExpression><text>1</text></literalExpression>"), "D01", "literalExpression"),
        (table(["x"], ["a"], [["1", "1"]], inside='<informationRequirement><requiredDecision href="#y"/></informationRequirement>'), "D01", "requiredDecision"),
        (table([], [], []), "D01", "没有输出"),
        (GOOD.replace('id="r2"', 'id="r1"'), "r1", "重复"),
        (GOOD.replace('"house"', '"javascript"', 1), "in1", "javascript"),
    ],
)  # fmt: skip
def test_a_spoilt_table_is_found_with_its_place(xml: str, element: str, word: str) -> None:
    problems = problems_of_table(xml)
    assert any(word in problem.message_zh and problem.message_en for problem in problems), [str(p) for p in problems]
    assert any(element in problem.element or problem.element in {"c1_1", "r1"} for problem in problems), problems
    if "last(" not in xml and "nobody(" not in xml:
        with pytest.raises(DiagramRefused):
            load(xml)


def test_functions_that_the_surroundings_give_are_no_problem() -> None:
    assert problems_of_table(table(["last('P12_T1').x"], ["a"], [["1", "1"]]), extra={"last"}) == []


@pytest.mark.parametrize(
    "xml",
    [
        "", "text", "<a>", "<definitions/>", "<?xml version='1.0'?><definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>",
        '<!DOCTYPE x [<!ENTITY a "b">]><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">&a;</definitions>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
        "<!DOCTYPE lolz [" + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)) + "]><x>&l9;</x>",
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "<a>" * 100_000, "\x00", "\ud800", "<a b='" + "x" * 11_000_000 + "'/>",
    ],
)  # fmt: skip
def test_what_is_no_dmn_or_an_attack_is_refused_at_once(xml: str) -> None:
    began = time.thread_time()
    with pytest.raises((XmlRefused, TooLarge)):
        problems_of_table(xml)
    assert time.thread_time() - began < 1


def test_a_file_without_a_decision_is_a_problem() -> None:
    assert problems_of_table('<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>')


def test_a_table_of_two_thousand_rules_is_checked_within_a_second() -> None:
    xml = table(["x", "y"], ["a"], [[str(n), "[1..5], not_there" if n == 1999 else "[1..5]", f'"v{n}"'] for n in range(2_000)])
    began = time.thread_time()
    assert len(problems_of_table(xml)) == 1
    assert time.thread_time() - began < 1
