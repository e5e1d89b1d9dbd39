"""Cases of a diagram that says things as properties: handlers of tasks, inputs of tables, reminders and rounds, told by the same few words."""

from __future__ import annotations

import json
from typing import Any

from app import engine
from app.engine.cases import run_cases
from app.periods import WEEKENDS_ONLY
from tests.decisions.build import table
from tests.engine.draw import Drawing, error, extended, operator
from tests.engine.world import release_of


def release() -> engine.Release:
    p = Drawing("main")
    p.start()
    p.gateway("m", "g")
    own = {"roundLimit": "1", "limitTells": "dept_leader", "remindEvery": "'P2D'"}
    p.node("userTask", "a", extended(operator("save", "saved", n="a.n"), own))
    p.failed("late", "LATE", on="a")
    inputs = "{'n': counted(a.n), 'before': last('a').n, 'round': rounds('a')}"
    p.node("businessRuleTask", "d", extended("<spiffworkflow:calledDecisionId>D01</spiffworkflow:calledDecisionId>", {"inputs": inputs}))
    p.end("e", outcome="=d.how")
    p.end("e2", outcome="迟")
    p.chain("s", "m", "a", "d", "g")
    p.route("g", "e", m="d.how == 'again'")
    p.chain("late", "e2")
    rows = [["< 5", "-", "-", '"again"'], ["-", "> 8", "-", '"good"'], ["-", "-", "3", '"third"'], ["-", "-", "-", '"done"']]
    return release_of(p, roots=error("LATE"), more={"D01.dmn": table(["n", "before", "round"], ["how"], rows, policy="FIRST")})


def problem(**case: Any) -> str | None:
    """What is wrong with one case."""
    book = {"process": "main", "readers": {"counted": 1}, "cases": [{"name": "一", "at": "2025-06-10T09:00", **case}]}
    [result] = run_cases(release(), json.dumps(book), WEEKENDS_ONLY)
    return result.problem


def test_tables_are_asked_over_what_readers_give_and_what_was_answered() -> None:
    once = {"complete": "a", "answers": {"n": 3}, "then": {"open": ["a"], "called": ["a"], "over_limit": ["a"]}}
    assert problem(steps=[once]) is None
    assert problem(steps=[{"complete": "a", "answers": {"n": 9}}], readers={"counted": 7}, outcome="good") is None
    assert problem(steps=[{"complete": "a", "answers": {"n": 3}}], readers={"counted": 7}, outcome="done") is None


def test_all_of_the_inputs_may_be_given_one_after_the_other() -> None:
    given = {"d": [{"n": 1}, {"n": 6, "round": 3}]}
    assert problem(steps=[{"complete": "a"}, {"complete": "a"}], inputs=given, outcome="third") is None


def test_a_reader_that_the_case_does_not_give_is_named() -> None:
    book = {"process": "main", "cases": [{"name": "一", "at": "2025-06-10T09:00", "steps": [{"complete": "a"}]}]}
    [result] = run_cases(release(), json.dumps(book), WEEKENDS_ONLY)
    assert result.problem is not None and "counted" in result.problem


def test_the_handler_of_a_task_answers_and_refuses_under_the_task() -> None:
    late = {"a": {"refuse": "太晚", "code": "LATE"}}
    assert problem(steps=[{"complete": "a"}], services=late, outcome="迟") is None
    no = {"a": {"refuse": "不行", "code": "OTHER"}}
    assert problem(steps=[{"complete": "a", "then": {"refused": "不行", "open": ["a"]}}], services=no) is None
    assert problem(steps=[{"complete": "a", "answers": {"n": 3}, "then": {"holds": ["saved.id == 7"]}}], services={"save": {"id": 7}}) is None


def test_reminders_are_told_by_their_next_moment() -> None:
    assert problem(then={"reminders": {"a": "2025-06-12T09:00"}}, steps=[{"at": "2025-06-13T09:00", "then": {"reminders": {"a": "2025-06-14T09:00"}}}]) is None
    assert problem(then={"reminders": {"a": None}}, steps=[]) is not None
