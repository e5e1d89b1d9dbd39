"""P00's outcome table where a project cannot go on: the books are closed, the department decides, and the way back leads where it says."""

from __future__ import annotations

from typing import Any

from app.records.changes import change
from app.records.construction_plan_entry import issued_entry
from tests.scenarios import books, forms, stages
from tests.scenarios.county import County
from tests.scenarios.diary import Diary, at, of_project, play, project
from tests.scenarios.health import Health
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import all_equal, fill, plan, stamp

NEXT = ["重新谋划", "再次申报", "终止"]


class Stopped(Diary):
    """A project that keeps the others' days up to its approval, and is then stopped somewhere."""

    case = ""

    def __init__(self, dept: str, name: str) -> None:
        self.dept, self.name = dept, name

    @at("2025-07-20 09:00:00")
    def it_is_declared(self) -> None:
        self.case = plan(self.stage, self.dept, self.name, "2025-07-20")
        fill(self.stage, self.case, self.dept, self.name, "2025-07-20", {"软件开发": "200.00"})
        stamp(self.stage, self.case, self.dept)

    @at("2025-08-13 09:00:00")
    def it_is_appraised(self) -> None:
        stages.precheck(self.stage, self.case)
        stages.convene(self.stage, self.case, "2025-08-28")
        stages.appraise(self.stage, self.case)

    @at("2025-09-11 09:00:00")
    def the_county_agrees(self) -> None:
        self.stage.do(self.case, "P13_T6", "xzf.meeting", forms.meeting("同意", "2025-09-11"))
        stages.finish(self.stage, self.case, self.dept)

    def stopped(self, outcome: str | None) -> None:
        """P00_T1 is open with its decisions, the declaration has this outcome, no entry is open, the project is in reserve."""
        [task] = self.stage.tasks(self.case, "P00_T1")
        form = self.stage.person(f"{self.dept}.handler").get(f"/tasks/{task['id']}")["form"]
        assert form["schema"]["properties"]["decision"]["enum"] == NEXT
        [row] = of_project(self.stage, "declaration", self.case)
        assert (row["outcome"], project(self.stage, self.case)["state"]) == (outcome, "储备")
        assert not [r for r in of_project(self.stage, "investment_plan_entry", self.case) if r["state"] == "拟列入"]
        assert not [r for r in of_project(self.stage, "construction_plan_entry", self.case) if r["state"] == "已下达"]

    def next(self, decision: str) -> list[str]:
        """What is open after the department's decision."""
        self.stage.do(self.case, "P00_T1", f"{self.dept}.handler", forms.sign(decision))
        return self.stage.open(self.case)


class NotApproved(Stopped):
    """P14 不予批准, then declared again: it waits for the next window."""

    @at("2025-09-25 11:00:00")
    def it_is_not_approved(self) -> None:
        self.stage.do(self.case, "P14_T1", "fgw.reviewer", {"route": "单独审批", "override_reason": "架构复杂"}, prefill=True)
        paper = self.stage.person(f"{self.dept}.handler").upload()
        self.stage.do(self.case, "P14_T2", f"{self.dept}.handler", {"doc_files": [paper], "estimate_wan": "200.00"}, prefill=True)
        self.stage.do(self.case, "P14_T3", "fgw.reviewer", {"decision": "不予批准", "opinion": "与既有系统重复"}, prefill=True)
        self.stopped("不予批准")
        assert self.next("再次申报") == [] and project(self.stage, self.case)["waiting_for_window"] is True


class Planned(Stopped):
    """It asks for its approval together with the others."""

    @at("2025-09-25 11:00:00")
    def it_is_to_be_approved(self) -> None:
        self.stage.do(self.case, "P14_T1", "fgw.reviewer", {}, prefill=True)


class NotListed(Planned):
    """The county's plan does not list it: thought through again."""

    @at("2026-01-15 10:00:00")
    def it_hears_so_and_is_thought_through_again(self) -> None:
        self.stopped("未列入")
        [entry] = of_project(self.stage, "investment_plan_entry", self.case)
        assert (entry["state"], entry["reason"]) == ("未列入", "财力不足")
        assert self.next("重新谋划") == ["P11_T1"]


class NotReady(Planned):
    """Its entry is cancelled between the issue of the plan and the message that tells it."""

    @at("2026-01-23 09:00:00")
    def its_entry_is_cancelled(self) -> None:
        def cancel(act: Any, row: Any) -> None:
            entry = issued_entry(act().session, row.id)
            assert entry is not None
            change(act(), entry, state="取消", reason="县政府会议决定")

        books.write_beside(cancel, (project(self.stage, self.case)["id"],))

    @at("2026-01-23 12:00:00")
    def it_cannot_start_and_is_given_up(self) -> None:
        self.stopped("列入")
        assert of_project(self.stage, "startup_plan", self.case) == []
        assert self.next("终止") == [] and self.stage.case(self.case)["outcome"] == "终止(未实施)"
        assert project(self.stage, self.case)["state"] == "终止"


class Publishing(County):
    """The county lists all but one."""

    @at("2026-01-15 09:00:00")
    def the_county_publishes_its_plan(self) -> None:
        stages.publish(self.stage, self.year, "2026-01-15", {}, {"教师培训平台": "财力不足"})
        stages.compile_plan(self.stage, self.year)


def test_where_a_project_cannot_go_on(stage: Stage) -> None:
    county = Publishing()
    play(stage, county, Health(), NotApproved("zjj", "智慧工地"), NotListed("jyj", "教师培训平台"), NotReady("jtj", "交通运行监测"))
    assert stage.case(county.year)["outcome"] == "年度办结"
    all_equal()
