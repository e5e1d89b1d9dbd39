"""SC1: 县卫健委 全民健康信息平台升级, 860万元, the whole way to annex 2, approved together with others."""

from __future__ import annotations

from tests.scenarios import forms, stages
from tests.scenarios.diary import Diary, at, of_project, project

NAME, DEPT = "全民健康信息平台升级", "wjw"
ITEMS = {"软件开发": "700.00", "安全与密码": "90.00", "系统集成": "70.00"}
OLD_PLATFORM = "全民健康信息平台（一期）"


class Health(Diary):
    """Steps 1–5, P23 apart."""

    case = ""

    @at("2025-06-10 10:00:00")
    def it_is_registered_and_thought_through(self) -> None:
        self.case = self.stage.start("wjw.handler", "egov_lifecycle", forms.registration(DEPT, NAME, construction_nature="改造升级"))
        assert (project(self.stage, self.case)["state"], project(self.stage, self.case)["code"]) == ("储备", None)
        self.stage.do(self.case, "P11_T1", "wjw.handler", forms.research())
        self.stage.do(self.case, "P11_T2", "wjw.handler", forms.need())
        self.stage.do(self.case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5"))

    @at("2025-06-20 10:00:00")
    def two_of_three_experts_are_enough_and_a_second_round_is_asked_for(self) -> None:
        self.stage.do(self.case, "P11_T4", "expert.3", forms.opinion("同意"), prefill=True)
        self.stage.do(self.case, "P11_T4", "expert.4", forms.opinion("修改后同意"), prefill=True)
        rows = of_project(self.stage, "expert_review", self.case)
        assert sorted((r["expert"], r["state"]) for r in rows) == [("expert.3", "已提交"), ("expert.4", "已提交"), ("expert.5", "未提交")]
        self.stage.do(self.case, "P11_T5", "wjw.handler", forms.summary("需修改", "2025-06-20"))
        self.stage.do(self.case, "P11_T2", "wjw.handler", forms.need(), prefill=True)
        for expert in ("expert.3", "expert.4"):
            self.stage.do(self.case, "P11_T4", expert, forms.opinion("同意"), prefill=True)
        self.stage.do(self.case, "P11_T5", "wjw.handler", forms.summary("通过", "2025-06-20", modification_note="已按意见修改"))

    @at("2025-06-27 09:00:00")
    def the_review_is_signed_and_the_window_is_open(self) -> None:
        self.stage.do(self.case, "P11_T6", "wjw.leader", forms.sign("同意"))
        assert self.stage.open(self.case) == ["P12_T1"]

    @at("2025-07-15 09:00:00")
    def it_is_declared_in_time(self) -> None:
        paper = self.stage.person("wjw.handler").upload()
        form = forms.declaration(paper, NAME, "2025-07-15", ITEMS, construction_nature="改造升级", linked_project=OLD_PLATFORM)
        refused = self.stage.do(self.case, "P12_T1", "wjw.handler", form | {"brief_description": "字" * 201}, status=422, prefill=True)
        assert [e["pointer"] for e in refused["errors"]] == ["/data/brief_description"]
        self.stage.do(self.case, "P12_T1", "wjw.handler", form | {"brief_description": "字" * 200}, prefill=True)
        self.stage.do(self.case, "P12_T2", "wjw.leader", forms.sign("同意", stamped=True))
        [row] = of_project(self.stage, "declaration", self.case)
        assert (row["state"], row["plan_year"], row["on_time"], row["total_budget_yuan"]) == ("受理", 2026, True, "8600000.00")
        assert project(self.stage, self.case)["code"].startswith("EG-2026-") and self.stage.open(self.case) == ["P12_T6"]

    @at("2025-08-01 00:00:00")
    def it_cannot_be_withdrawn_any_more_and_is_handed_over(self) -> None:
        assert self.stage.open(self.case) == ["P13_T1"] and project(self.stage, self.case)["state"] == "论证"

    @at("2025-08-12 09:00:00")
    def its_papers_are_complete(self) -> None:
        stages.precheck(self.stage, self.case)
        stages.convene(self.stage, self.case, "2025-08-28")

    @at("2025-08-28 09:00:00")
    def it_is_appraised(self) -> None:
        stages.appraise(self.stage, self.case, ("通过", "通过", "通过", "通过", "修改后再论证"))
        [row] = of_project(self.stage, "appraisal_opinion", self.case)
        assert (row["state"], row["conclusion"], row["needs_separate_approval"]) == ("待上会", "通过", False)

    @at("2025-09-10 09:00:00")
    def the_county_agrees(self) -> None:
        self.stage.do(self.case, "P13_T6", "xzf.meeting", forms.meeting("同意", "2025-09-10"))

    @at("2025-09-18 09:00:00")
    def its_final_version_is_frozen(self) -> None:
        stages.finish(self.stage, self.case, DEPT)
        [row] = of_project(self.stage, "final_version", self.case)
        assert len(row["hash"]) == 64 and project(self.stage, self.case)["state"] == "审批"

    @at("2025-09-25 09:00:00")
    def it_is_to_be_approved_together_with_others(self) -> None:
        self.stage.do(self.case, "P14_T1", "fgw.reviewer", {}, prefill=True)
        [row] = of_project(self.stage, "approval", self.case)
        assert (row["route"], row["state"], row["requested_yuan"]) == ("统一申请审批", "待汇总", "8600000.00"), "D01 row 5"

    @at("2025-12-01 10:00:00")
    def it_is_proposed_for_the_plan(self) -> None:
        [row] = of_project(self.stage, "approval", self.case)
        [entry] = of_project(self.stage, "investment_plan_entry", self.case)
        assert (row["state"], row["budget_yuan"], row["decided_at"][:10]) == ("批复", "8600000.00", "2025-11-05")
        assert (entry["state"], entry["plan_year"], entry["total_investment_yuan"]) == ("拟列入", 2026, "8600000.00")
        assert project(self.stage, self.case)["state"] == "计划"

    @at("2026-01-23 10:00:00")
    def the_plan_reaches_it(self) -> None:
        assert self.stage.open(self.case) == ["P20_T1"]
        [row] = of_project(self.stage, "construction_plan_entry", self.case)
        assert (row["state"], row["version"], row["budget_yuan"], row["issued_at"][:10]) == ("已下达", 1, "8600000.00", "2026-01-23")

    @at("2026-01-28 09:00:00")
    def its_annex_2_is_filed(self) -> None:
        stages.file_annex(self.stage, self.case, DEPT)

    @at("2026-01-30 09:00:00")
    def it_is_accepted_and_the_project_starts(self) -> None:
        stages.accept_annex(self.stage, self.case)

    @at("2026-01-30 10:00:00")
    def its_books_are_as_expected(self) -> None:
        whole = self.stage.case(self.case)
        assert (whole["status"], whole["outcome"]) == ("ended", "已启动（采购阶段未上线）")
        [plan] = of_project(self.stage, "startup_plan", self.case)
        form = plan["snapshot"]
        assert (plan["start_date"], form["procurement_methods"], form["tender_month"]) == ("2026-01-30", ["公开招标"], "2026-02")
        assert (form["period_start"], form["period_end"], form["needs_mlps"], form["acceptance_month"]) == ("2026-04", "2026-09", True, "2026-10")
        assert [row["ratio_percent"] for row in form["payment_plan"]] == [30, 40, 27, 3] and form["free_om_months"] == 24
        kinds = ("declaration", "appraisal_opinion", "approval", "investment_plan_entry", "construction_plan_entry", "startup_plan", "final_version")
        assert {kind: len(of_project(self.stage, kind, self.case)) for kind in kinds} == dict.fromkeys(kinds, 1)
        assert of_project(self.stage, "declaration", self.case)[0]["outcome"] == "列入"
        [line] = of_project(self.stage, "fund_budget_line", self.case)
        assert (line["year"], line["amount_yuan"]) == (2026, "8600000.00") and project(self.stage, self.case)["state"] == "采购"
