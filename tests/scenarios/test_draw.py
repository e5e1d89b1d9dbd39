"""Experts are drawn by lot (SD3): who has an interest is left out and named, anybody can draw again, and a substitute is drawn the same way."""

from __future__ import annotations

from typing import Any

import pytest

from app.actions.history.verify import verify_all
from app.history.draws import draw_lots
from tests.cited import said as cited_as
from tests.scenarios import forms
from tests.scenarios.play import Stage


@pytest.fixture
def case(stage: Stage) -> str:
    """A project of 县卫健委, in which expert.1 works, whose panel is to be chosen (P11_T3)."""
    stage.clock("2025-06-10 09:00:00")
    case = stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "全民健康信息平台升级"))
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    stage.do(case, "P11_T2", "wjw.handler", forms.need())
    return case


def draw(stage: Stage, case: str, count: int, status: int = 200, who: str = "wjw.handler", element: str = "P11_T3", **more: Any) -> Any:
    [task] = stage.tasks(case, element)
    return stage.person(who).post(f"/tasks/{task['id']}/draw", {"count": count, **more}, status)


def asked(stage: Stage, case: str) -> list[str]:
    return sorted(t["assignee"] for t in stage.tasks(case, "P11_T4"))


def test_a_draw_fills_the_draft_and_says_who_was_left_out(stage: Stage, case: str) -> None:
    said = draw(stage, case, 3)
    names = [row["username"] for row in said["drawn"]]
    assert len(set(names)) == 3 and "expert.1" not in names
    assert [(row["username"], row["reason"]) for row in said["excluded"]] == [("expert.1", "在县卫健委任职，与项目有利害关系")]
    [task] = stage.tasks(case, "P11_T3")
    form = stage.person("wjw.handler").get(f"/tasks/{task['id']}")["form"]
    assert form["draft"]["experts"] == names and form["draft"]["reply_by"], "what the form shows at first stays"
    stage.do(case, "P11_T3", "wjw.handler", {}, prefill=True)
    assert asked(stage, case) == sorted(names)


def test_anybody_can_draw_again_with_the_seed_of_the_event(stage: Stage, case: str) -> None:
    first, second = draw(stage, case, 3), draw(stage, case, 5)
    events = stage.events(case, "task:draw")
    assert [e["payload"]["seed"] for e in events] == [first["seed"], second["seed"]], "both stay in the history"
    for event, count in zip(events, (3, 5), strict=True):
        said = event["payload"]
        assert draw_lots(said["pool"], count, said["seed"]) == said["drawn"]
        assert "expert.1" not in said["pool"] and said["excluded"][0]["person"] == "expert.1"
    assert all(proof.good for proof in verify_all())


def test_a_specialty_narrows_the_pool(stage: Stage, case: str) -> None:
    said = draw(stage, case, 2, specialty="网络安全")
    assert {row["username"] for row in said["drawn"]} == {"expert.3", "expert.8"}
    refused = draw(stage, case, 3, 422, specialty="网络安全")
    assert refused["type"].endswith("rule-refused") and cited_as("R30") in refused["clause"]


@pytest.mark.parametrize("count", [0, -1, 32, "3", 2.5, None])
def test_a_count_that_is_none_is_refused(stage: Stage, case: str, count: Any) -> None:
    draw(stage, case, count, 422)


def test_nine_experts_without_the_one_who_is_interested_are_eight(stage: Stage, case: str) -> None:
    draw(stage, case, 8)
    refused = draw(stage, case, 9, 422)
    assert "只有8名" in refused["detail"] and "专家1" in refused["detail"]
    assert len(stage.events(case, "task:draw")) == 1, "a refused draw leaves nothing"


def test_only_who_does_the_task_draws_and_only_where_experts_are_asked_for(stage: Stage, case: str) -> None:
    draw(stage, case, 3, 403, "wjw.leader")
    draw(stage, case, 3, 403, "jyj.handler")
    stage.do(case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5"))
    [task, *_] = stage.tasks(case, "P11_T4")
    stage.person(task["assignee"]).post(f"/tasks/{task['id']}/draw", {"count": 3}, 422)


@pytest.mark.parametrize(("experts", "status"), [(["expert.1", "expert.3"], 422), (["sgj.fund", "expert.3"], 422), (["expert.2", "expert.3"], 200)])
def test_who_is_named_by_hand_is_free_of_interest_and_of_the_pool(stage: Stage, case: str, experts: list[str], status: int) -> None:
    answer = stage.do(case, "P11_T3", "wjw.handler", forms.panel(*experts), status)
    assert stage.open(case) == (["P11_T3"] if status == 422 else ["P11_T4", "P11_T4"])
    if "expert.1" in experts:
        assert "回避" in answer["clause"] and "县卫健委" in answer["detail"]


def reassign(stage: Stage, case: str, member: str, status: int = 200, **body: Any) -> Any:
    task = next(t for t in stage.tasks(case, "P11_T4") if t["assignee"] == member)
    return stage.person("wjw.handler").post(f"/tasks/{task['id']}/reassign", {"reason": "出差不能参加"} | body, status)


@pytest.fixture
def panel(stage: Stage, case: str) -> str:
    """The same case with a panel of three."""
    stage.do(case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5"))
    return case


def test_a_substitute_is_drawn_from_who_is_left(stage: Stage, panel: str) -> None:
    reassign(stage, panel, "expert.4")
    [event] = stage.events(panel, "task:draw")
    assert event["payload"]["pool"] == ["expert.2", "expert.6", "expert.7", "expert.8", "expert.9"]
    reasons = {row["person"]: row["reason"] for row in event["payload"]["excluded"]}
    assert reasons.keys() == {"expert.1", "expert.3", "expert.4", "expert.5"} and reasons["expert.3"] == "已是本专家组成员"
    assert asked(stage, panel) == sorted(["expert.3", "expert.5", *event["payload"]["drawn"]])
    assert all(proof.good for proof in verify_all())


@pytest.mark.parametrize(
    ("named", "word"),
    [("expert.1", "县卫健委"), ("expert.5", "已是"), ("sgj.fund", "专家库"), ("wjw.unit", "专家库")],
    ids=["interest", "member", "no expert", "own"],
)
def test_a_substitute_who_does_not_fit_is_refused_and_nothing_changes(stage: Stage, panel: str, named: str, word: str) -> None:
    refused = reassign(stage, panel, "expert.4", 422, assignee=named)
    assert word in refused["detail"] and refused["clause"]
    assert asked(stage, panel) == ["expert.3", "expert.4", "expert.5"]
    reassign(stage, panel, "expert.4", assignee="expert.9")
    assert asked(stage, panel) == ["expert.3", "expert.5", "expert.9"]
