"""SC3: 县市场监管局 智慧监管平台, 320万元, late; the second before midnight; and the urgent order from above."""

from __future__ import annotations

from typing import Any

from tests.scenarios import forms, stages
from tests.scenarios.diary import Diary, at, of_project, project, shown
from tests.scenarios.test_declaration import fill, plan, stamp

NAME, DEPT = "智慧监管平台", "scj"
MONEY = {"软件开发": "320.00"}


class Market(Diary):
    """Steps 1 and 3: late for 2026, declared for 2027 with the draft that was kept."""

    case = ""
    next_year = ""

    @at("2025-07-28 09:00:00")
    def it_is_thought_through(self) -> None:
        self.case = plan(self.stage, DEPT, NAME, "2025-07-28")
        assert self.stage.open(self.case) == ["P12_T1"]

    @at("2025-08-01 00:00:00")
    def it_is_marked_as_not_declared_and_its_task_stays(self) -> None:
        assert project(self.stage, self.case)["overdue_window"] == 2026 and self.stage.open(self.case) == ["P12_T1"]

    @at("2025-08-04 09:00:00")
    def it_is_stamped_after_the_close(self) -> None:
        fill(self.stage, self.case, DEPT, NAME, "2025-08-04", MONEY)
        stamp(self.stage, self.case, DEPT)
        self.stage.do(self.case, "P12_T3", "scj.handler", forms.late(self.stage.person("scj.handler").upload()))

    @at("2025-08-07 09:00:00")
    def it_waits_for_the_next_window(self) -> None:
        assert shown(self.stage, self.case, "P12_T4", "sgj.leader")["proposed"] == "转下一年度", "D04 proposes"
        self.stage.do(self.case, "P12_T4", "sgj.leader", {"decision": "转下一年度"}, prefill=True)
        assert of_project(self.stage, "declaration", self.case) == [] and self.stage.open(self.case) == []
        row = project(self.stage, self.case)
        assert (row["waiting_for_window"], row["skip_plan_year"], row["code"]) == (True, 2026, None)
        assert [w["kind"] for w in self.stage.case(self.case)["waiting_for"] if w["name"] == "等待申报窗口开放"] == ["message"]

    @at("2026-05-18 09:00:00")
    def the_next_year_is_announced(self) -> None:
        self.next_year = self.stage.start("sgj.handler", "annual_cycle", forms.notice(2027, "2026-06-01", "2026-07-31"))
        assert self.stage.open(self.case) == []

    @at("2026-06-01 00:00:00")
    def the_window_opens_and_the_draft_is_there(self) -> None:
        form = shown(self.stage, self.case, "P12_T1", "scj.handler")
        assert (form["necessity"], form["total_budget_wan"]) == ("必要", "320.00")

    @at("2026-07-06 09:00:00")
    def it_is_declared_for_2027(self) -> None:
        fill(self.stage, self.case, DEPT, NAME, "2026-07-06", MONEY, construction_period_text="2027年04月至2027年09月")
        stamp(self.stage, self.case, DEPT)
        [row] = of_project(self.stage, "declaration", self.case)
        assert (row["plan_year"], row["state"], row["on_time"]) == (2027, "受理", True)
        assert project(self.stage, self.case)["code"].startswith("EG-2027-"), "the code comes with the first accepted declaration"


class Midnight(Diary):
    """Step 2: one project stamped a second before the close, one at the close."""

    early = late = ""

    @at("2025-07-31 10:00:00")
    def both_forms_are_filled_in(self) -> None:
        self.early = plan(self.stage, "jtj", "交通运行监测", "2025-07-31")
        self.late = plan(self.stage, "zjj", "智慧工地", "2025-07-31")
        fill(self.stage, self.early, "jtj", "交通运行监测", "2025-07-31", {"软件开发": "100.00"})
        fill(self.stage, self.late, "zjj", "智慧工地", "2025-07-31", {"软件开发": "100.00"})

    @at("2025-07-31 23:59:59")
    def the_first_is_stamped(self) -> None:
        stamp(self.stage, self.early, "jtj")
        assert [row["on_time"] for row in of_project(self.stage, "declaration", self.early)] == [True]

    @at("2025-08-01 00:00:00")
    def the_second_is_late(self) -> None:
        assert self.stage.open(self.early) == ["P13_T1"], "handed over by the message of 1 August"
        stamp(self.stage, self.late, "zjj")
        assert self.stage.open(self.late) == ["P12_T3"] and of_project(self.stage, "declaration", self.late) == []

    @at("2025-08-12 10:00:00")
    def the_first_is_not_accepted_and_given_up(self) -> None:
        stages.precheck(self.stage, self.early, "不予受理", opinion="与既有系统重复")
        assert self.stage.open(self.early) == ["P00_T1"] and of_project(self.stage, "declaration", self.early)[0]["outcome"] == "不予受理"
        self.stage.do(self.early, "P00_T1", "jtj.handler", forms.sign("终止"))
        assert self.stage.case(self.early)["outcome"] == "终止(未实施)"


