"""The map of the shipped release: where the projects stand, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.scenarios import forms
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import plan


def standing(stage: Stage, username: str) -> dict[str, tuple[int, int]]:
    """Name of a phase or step → (projects, overdue), of those where somebody stands."""
    return {n["name"]: (n["projects"], n["overdue"]) for n in nodes(stage.person(username).get("/map")) if n["projects"]}


def nodes(shown: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every phase and step."""
    for phase in shown["phases"]:
        yield phase
        for step in phase["steps"]:
            yield step
            yield from step["parts"]


def at(stage: Stage, username: str, where: str) -> list[str]:
    """The projects that the list behind a number shows."""
    return sorted(i["project"]["name"] for i in stage.person(username).get(f"/instances?{where}")["items"])


def test_everybody_sees_annex_4_and_on_it_the_projects_that_he_may_see(stage: Stage) -> None:
    stage.clock("2025-06-02 09:00:00")
    stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "智慧医疗"))
    plan(stage, "jyj", "智慧教育", "2025-06-02")
    stage.start("jyj.handler", "egov_lifecycle", forms.registration("jyj", "校园安防"))
    assert standing(stage, "sgj.handler") == {"谋划阶段": (2, 0), "谋划": (2, 0), "前期预研": (2, 0), "申报阶段": (1, 0), "等待申报窗口开放": (1, 0)}
    assert standing(stage, "wjw.leader") == {"谋划阶段": (1, 0), "谋划": (1, 0), "前期预研": (1, 0)}
    assert standing(stage, "vendor.a") == {}
    shown = stage.person("vendor.a").get("/map")
    assert [p["phase"] for p in shown["phases"]] == ["谋划", "申报", "实施"] and (shown["projects"], shown["elsewhere"]) == (0, 0)
    assert {(w["from"], w["to"]) for w in shown["ways"] if w["back"]} == {("申报", "谋划"), ("实施", "申报")}


def test_behind_each_number_stands_the_list_of_its_projects(stage: Stage) -> None:
    stage.clock("2025-06-02 09:00:00")
    stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "智慧医疗"))
    plan(stage, "jyj", "智慧教育", "2025-06-02")
    stage.clock("2025-06-25 09:00:00")
    stage.start("jyj.handler", "egov_lifecycle", forms.registration("jyj", "校园安防"))
    assert standing(stage, "sgj.handler")["前期预研"] == (2, 1), "ten working days are over for one"
    assert at(stage, "sgj.handler", "phase=谋划") == ["智慧医疗", "校园安防"] and at(stage, "sgj.handler", "phase=申报") == ["智慧教育"]
    assert at(stage, "sgj.handler", "phase=谋划&element=P11_T1&overdue=true") == ["智慧医疗"] and at(stage, "sgj.handler", "element=P11_T2") == []
    assert at(stage, "jyj.leader", "phase=谋划") == ["校园安防"], "of its own department alone"
    for node in nodes(stage.person("sgj.handler").get("/map")):
        assert stage.person("sgj.handler").get(f"/instances?element={node['element']}")["total"] == node["projects"], node["name"]
    late = stage.person("sgj.handler").get("/instances?phase=谋划&overdue=true")["items"]
    assert [(i["due"]["overdue"], i["due"]["working_days_left"] < 0) for i in late] == [(True, True)]
    stage.person("sgj.handler").get("/instances?phase=验收", 404)


def test_a_project_with_two_things_open_in_a_phase_counts_once_there(stage: Stage) -> None:
    stage.clock("2025-06-02 09:00:00")
    case = stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "智慧医疗"))
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    stage.do(case, "P11_T2", "wjw.handler", forms.need())
    stage.do(case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5", reply_by="2025-12-31"))
    assert standing(stage, "sgj.handler") == {"谋划阶段": (1, 0), "谋划": (1, 0), "提出预审意见": (1, 0)}
