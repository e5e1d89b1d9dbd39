"""A case is looked at again, step by step: who did what, what was filled in and shown, what it changed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from app.db import transaction
from app.ground import stepping
from app.models import ReplayPoint
from tests.scenarios import forms
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import plan


def seen(stage: Stage, case: str, username: str = "auditor") -> list[dict[str, Any]]:
    """The time line."""
    return stage.person(username).get(f"/instances/{case}/line")["steps"]


def step(stage: Stage, case: str, element: str, username: str = "auditor", *, kind: str = "task:complete", visit: int = 1) -> dict[str, Any]:
    """One step in full, by its element, kind and visit."""
    found = [s["n"] for s in seen(stage, case, username) if (s["element"], s["kind"], s.get("round", 1)) == (element, kind, visit)]
    return stage.person(username).get(f"/instances/{case}/steps/{found[0]}")


def filled(shown: dict[str, Any]) -> dict[str, Any]:
    """Title → value of the form."""
    return {f["title"]: f["value"] for section in shown["form"]["sections"] for f in section["fields"]}


def sent_back(stage: Stage) -> str:
    """A project whose experts ask for changes once."""
    stage.clock("2025-06-02 09:00:00")
    case = stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "智慧医疗"))
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    stage.clock("2025-06-04 09:30:00")
    stage.do(case, "P11_T2", "wjw.handler", forms.need())
    stage.do(case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5", reply_by="2025-12-31"))
    for expert in ("expert.3", "expert.4"):
        stage.do(case, "P11_T4", expert, forms.opinion(), prefill=True)
    stage.do(case, "P11_T5", "wjw.handler", forms.summary("需修改", "2025-06-04"))
    stage.do(case, "P11_T2", "wjw.handler", {"est_budget_wan": "900.00"}, prefill=True)
    return case


def test_a_step_says_who_waited_how_long_and_what_was_filled_in_then(stage: Stage) -> None:
    case = sent_back(stage)
    shown = step(stage, case, "P11_T2")
    assert (shown["actor_name"], shown["task"]["offices"], shown["task"]["late"]) == ("县卫健委·经办", ["县卫健委·主管部门经办"], False)
    assert shown["task"]["waited_seconds"] == 2 * 86_400 + 1800
    assert filled(shown)["估算（万元）"] == "860.00" and "特点" in shown["form"]["sections"][0]["empty"]
    assert {"title": "提出建设需求和构架 · 项目建设需求", "before": None, "after": {"kind": "text", "value": "升级平台"}} in shown["changes"]


def test_the_second_round_is_a_step_of_its_own_with_what_it_changed(stage: Stage) -> None:
    case = sent_back(stage)
    back = step(stage, case, "P11_T5")
    assert (back["back"], back["decision"], back["round"]) == (True, "需修改", 1)
    again = step(stage, case, "P11_T2", visit=2)
    assert again["round"] == 2 and filled(again)["估算（万元）"] == "900.00"
    changed = {c["title"]: (c["before"]["value"], c["after"]["value"]) for c in again["changes"]}
    assert changed == {"提出建设需求和构架 · 估算（万元）": ("860.00", "900.00")}
    assert [s.get("branch") for s in seen(stage, case) if s["element"] == "P11_T4"] == ["1", "2"], "branches are told apart"


def test_tables_and_books_of_a_step_are_shown_by_their_names(stage: Stage) -> None:
    stage.clock("2025-06-10 09:00:00")
    case = plan(stage, "jyj", "智慧教育", "2025-06-10")
    made = step(stage, case, "P00_S_create", kind="service:finish")
    assert (made["human"], made["records"][0]["title"], made["records"][0]["action"]) == (False, "项目", "新增")
    assert {"title": "项目名称", "before": None, "after": {"kind": "text", "value": "智慧教育"}} in made["records"][0]["changes"]
    table = step(stage, case, "P00_D02", kind="decision:make")["decisions"][0]
    assert (table["name"], table["hits"]) == ("纳入管理范围", [4])
    assert [(o["title"], o["value"]) for o in table["outputs"]] == [("范围", "全流程")]
    assert "与政务活动相关" in [i["title"] for i in table["inputs"]]


def test_the_diagram_of_a_step_is_as_it_was_then(stage: Stage) -> None:
    case = sent_back(stage)
    states = {e["element"]: (e["done"], e["open"]) for e in step(stage, case, "P11_T2")["marking"] if e["process"] == "project_planning"}
    assert (states["P11_T2"], states["P11_T3"], states["P11_T5"]) == ((0, 1), (0, 0), (0, 0)), "its answers wait to be written into the books"
    after = step(stage, case, "P11_T2", kind="service:finish")
    assert {e["element"]: e["open"] for e in after["marking"]}["P11_T3"] == 1 and "P11_T3" in after["changed"]


def test_who_may_not_see_answers_sees_the_steps_without_them(stage: Stage) -> None:
    case = sent_back(stage)
    shown = step(stage, case, "P11_T2", "owner")
    assert (shown["form"], shown["data"], shown["changes"], shown["variables"]) == (None, None, [], [])
    assert {s.get("decision") for s in seen(stage, case, "owner")} == {None}
    stage.person("jyj.handler").get(f"/instances/{case}/line", 404)
    stage.person("auditor").get(f"/instances/{case}/steps/999", 404)
    assert stage.person("auditor").get(f"/instances/{case}/steps/0", 404)["type"].endswith("not-found")


def test_steps_come_in_pages_too(stage: Stage) -> None:
    case = sent_back(stage)
    first = stage.person("auditor").get(f"/instances/{case}/steps?limit=5")
    rest = stage.person("auditor").get(f"/instances/{case}/steps?limit=200&cursor={first['next']}")
    assert [s["n"] for s in first["items"] + rest["items"]] == list(range(1, first["total"] + 1)) and rest["next"] is None


def test_a_step_by_itself_is_numbered_as_the_time_line_numbers_it(stage: Stage) -> None:
    case = sent_back(stage)
    for short in seen(stage, case):
        whole = stage.person("auditor").get(f"/instances/{case}/steps/{short['n']}")
        assert {name: whole[name] for name in short} == short
        assert (whole["round"], whole["branch"]) == (short.get("round", 1), short.get("branch"))


def test_states_kept_on_the_way_are_used_and_one_that_somebody_made_up_is_not(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "EVERY", 4)
    case = sent_back(stage)
    last = len(seen(stage, case))
    whole = [stage.person("auditor").get(f"/instances/{case}/steps/{n}") for n in range(1, last + 1)]
    with transaction() as session:
        points = {p.n: p for p in session.scalars(select(ReplayPoint))}
        assert list(points) == list(range(4, last + 1, 4))
        points[8].snapshot = points[4].snapshot
    assert [stage.person("auditor").get(f"/instances/{case}/steps/{n}") for n in range(last, 0, -1)] == whole[::-1]
