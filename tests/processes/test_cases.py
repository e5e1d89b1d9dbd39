"""Every diagram does what its cases say, and the cases leave no end, no outcome and no element of it untried. The engine alone, no database."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from app.engine import Release, parse
from app.engine.cases import CaseResult, run_cases
from app.periods import Calendar

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "processes/cases").glob("*.json"))
NAMES = [(path, case["name"]) for path in CASES for case in json.loads(path.read_text(encoding="utf-8"))["cases"]]
OUTCOMES = {  # as the specification lists them
    "project_planning": {"通过", "终止"},
    "project_appraisal": {"通过", "不予受理", "逾期撤回", "撤回", "不通过", "不同意"},
    "meeting_batch": {"已提交", "撤销"},
    "project_approval": {"批复", "无需审批", "不予批准"},
    "unified_approval_batch": {"办结", "撤销"},
    "project_declaration": {"受理", "暂缓", "逾期转下一年度", "不受理", "撤回"},
    "annual_cycle": {"年度办结"},
    "annual_cycle_reminder": {"已检查"},
    "annual_construction_plan": {"已下达", "无列入项目"},
    "project_startup": {"已启动", "不具备启动条件"},
}


@cache
def release() -> Release:
    """The processes and tables of the repository."""
    paths = [*(ROOT / "processes").glob("*.bpmn"), *(ROOT / "processes").glob("*.dmn"), ROOT / "processes/parameters.json"]
    return parse({f"processes/{path.name}": path.read_text(encoding="utf-8") for path in paths}, name="the repository")


@cache
def calendar() -> Calendar:
    return Calendar.from_json((ROOT / "processes/calendar.json").read_text(encoding="utf-8"))


@cache
def results(path: Path) -> dict[str, CaseResult]:
    return {result.name: result for result in run_cases(release(), path.read_text(encoding="utf-8"), calendar())}


@pytest.mark.parametrize(("path", "name"), NAMES, ids=[f"{path.stem}: {name}" for path, name in NAMES])
def test_the_case_goes_as_it_says(path: Path, name: str) -> None:
    assert results(path)[name].problem is None


def test_every_process_has_cases_under_its_name() -> None:
    assert {path.stem for path in CASES} == {facts.key for facts in release().processes()}
    assert all(json.loads(path.read_text(encoding="utf-8"))["process"] == path.stem for path in CASES)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_outcome_of_a_process_is_reached_by_a_case(path: Path) -> None:
    outcomes = {result.outcome for result in results(path).values()}
    assert outcomes == set(release().process(path.stem).outcomes) or path.stem == "declaration_checks"  # gives back what it found, in no set words
    assert OUTCOMES.get(path.stem, outcomes) == outcomes


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_every_element_of_a_process_is_reached_by_a_case(path: Path) -> None:
    reached = {element for result in results(path).values() for process, element in result.reached if process == path.stem}
    drawn = {facts.id for facts in release().elements(path.stem).values() if facts.kind not in ("sequenceFlow", "process")}
    assert drawn - reached == set()


def test_a_case_that_comes_otherwise_names_the_step_and_the_difference() -> None:
    book = json.loads((ROOT / "processes/cases/annual_cycle.json").read_text(encoding="utf-8"))
    book["cases"][0]["steps"][1]["then"]["called"] = ["P10_S_close"]
    wrong, right, *_ = run_cases(release(), json.dumps(book), calendar())
    assert wrong.problem == "第 2 步：办理 P10_S_close 应为 True，实际为 False"
    assert right.problem is None


def test_a_case_file_that_cannot_be_read_is_a_problem_too() -> None:
    [result] = run_cases(release(), '{"process": "annual_cycle"}', calendar())
    assert result.problem is not None
