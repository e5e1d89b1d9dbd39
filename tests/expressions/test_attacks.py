"""An uploaded diagram is code: whatever is written into it ends at once, small, and never leaves the language."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import ExpressionRefused
from app.expressions import Context, check, evaluate, run
from tests.expressions.attacks import FORBIDDEN_SCRIPTS, HEAVY, REACHING, SCRIPTS
from tests.expressions.measure import cost, hostile_context, hostile_data, quietly

# Bounded: 50 ms on a quiet machine. Under coverage every line costs several times as much, and a busy machine twice; unbounded is seconds.
SECONDS, BYTES = 0.05 * (10 if sys.gettrace() or "coverage" in sys.modules else 3), 20 * 1024 * 1024


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return hostile_data()


@pytest.fixture(scope="module")
def context(data: dict[str, Any]) -> Context:
    return hostile_context(data)


def _bounded(work: Callable[[], Any]) -> None:
    seconds, peak = cost(work, enough=SECONDS / 5)
    assert seconds <= SECONDS, f"{seconds * 1000:.0f} ms"
    assert peak <= BYTES, f"{peak / 1024 / 1024:.1f} MB"


@pytest.mark.parametrize("text", REACHING, ids=lambda text: ascii(text)[:40])
def test_what_reaches_out_of_the_language_is_found_by_the_check_and_refused_at_run(text: str, context: Context) -> None:
    assert check(text)
    with pytest.raises(ExpressionRefused):
        evaluate(text, context)
    _bounded(lambda: check(text + " "))


@pytest.mark.parametrize("text", HEAVY, ids=lambda text: ascii(text)[:40])
def test_what_is_heavy_or_senseless_ends_at_once_and_small(text: str, context: Context) -> None:
    _bounded(lambda: evaluate(text, context))


def test_every_refusal_has_words_in_both_languages_and_says_its_reason(context: Context) -> None:
    refusals = 0
    for text in HEAVY:
        try:
            evaluate(text, context)
        except ExpressionRefused as refused:
            refusals += 1
            assert refused.detail and refused.detail_en and refused.facts["reason"] in {"limit", "value", "null", "function", "syntax"}
    assert refusals > 100


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda text: ascii(text)[:30])
def test_a_script_that_doubles_and_doubles_ends_at_once_and_small(script: str, context: Context) -> None:
    assert check(script, script=True) == []
    _bounded(lambda: run(script, context))


@pytest.mark.parametrize("script", FORBIDDEN_SCRIPTS, ids=lambda text: ascii(text)[:30])
def test_a_script_is_lines_of_name_and_expression_and_nothing_else(script: str, context: Context) -> None:
    assert check(script, script=True)
    with pytest.raises(ExpressionRefused):
        run(script, context)


def test_there_are_enough_attacks_to_mean_something() -> None:
    assert len(set(REACHING)) + len(set(HEAVY)) + len(SCRIPTS) >= 300


def test_an_attack_leaves_the_data_as_they_were(context: Context, data: dict[str, Any]) -> None:
    before = [dict(row) for row in data["big"]]
    for text in ["sorted(big)", "reversed(big)", "merge(x, {'a': 2})", "unique(big)", "flatten([big, big])", "[r.a for r in big]"]:
        quietly(lambda text=text: evaluate(text, context))  # type: ignore[misc]
    assert data["big"] == before and data["x"] == {"a": None}
