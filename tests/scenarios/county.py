"""What the county's offices do for all projects together, from the notice to the issued plan of 2026."""

from __future__ import annotations

from typing import Any

from tests.scenarios import forms, stages
from tests.scenarios.diary import Diary, at

YEAR = 2026


class County(Diary):
    """The year's cycle and the batches, on the days of scenario 1. `annual`: 万元 of 2026 by project name, where not all of it."""

    def __init__(self, annual: dict[str, str] | None = None) -> None:
        self.annual = annual or {}
        self.year = ""
        self.approvals = ""

    @at("2025-06-10 09:00:00")
    def the_declaration_is_announced(self) -> None:
        self.year = self.stage.start("sgj.handler", "annual_cycle", forms.notice(YEAR, "2025-06-10", "2025-07-31"))
        refused = self.stage.start("sgj.handler", "annual_cycle", forms.notice(YEAR, "2025-06-10", "2025-07-31"), status=422)
        assert refused["type"].endswith("rule-refused") and refused["clause"], "a second start of the same year"

    @at("2025-09-05 09:00:00")
    def what_passed_goes_to_the_meeting(self) -> None:
        stages.list_for_meeting(self.stage)

    @at("2025-10-01 09:00:00")
    def the_year_is_looked_at_and_nothing_is_approved_yet(self) -> None:
        assert not self._planning()

    @at("2025-10-15 09:00:00")
    def the_bureau_asks_for_all_projects_together(self) -> None:
        self.approvals = stages.ask_together(self.stage)

    @at("2025-11-01 09:00:00")
    def the_year_is_looked_at_again(self) -> None:
        assert not self._planning()

    @at("2025-11-05 09:00:00")
    def they_are_approved(self) -> None:
        stages.decide_together(self.stage, self.approvals)

    @at("2025-11-30 09:00:00")
    def the_month_is_not_over(self) -> None:
        assert self.stage.case(self.approvals)["outcome"] == "办结" and not self._planning()

    @at("2025-12-01 09:00:00")
    def now_there_is_something_to_plan(self) -> None:
        assert self._planning()

    @at("2026-01-15 09:00:00")
    def the_county_publishes_its_plan(self) -> None:
        stages.publish(self.stage, self.year, "2026-01-15", self.annual)
        stages.compile_plan(self.stage, self.year)

    @at("2026-01-23 09:00:00")
    def the_construction_plan_is_issued(self) -> None:
        stages.issue(self.stage, self.year)

    def _planning(self) -> bool:
        return "P15_T1" in self.stage.open(self.year)

    def sent(self, message: str) -> list[dict[str, Any]]:
        """What the year's cycle sent of this name."""
        return [e["payload"] for e in self.stage.events(self.year, "message:send") if e["payload"]["name"] == message]
