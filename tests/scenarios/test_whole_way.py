"""SC1 steps 0–5, SC2 steps 1–3 with its variant, SC3 whole with its variant: dates and money as written; and all of them in one county."""

from __future__ import annotations

import pytest

from tests.scenarios.county import County
from tests.scenarios.diary import play
from tests.scenarios.health import Health
from tests.scenarios.market import AfterTheFirst, InTime, Market, Midnight, Urgent
from tests.scenarios.play import Stage
from tests.scenarios.school import NAME as SCHOOL
from tests.scenarios.school import School
from tests.scenarios.test_declaration import all_equal


def told_of(stage: Stage, words: str) -> int:
    """How many notices the bureau's leader has that say so."""
    return sum(words in notice["text"] for notice in stage.person("sgj.leader").get("/notices?limit=200")["items"])


def test_sc1_from_the_notice_to_annex_2(stage: Stage) -> None:
    county = County()
    play(stage, county, Health())
    assert (stage.case(county.year)["status"], stage.case(county.year)["outcome"]) == ("ended", "年度办结"), "every declaration of 2026 is final"
    assert len(county.sent("MSG_APPRAISAL_READY")) == len(county.sent("MSG_PLAN_ISSUED")) == 1
    stage.clock("2026-05-31 23:59:59")
    assert told_of(stage, "2027年度") == 0
    stage.clock("2026-06-01 09:00:00")
    assert told_of(stage, "2027年度") == 1, "P10R reminds: nobody has started 2027"
    all_equal()


@pytest.mark.parametrize("again", [False, True], ids=["a cheaper design", "a second study"])
def test_sc2_each_document_approved_in_the_same_year_as_sc1(stage: Stage, again: bool) -> None:
    county = County({SCHOOL: "1000.00"})
    play(stage, county, Health(), School(again))
    assert stage.case(county.year)["outcome"] == "年度办结"
    all_equal()


def test_sc3_late_and_back_the_year_after(stage: Stage) -> None:
    county = County()
    play(stage, county, Health(), Market(), Midnight())
    assert told_of(stage, "2027年度电子政务项目申报工作尚未启动") == 0, "P10R of 2026-06-01: 2027 was started already"
    all_equal()


def test_sc3_an_urgent_order_is_planned_in_time_or_in_a_second_version_or_not_at_all(stage: Stage) -> None:
    county = County()
    play(stage, county, Health(), InTime("rsj", "应急指挥平台"), AfterTheFirst("gaj", "防汛指挥系统", county), Urgent("cgj", "城管应急平台", agreed=False))
    all_equal()


def test_all_of_them_in_one_county(stage: Stage) -> None:
    county = County({SCHOOL: "1000.00"})
    urgent = (InTime("rsj", "应急指挥平台"), AfterTheFirst("gaj", "防汛指挥系统", county), Urgent("cgj", "城管应急平台", agreed=False))
    play(stage, county, Health(), School(), Market(), Midnight(), *urgent)
    declared = stage.records("declaration")
    assert sorted((row["plan_year"], row["outcome"] or "") for row in declared) == [(2026, "不予受理"), *[(2026, "列入")] * 4, (2027, "")]
    assert len(county.sent("MSG_PLAN_ISSUED")) == len(stage.records("construction_plan_entry", plan_year=2026)) == 4
    assert [row["state"] for row in stage.records("investment_plan_entry")] == ["列入"] * 4
    all_equal()
