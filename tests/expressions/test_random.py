"""Whatever values a function or an operator meets, it gives a value or a refusal in words; nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import ExpressionRefused
from app.expressions import FUNCTIONS, Context, as_json, check, evaluate, names
from app.periods import Calendar

CALENDAR = Calendar.from_json((Path(__file__).parents[2] / "processes" / "calendar.json").read_text("utf-8"))
TEXTS = st.sampled_from(
    ["", " ", "a", "860.00", "-1.5", "1e5", "2025-07-31", "2025-13-31", "2025-07", "2025-W01-1", "01.07.2025", "2025-07-31T09:00:00Z", "2025-07-31T99", "字\n"]
)
PLAIN = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.integers() | st.floats() | TEXTS | st.text(max_size=12) | st.decimals(allow_nan=True)
VALUES = st.recursive(
    PLAIN | st.dates(min_value=date(1, 1, 1)) | st.datetimes(timezones=st.just(UTC)),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)
OPERATORS = ["+", "-", "*", "/", "//", "%", "<", "<=", ">", ">=", "==", "!=", "in", "not in", "and", "or"]


def _asked(text: str, data: dict[str, Any]) -> Any:
    context = Context(data, now=datetime(2025, 7, 1, tzinfo=UTC), calendar=CALENDAR, parameters={"a": 1})
    try:
        return as_json(evaluate(text, context))
    except ExpressionRefused as refused:
        assert refused.detail
        return None


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.lists(VALUES, max_size=4))
def test_a_function_of_anything_gives_a_value_or_words(name: str, values: list[Any]) -> None:
    data = {f"a{number}": value for number, value in enumerate(values)}
    _asked(f"{name}({', '.join(data)})", data)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(OPERATORS), VALUES, VALUES)
def test_an_operator_between_anything_gives_a_value_or_words(operator: str, a: Any, b: Any) -> None:
    _asked(f"a {operator} b", {"a": a, "b": b})


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        [
            "a.b",
            "a[b]",
            "a[0]",
            "a[b:]",
            "a[:b]",
            "-a",
            "+a",
            "not a",
            "[x for x in a]",
            "{x: a for x in a}",
            "{a: b}",
            "{a, b}",
            "[a, b] == [b, a]",
            "a if b else a",
        ]
    ),
    VALUES,
    VALUES,
)
def test_reaching_into_anything_gives_a_value_or_words(text: str, a: Any, b: Any) -> None:
    _asked(text, {"a": a, "b": b})


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["a", "1", "0.5", "'t'", "(", ")", "[", "]", "{", "}", ":", ",", ".", "+", "not", "in", "for", "if", "else", "x", "sum", "\n", "#"]),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_is_an_expression_or_has_problems(text: str) -> None:
    problems = check(text)
    assert isinstance(names(text), set)
    try:
        evaluate(text, Context({}))
    except ExpressionRefused:
        return
    assert [problem for problem in problems if problem.rule != "money"] == []


def test_money_of_a_third_is_rounded_half_up() -> None:
    assert _asked("wan(a / 3)", {"a": Decimal(2)}) == "0.666667"
