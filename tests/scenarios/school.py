"""SC2: 县教育局 教育城域网, 1,500万元, approved document by document, its design too expensive at first; to annex 2."""

from __future__ import annotations

from tests.scenarios import forms, stages
from tests.scenarios.diary import Diary, at, of_project, project, shown
from tests.scenarios.test_declaration import fill, plan, stamp

NAME, DEPT = "教育城域网", "jyj"


class School(Diary):
    """Steps 1–3, to annex 2. `again`: the variant, a second study instead of a cheaper design."""

    case = ""

    def __init__(self, again: bool = False) -> None:
        self.again = again

    @at("2025-07-25 09:00:00")
    def it_is_declared(self) -> None:
        self.case = plan(self.stage, DEPT, NAME, "2025-07-25")
        years = [{"year": 2026, "amount_wan": "1000.00"}, {"year": 2027, "amount_wan": "500.00"}]
        fill(self.stage, self.case, DEPT, NAME, "2025-07-25", {"网络/线路": "1500.00"}, project_category="网络集成类", yearly_plan=years)
        stamp(self.stage, self.case, DEPT)

    @at("2025-08-12 09:30:00")
    def its_papers_are_complete(self) -> None:
        stages.precheck(self.stage, self.case)
        stages.convene(self.stage, self.case, "2025-08-28")

    @at("2025-08-28 14:00:00")
    def the_experts_want_it_approved_apart(self) -> None:
        stages.appraise(self.stage, self.case, needs_separate_approval=True)

    @at("2025-09-10 09:30:00")
    def the_county_agrees(self) -> None:
        self.stage.do(self.case, "P13_T6", "xzf.meeting", forms.meeting("同意", "2025-09-10"))

    @at("2025-09-18 09:30:00")
    def its_final_version_is_frozen(self) -> None:
        stages.finish(self.stage, self.case, DEPT)

    @at("2025-09-25 09:30:00")
    def each_document_is_to_be_approved(self) -> None:
        assert shown(self.stage, self.case, "P14_T1", "fgw.reviewer")["proposed_route"] == "单独审批", "D01 row 1"
        self.stage.do(self.case, "P14_T1", "fgw.reviewer", {}, prefill=True)
        self._ask("P14_T2", "1500.00")

    @at("2025-10-20 09:00:00")
    def the_proposal_is_approved(self) -> None:
        self._approve("P14_T3", 20, "1500.00")
        self._ask("P14_T4", "1500.00")

    @at("2025-11-18 09:00:00")
    def the_study_is_approved_and_the_design_is_12_percent_above_it(self) -> None:
        self._approve("P14_T5", 30, "1500.00")
        self._design("1680.00", exceed_explain="设备涨价")
        [over] = [row for row in of_project(self.stage, "approval", self.case) if row["state"] == "退回"]
        assert (over["doc_type"], over["requested_yuan"]) == ("初设概算", "16800000.00") and "12.00%" in over["reason"]
        if self.again:
            self.stage.do(self.case, "P14_T6b", "jyj.handler", {"choice": "重报可研", "note": "覆盖学校增加"}, prefill=True)
            self._ask("P14_T4", "1590.00")
            self._approve("P14_T5", 31, "1590.00")
        else:
            self.stage.do(self.case, "P14_T6b", "jyj.handler", {"choice": "缩减概算", "note": "压减设备数量"}, prefill=True)
        self._design("1590.00")

    @at("2025-12-22 09:00:00")
    def the_second_design_is_approved(self) -> None:
        self._approve("P14_T7", 40, "1590.00")
        granted = sorted(row["doc_type"] for row in of_project(self.stage, "approval", self.case) if row["state"] == "批复")
        assert granted == ["初设概算", "可研", *(["可研"] if self.again else []), "建议书"]
        [entry] = of_project(self.stage, "investment_plan_entry", self.case)
        assert (entry["state"], entry["total_investment_yuan"]) == ("拟列入", "15900000.00")

    @at("2026-01-23 10:30:00")
    def the_plan_reaches_it(self) -> None:
        assert self.stage.open(self.case) == ["P20_T1"]
        [row] = of_project(self.stage, "construction_plan_entry", self.case)
        assert (row["state"], row["version"], row["budget_yuan"]) == ("已下达", 1, "15900000.00")
        lines = [(line["year"], line["amount_yuan"]) for line in of_project(self.stage, "fund_budget_line", self.case)]
        assert sorted(lines) == [(2026, "10000000.00"), (2027, "5900000.00")]

    @at("2026-01-28 09:30:00")
    def its_annex_2_is_accepted(self) -> None:
        terms = (("合同签订", "2026-04", 30, "477.00"), ("到货/阶段", "2026-09", 40, "636.00"), ("竣工验收", "2026-11", 30, "477.00"))
        rows = [dict(zip(("milestone", "month", "ratio_percent", "amount_wan"), term, strict=True)) for term in terms]
        stages.file_annex(self.stage, self.case, DEPT, payment_plan=rows)
        stages.accept_annex(self.stage, self.case)

    @at("2026-01-30 10:30:00")
    def its_books_are_as_expected(self) -> None:
        assert self.stage.case(self.case)["outcome"] == "已启动（采购阶段未上线）"
        states = [row["state"] for row in of_project(self.stage, "approval", self.case)]
        assert (states.count("批复"), states.count("退回")) == (4 if self.again else 3, 1)
        [start] = of_project(self.stage, "startup_plan", self.case)
        assert start["start_date"] == "2026-01-28" and project(self.stage, self.case)["state"] == "采购"

    def _ask(self, element: str, estimate: str) -> None:
        paper = self.stage.person("jyj.handler").upload()
        self.stage.do(self.case, element, "jyj.handler", {"doc_files": [paper], "estimate_wan": estimate}, prefill=True)

    def _approve(self, element: str, number: int, budget: str) -> None:
        self.stage.do(self.case, element, "fgw.reviewer", stages.approval(number, budget), prefill=True)

    def _design(self, budget: str, **more: str) -> None:
        paper = self.stage.person("jyj.handler").upload()
        self.stage.do(self.case, "P14_T6", "jyj.handler", {"design_files": [paper], "design_budget_wan": budget} | more, prefill=True)
