"""Cases that began on landed versions stay alive: the newest program proves them, shows them step by step, and goes on with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copytree
from typing import Any

from app.config import ROOT
from tests.histories.conftest import Kept
from tests.histories.desk import Desk
from tests.histories.f9afdbe.answers import registration
from tests.histories.rows import read, store


def everything(desk: Desk, path: str) -> Iterator[dict[str, Any]]:
    """All pages of a list."""
    cursor = ""
    while cursor is not None:
        page = desk.stage.person("auditor").get(f"{path}{'&' if '?' in path else '?'}limit=200{cursor and f'&cursor={cursor}'}")
        yield from page["items"]
        cursor = page["next"]


def cases(desk: Desk) -> list[dict[str, Any]]:
    """Every case, oldest first."""
    return list(everything(desk, "/instances"))[::-1]


def require_equal(desk: Desk, *numbers: str) -> None:
    """These cases (all, when none is named): the chain holds, and executing again gives what was recorded."""
    looked_at = [(n, desk.stage.person("auditor").get(f"/instances/{n}/verification")) for n in numbers or [c["id"] for c in cases(desk)]]
    differ = [(n, v) for n, v in looked_at if (v["chain"], v["replay"]) != ("ok", "equal")]
    assert not differ, str(differ)


def test_what_is_stored_is_loaded_to_the_last_row(kept: Kept, tmp_path: Path) -> None:
    assert kept.loaded == read(kept.folder / "rows")
    store(kept.loaded, tmp_path / "rows")
    assert read(tmp_path / "rows") == kept.loaded
    assert sum(file.stat().st_size for file in kept.folder.rglob("*.gz")) < 1_500_000


def test_every_case_verifies_as_equal(old: Desk, kept: Kept) -> None:
    proofs = [json.loads(line) for line in kept.flask("instance", "verify", "--all", "--json").splitlines()]
    assert [p for p in proofs if (p["chain"], p["replay"]) != ("ok", "equal")] == []
    assert len(proofs) == len(kept.loaded["instance"])


def test_every_case_can_be_stepped_and_its_diagram_shows_where_it_stands(old: Desk) -> None:
    auditor = old.stage.person("auditor")
    for case in cases(old):
        steps = auditor.get(f"/instances/{case['id']}/steps?limit=1")["total"]
        for n in sorted({1, (steps + 1) // 2, steps}):
            step = auditor.get(f"/instances/{case['id']}/steps/{n}")
            assert step["n"] == n and step["marking"] and step["data"] is not None, (case, n)
        drawn = auditor.get(f"/instances/{case['id']}/diagram")
        assert drawn["xml"].startswith("<?xml") and drawn["elements"], case
        if case["status"] not in ("cancelled", "incident"):
            assert {place(s) for s in step["marking"] if s["process"] == case["process"]} == {place(s) for s in drawn["elements"]}, case
        for call in drawn["calls"]:
            assert auditor.get(f"/instances/{case['id']}/diagram?element={call['element']}")["process"] == call["process"]


def place(state: dict[str, Any]) -> tuple[Any, ...]:
    """What a state of an element says."""
    return tuple(state[name] for name in ("element", "address", "done", "open", "failed", "skipped", "cancelled"))


def test_every_open_task_opens_with_its_form(old: Desk) -> None:
    tasks = list(everything(old, "/tasks?view=all"))
    assert len(tasks) > 60
    for task in tasks:
        page = old.open(task)
        assert page["task"]["may"]["complete"] or page["task"]["suspended"], page["task"]
        assert page["form"]["schema"]["properties"] and page["form"]["data"] is not None, page
        assert old.written(task), task


def test_at_every_open_element_somebody_goes_on(living: Desk, kept: Kept) -> None:
    """Of each element one open task is completed with valid answers; then the messages arrive."""
    first = {task["element"]: task for task in everything(living, "/tasks?view=all") if not task["suspended"]}
    assert first.keys() == kept.standing
    for task in first.values():
        before = living.stage.case(task["instance"])
        living.complete(task)
        after = living.stage.case(task["instance"])
        assert task["id"] not in [t["id"] for t in after["open_tasks"]], task
        assert after["status"] == "ended" or after["waiting_for"] != before["waiting_for"], task
        assert after["release"] == before["release"]
    living.stage.settle()
    require_equal(living)


def test_timers_of_old_cases_fire_and_a_new_release_leaves_them_on_their_own(living: Desk, kept: Kept, tmp_path: Path) -> None:
    before = {case["id"]: case["release"] for case in cases(living)}
    for name in ("processes", "forms"):
        copytree(ROOT / name, tmp_path / name)
    newest = json.loads(kept.loaded["calendar_version"][-1])["content"]  # holidays were announced meanwhile; an older calendar is never published again
    (tmp_path / "processes/calendar.json").write_text(newest if isinstance(newest, str) else json.dumps(newest), "utf-8")
    kept.flask("release", "publish", str(tmp_path), "-m", "今天的版本")
    dues = sorted(datetime.fromisoformat(json.loads(row)["due_at"]) for row in kept.loaded["timer"])
    soon = next(due for due in dues if due > living.now())
    moved = living.stage.person("sgj.handler").post("/training/clock", {"now": soon.isoformat()})
    assert moved["fired"], "something was due"
    new = living.stage.start("wjw.handler", "egov_lifecycle", registration("wjw", "新版本的项目"))
    assert living.stage.case(new)["release"] > max(before.values())
    assert {n: living.stage.case(n)["release"] for n in before} == before
    require_equal(living)
