"""What the year's cycle costs a project: CPU of the program and of PostgreSQL in P10 and P15 with so many projects."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.records.changes import change
from tests.bench.stack import _descendants
from tests.crowd.county import county
from tests.scenarios import books, forms, stages
from tests.scenarios.play import Stage

DEPARTMENTS = ("wjw", "jyj", "scj", "rsj", "gaj", "zjj", "cgj", "zrj", "jtj", "ctg")


def figures(projects: int) -> dict[str, Any]:
    """Milliseconds of CPU per project: opening the window, closing it, the plan's forms, its publication, its issue; and one look at the year (in all)."""
    spent: dict[str, float] = {}
    with county() as stage:
        year, cases = _prepared(stage, projects)
        with _measured(spent, "P10 opens the window", projects):
            stage.clock("2025-07-01 00:00:00")
        _declared(stage, cases)
        with _measured(spent, "P10 closes it and hands over", projects):
            stage.clock("2025-08-01 00:00:00")
        numbers = [row["id"] for row in _projects(stage)]
        books.appraise(stage, *numbers)
        stage.clock("2025-09-30 00:00:00")
        with _measured(spent, "P10 looks at the year (in all)", 1):
            stage.clock("2025-10-01 00:00:00")
        for number in numbers:
            books.approve(stage, number, "1000000.00")
        stage.clock("2025-11-01 08:59:59")
        with _measured(spent, "P10 calls P15", projects):
            stage.clock("2025-11-01 09:00:00")
        with _measured(spent, "P15_T1 publishes", projects):
            stages.publish(stage, year, "2025-11-01", {})
        with _measured(spent, "P15_T2 and P15_T3 compile", projects):
            stages.compile_plan(stage, year)
        with _measured(spent, "P15_T4 issues and tells", projects):
            stages.issue(stage, year)
            stage.clock("2025-11-01 09:00:01")
        assert len(_rows(stage, "construction_plan_entry")) == projects
    return {"projects": projects, "cpu_ms_per_project": {part: round(ms, 1) for part, ms in spent.items()}}


def _prepared(stage: Stage, projects: int) -> tuple[str, list[tuple[str, str, str]]]:
    """The year is announced for 1 July; so many projects wait for its window: (case, department, name)."""
    stage.clock("2025-06-10 09:00:00")
    cases = []
    for n in range(projects):
        dept, name = DEPARTMENTS[n % len(DEPARTMENTS)], f"信息化项目{n + 1}"
        cases.append((books.begin("egov_lifecycle", **forms.registration(dept, name), from_om=True), dept, name))
    books._with_act(lambda act, row: change(act(), row, internal_review_at=act().at), [row["id"] for row in _projects(stage)])
    return stage.start("sgj.handler", "annual_cycle", forms.notice(2026, "2025-07-01", "2025-07-31")), cases


def _declared(stage: Stage, cases: list[tuple[str, str, str]]) -> None:
    for case, dept, name in cases:
        paper = stage.person(f"{dept}.handler").upload()
        form = forms.declaration(paper, name, "2025-07-01", {"软件开发": "100.00"})
        stage.do(case, "P12_T1", f"{dept}.handler", form, prefill=True)
        stage.do(case, "P12_T2", f"{dept}.leader", forms.sign("同意", stamped=True))


def _projects(stage: Stage) -> list[dict[str, Any]]:
    return _rows(stage, "project")


def _rows(stage: Stage, kind: str) -> list[dict[str, Any]]:
    """All pages of a list."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = stage.person("auditor").get(f"/records/{kind}?limit=200{cursor}")
        found += page["items"]
        if not page["next"]:
            return found
        cursor = f"&cursor={page['next']}"


@contextmanager
def _measured(spent: dict[str, float], part: str, share: int) -> Iterator[None]:
    before = _cpu()
    yield
    spent[part] = (_cpu() - before) * 1000 / share


def _cpu() -> float:
    """Seconds of this program and of its database, ended backends included."""
    ticks = 0
    for pid in _descendants(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
        except FileNotFoundError:
            continue
        ticks += sum(int(field) for field in fields[11:15])
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")
