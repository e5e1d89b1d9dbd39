"""What a process owner writes in a diagram, and what it means."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import ExpressionRefused
from app.expressions import FUNCTIONS, Context, as_json, check, evaluate, money_as_text, names, run, targets
from app.expressions.functions import DEPENDS
from app.periods import SHANGHAI, Calendar

DATA = {
    "P12_T1": {"decision": "提交", "total_budget_wan": "860.00", "files": [], "from": "wjw"},
    "rows": [{"code": "a", "amount_wan": "700.00", "score": 3}, {"code": "b", "amount_wan": "160.00", "score": None}],
    "votes": ["合格", "合格", "不合格"], "ratio": 0.1, "plan_year": 2026, "nothing": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def context() -> Context:
    calendar = Calendar.from_json((Path(__file__).parents[2] / "processes" / "calendar.json").read_text("utf-8"))
    now = datetime(2025, 7, 31, 23, 59, 59, tzinfo=SHANGHAI)
    return Context(
        DATA, now=now, calendar=calendar, parameters={"late_grace_days": 31, "limit_wan": "1000.00"}, extra={"last": lambda element: DATA.get(element)}
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("P12_T1.decision == '提交'", True),
        ("P12_T1['decision'] != '撤回'", True),
        ("get(P12_T1, 'from') == 'wjw'", True),
        ("amount(P12_T1.total_budget_wan) <= amount(parameter('limit_wan'))", True),
        ("wan(sum([amount(r.amount_wan) for r in rows]))", "860.00"),
        ("sum([amount(r.amount_wan) for r in rows]) == amount(P12_T1.total_budget_wan)", True),
        ("count([v == '合格' for v in votes]) * 3 >= len(votes) * 2", True),
        ("[r.code for r in rows if amount(r.amount_wan) > 500]", ["a"]),
        ("{r.code: r.amount_wan for r in rows}", {"a": "700.00", "b": "160.00"}),
        ("first(rows).code", "a"),
        ("rows[0].code + rows[-1].code", "ab"),
        ("rows[5].code", None),
        ("rows[0:1]", [{"code": "a", "amount_wan": "700.00", "score": 3}]),
        ("0.1 + 0.2 == 0.3", True),
        ("ratio + 0.2 == 0.3", True),
        ("1 / 4", Decimal("0.25")),
        ("7 // 2 + 7 % 2", 4),
        ("-7 // 2", -4),
        ("-7.5 % 2", Decimal("0.5")),
        ("'重新' if P12_T1.decision == '退回' else '继续'", "继续"),
        ("1 < 2 < 3 and not 3 < 2", True),
        ("'监理' in ['监理', '等保']", True),
        ("'decision' in P12_T1 and 'x' not in P12_T1", True),
        ("nothing == None and nothing is None and nothing != 'x'", True),
        ("never_written.and_what_is_under_it == None", True),
        ("nothing.a.b[0]['c']", None),
        ("is_empty(P12_T1.files) and is_empty(nothing) and not is_empty('x')", True),
        ("(nothing or []) == []", True),
        ("{'b', 'a', 'b'}", ["b", "a"]),
        ("set(votes)", ["合格", "不合格"]),
        ("today() == date(2025, 7, 31)", True),
        ("now() < end_of_day('2025-07-31')", True),
        ("date('2025-08-01') > now()", True),
        ("today() <= date(plan_year - 1, 7, 31)", True),
        ("last('P12_T1').decision", "提交"),
        ("any(r.score == None for r in rows)", True),
        ("[x.y for x in [{'y': 1}, {}]]", [1, None]),
        ("'2025-07' < '2025-10'", True),
        ("P12_T1.decision == '提交'\n    and plan_year == 2026", True),
        ("True == 1", True),
        ("[[b for b in range(a)] for a in range(3)]", [[], [0], [0, 1]]),
        ("[a for a in range(3) for a in range(2)]", [0, 1, 0, 1, 0, 1]),
        ("wan(1000000)", "1000000.00"),
        ("wan(0.1234567)", "0.123457"),
        ("yuan(0 - 0.001)", "0.00"),
        ("str(amount('1000.50'))", "1000.50"),
    ],
)
def test_an_expression_means_what_it_says(text: str, value: Any, context: Context) -> None:
    assert check(text, extra={"last"}) == []
    assert evaluate(text, context) == value
    assert type(evaluate(text, context)) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "nothing < 1",
        "nothing + 1",
        "1 in nothing",
        "sum([r.score for r in rows])",
        "-nothing",
        "[x for x in nothing]",
        "max([r.score for r in rows])",
        "not_there.a >= 0",
    ],
)
def test_what_is_not_filled_in_is_never_computed_with(text: str, context: Context) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        evaluate(text, context)
    assert refused.value.facts["reason"] == "null"


@pytest.mark.parametrize(
    "text",
    [
        "amount(nothing)",
        "wan(nothing)",
        "date(nothing)",
        "len(nothing)",
        "sum(nothing)",
        "add_days(nothing, 3)",
        "year(nothing)",
        "first(nothing)",
        "str(nothing)",
    ],
)
def test_a_function_of_null_is_null(text: str, context: Context) -> None:
    assert evaluate(text, context) is None


@pytest.mark.parametrize(
    "text", ["P12_T1.total_budget_wan < '1000.00'", "P12_T1.total_budget_wan + 1", "P12_T1.total_budget_wan > 5", "amount('860.00') == '860.00'"]
)
def test_money_is_text_and_is_never_ordered_as_text(text: str, context: Context) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        evaluate(text, context)
    assert "amount" in refused.value.detail


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("P12_T1.total_budget_wan > 5", ["money"]),
        ("a_wan == b_wan", ["money", "money"]),
        ("sum([r.amount_wan for r in rows])", ["money"]),
        ("parameter('limit_wan') < 5", ["money"]),
        ("x['paid_yuan'] + 1", ["money"]),
        ("amount(a_wan) == amount(b_wan)", []),
        ("a_wan == None", []),
        ("a_wan in ['1.00']", []),
        ("[r.amount_wan for r in rows]", []),
    ],
)
def test_money_compared_without_amount_is_a_finding(text: str, found: list[str]) -> None:
    assert [problem.rule for problem in check(text)] == found


@pytest.mark.parametrize("text", ["'1,200.00'", "'0860'", "'8e2'", "' 1'", "'+1'", "''", "'１'", "'.5'", "'5.'"])
def test_only_canonical_decimals_are_amounts(text: str, context: Context) -> None:
    with pytest.raises(ExpressionRefused):
        evaluate(f"amount({text})", context)


@pytest.mark.parametrize("text", ["today() == '2025-07-31'", "today() < '2025-07-31'", "'2025-07-31' <= now()"])
def test_a_date_is_not_compared_with_text(text: str, context: Context) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        evaluate(text, context)
    assert "date" in refused.value.detail


def test_the_names_an_expression_reads_are_known_before_it_runs() -> None:
    assert names("a.b + sum([x.c + d for x in rows if e]) + date(date, 1, 1)") == {"a", "rows", "d", "e", "date"}
    assert names("first = 1\nsecond = first + third", script=True) == {"third"}
    assert targets("first = 1\nsecond = first + third") == {"first", "second"}


def test_a_script_stores_json_and_each_line_sees_those_before(context: Context) -> None:
    script = """
        total = sum([amount(r.amount_wan) for r in rows])
        double = wan(total * 2)
        day = add_working_days('2025-09-30', 2)
        due = end_of_day(day)
        share = total / 1000
        all = [total, {'day': day}]
    """
    assert check(script, script=True) == []
    assert run(script, context) == {
        "total": "860.00", "double": "1720.00", "day": "2025-10-10", "due": "2025-10-11T00:00:00+08:00", "share": "0.86",
        "all": ["860.00", {"day": "2025-10-10"}],
    }  # fmt: skip


def test_a_script_does_not_change_the_data_it_reads(context: Context) -> None:
    run("rows = [r.code for r in rows]\nvotes = []", context)
    assert len(DATA["rows"]) == 2 and len(DATA["votes"]) == 3  # type: ignore[arg-type]


def test_what_a_script_stores_is_a_copy(context: Context) -> None:
    stored = run("copy = rows", context)["copy"]
    stored[0]["code"] = "changed"
    assert DATA["rows"][0]["code"] == "a"  # type: ignore[index]


def test_a_function_that_the_surroundings_do_not_give_is_a_finding_and_is_refused() -> None:
    assert [problem.rule for problem in check("last('P12_T1')")] == ["function"]
    assert check("last('P12_T1')", extra={"last"}) == []
    with pytest.raises(ExpressionRefused, match="last"):
        evaluate("last('P12_T1')", Context({}))


def test_without_a_clock_or_a_calendar_the_functions_of_time_say_so() -> None:
    with pytest.raises(ExpressionRefused, match="当前时间"):
        evaluate("today()", Context({}))
    with pytest.raises(ExpressionRefused, match="工作日历"):
        evaluate("is_working_day('2025-01-01')", Context({}))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_does_what_its_example_says(name: str, context: Context) -> None:
    function = FUNCTIONS[name]
    assert function.zh and function.en and function.signature.startswith(name)
    assert check(function.example) == []
    value = evaluate(function.example, context)
    if function.gives is not DEPENDS:
        assert value == function.gives


def test_a_refusal_names_the_expression_and_speaks_both_languages(context: Context) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        evaluate("nothing > 3", context)
    assert "nothing > 3" in refused.value.detail and "nothing > 3" in refused.value.detail_en
    assert refused.value.as_problem("/x", "en")["title"] == "The expression was refused"


def test_the_money_that_an_expression_gives_as_text_is_known() -> None:
    assert money_as_text("P13_T4.confirmed_budget_wan") == "confirmed_budget_wan"
    assert money_as_text("amount(P13_T4.confirmed_budget_wan)") is None


def test_values_become_json_exactly() -> None:
    value = {"d": Decimal("1E+3"), "day": date(2025, 7, 1), "list": (1, None, True)}
    assert as_json(value) == {"d": "1000", "day": "2025-07-01", "list": [1, None, True]}
    with pytest.raises(ExpressionRefused):
        as_json({1: 2})
    with pytest.raises(ExpressionRefused):
        as_json([float("nan")])