class Urgent(Diary):
    """Step 4: late by an urgent order from above. `agreed`: whether the county's meeting agrees."""

    case = ""

    def __init__(self, dept: str, name: str, agreed: bool = True) -> None:
        self.dept, self.name, self.agreed = dept, name, agreed

    @at("2025-07-28 10:00:00")
    def it_is_thought_through(self) -> None:
        self.case = plan(self.stage, self.dept, self.name, "2025-07-28")

    @at("2025-08-04 10:00:00")
    def it_is_late(self) -> None:
        fill(self.stage, self.case, self.dept, self.name, "2025-08-04", MONEY)
        stamp(self.stage, self.case, self.dept)
        paper = self.stage.person(f"{self.dept}.handler").upload()
        self.stage.do(self.case, "P12_T3", f"{self.dept}.handler", forms.late(paper, "上级紧急部署", "本年度增补"))

    @at("2025-08-07 10:00:00")
    def the_bureau_brings_it_to_the_meeting(self) -> None:
        assert shown(self.stage, self.case, "P12_T4", "sgj.leader")["proposed"] == "同意作为增补上会", "D04 proposes"
        self.stage.do(self.case, "P12_T4", "sgj.leader", {"decision": "同意作为增补上会"}, prefill=True)
        assert project(self.stage, self.case)["late_request_open"] is True

    @at("2025-08-08 10:00:00")
    def the_meeting_decides(self) -> None:
        self.stage.do(self.case, "P12_T5", "xzf.meeting", forms.meeting("同意" if self.agreed else "不同意", "2025-08-08"))
        rows: list[dict[str, Any]] = of_project(self.stage, "declaration", self.case)
        assert project(self.stage, self.case)["late_request_open"] is False
        if not self.agreed:
            assert rows == [] and project(self.stage, self.case)["waiting_for_window"] is True, "as in step 1"
            return
        assert [(r["plan_year"], r["is_supplementary"], r["on_time"], r["state"]) for r in rows] == [(2026, True, False, "受理")]

    @at("2025-08-12 11:00:00")
    def it_was_handed_over_at_once(self) -> None:
        if self.agreed:
            sent = [e for e in self.stage.events(self.case, "message:send") if e["payload"]["name"] == "MSG_APPRAISAL_READY"]
            assert len(sent) == 1
            stages.precheck(self.stage, self.case)
            stages.convene(self.stage, self.case, "2025-08-29")


class InTime(Urgent):
    """It keeps the others' days and is in the first version of the plan."""

    @at("2025-08-29 09:00:00")
    def it_is_appraised(self) -> None:
        stages.appraise(self.stage, self.case)

    @at("2025-09-10 10:00:00")
    def the_county_agrees(self) -> None:
        self.stage.do(self.case, "P13_T6", "xzf.meeting", forms.meeting("同意", "2025-09-10"))
        stages.finish(self.stage, self.case, self.dept)
        self.stage.do(self.case, "P14_T1", "fgw.reviewer", {}, prefill=True)

    @at("2026-01-23 11:00:00")
    def it_is_in_the_first_version(self) -> None:
        assert [row["version"] for row in of_project(self.stage, "construction_plan_entry", self.case)] == [1]
        assert self.stage.open(self.case) == ["P20_T1"]


class AfterTheFirst(Urgent):
    """It is approved after the plan was issued: P10 calls P15 again. `county` keeps the year."""

    def __init__(self, dept: str, name: str, county: Any) -> None:
        super().__init__(dept, name)
        self.county = county
        self.first: list[dict[str, Any]] = []

    @at("2025-09-28 09:00:00")
    def it_is_appraised_late(self) -> None:
        stages.appraise(self.stage, self.case)

    @at("2026-01-26 09:00:00")
    def it_goes_to_a_later_meeting_and_is_approved(self) -> None:
        self.first = self._version(1)
        stages.list_for_meeting(self.stage)
        self.stage.clock("2026-01-26 10:00:00")
        self.stage.do(self.case, "P13_T6", "xzf.meeting", forms.meeting("同意", "2026-01-26"))
        stages.finish(self.stage, self.case, self.dept)
        self.stage.do(self.case, "P14_T1", "fgw.reviewer", {}, prefill=True)
        batch = stages.ask_together(self.stage)
        stages.decide_together(self.stage, batch)

    @at("2026-02-01 09:00:00")
    def the_year_is_looked_at_and_planned_again(self) -> None:
        year = self.county.year
        assert stages.publish(self.stage, year, "2026-02-01", {}) == [self.name]
        stages.compile_plan(self.stage, year)
        stages.issue(self.stage, year)

    @at("2026-02-01 10:00:00")
    def it_is_in_the_second_version_and_the_first_is_unchanged(self) -> None:
        assert [row["version"] for row in of_project(self.stage, "construction_plan_entry", self.case)] == [2]
        assert self._version(1) == self.first and self.stage.open(self.case) == ["P20_T1"]
        assert self.stage.case(self.county.year)["outcome"] == "年度办结"

    def _version(self, number: int) -> list[dict[str, Any]]:
        """The rows of a version as they stand; starting a project changes none of them."""
        rows = [row for row in self.stage.records("construction_plan_entry", plan_year=2026) if row["version"] == number]
        return sorted(rows, key=lambda row: int(row["order"]))
