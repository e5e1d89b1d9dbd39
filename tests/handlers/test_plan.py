"""The services of the year's plan and cycle: what they answer, whom they tell, what they refuse (P10 steps 5, 6, P15)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.errors import RuleRefused
from app.records.base import Act
from app.records.construction_plan_entry import ConstructionPlanEntry, issued_entry
from app.records.declaration_window import window_of
from app.records.project import find_project
from tests.cited import said
from tests.records import planned as county

MONEY = {
    "total_investment_wan": "860.00",
    "annual_investment_wan": "860.00",
    "fund_source": "县本级财政性资金",
    "content_scale": "升级",
    "period": "2026年04月至2026年09月",
}
SCORES = {"sharing_score": 90, "livelihood_score": 80.5, "coordination_score": 70}


@pytest.fixture
def proposed(desk, announced, declare):
    """So many projects proposed for 2026; gives their codes by id."""

    def act(when="2025-06-10 09:00:00", by="sgj.handler", key="test"):
        return Act(desk.session, by, desk.at(when).now, 1, "test", key)

    def make(many):
        codes = {}
        for n in range(many):
            case, declared = declare(name=f"项目{n}", dept="wjw")
            project = find_project(desk.session, case.project_id)
            county.appraise(act, project)
            county.approve(act, project)
            codes[project.id] = declared["project_code"]
        return codes

    return make


def entries(codes, *left_out):
    rows = [{"project_code": code, "include": True, **MONEY} for code in codes]
    return [row | ({"include": False, "reason_if_not": "财力不足"} if row["project_code"] in left_out else {}) for row in rows]


def publish(desk, rows, when="2026-01-15T09:00"):
    answers = {"plan_no": "霍政〔2026〕3号", "publish_date": "2026-01-15", "plan_file": ["1"], "entries": rows}
    return desk.at(when).run("plan.publish", plan_year=2026, answers=answers)


def issue(desk, codes, when="2026-01-23T09:00"):
    rows = [{"project_code": code, "order": n, "budget_wan": "860.00", "start_month": "2026-04", "end_month": "2026-09"} for n, code in enumerate(codes, 1)]
    scores = [{"project_code": code, **SCORES} for code in codes]
    return desk.at(when).run("plan.issue", plan_year=2026, answers={"plan_year": 2026, "entries": rows}, scores=scores)


def test_who_is_not_listed_is_told_with_the_reason_and_who_is_listed_when_the_plan_is_issued(desk, proposed):
    codes = proposed(3)
    (a, first), (b, second), (c, third) = codes.items()
    assert publish(desk, entries([first, second, third], second)) == {"listed": 2, "not_listed": [b]}
    assert desk.run("plan.tell_not_listed", plan_year=2026, projects=[b]) == {"told": 1}
    assert desk.sent[-1] == ("MSG_PLAN_ISSUED", {"project_id": b, "plan_year": 2026}, {"result": "未列入", "reason": "财力不足"})
    assert issue(desk, [third, first]) == {"version": 1, "projects": [c, a]}
    assert desk.run("plan.tell_listed", plan_year=2026, projects=[c, a]) == {"told": 2}
    assert desk.sent[-1] == ("MSG_PLAN_ISSUED", {"project_id": a, "plan_year": 2026}, {"result": "列入", "reason": None})
    assert str(issued_entry(desk.session, a).score) == "81.15", "40·90 + 30·80.5 + 30·70"


def test_nobody_takes_a_published_plan_back(desk, proposed):
    [code] = proposed(1).values()
    for run in (lambda: publish(desk, entries([code])), lambda: issue(desk, [code])):
        run()
        with pytest.raises(RuleRefused, match="一经发布") as refused:
            desk.undo("plan.publish", desk.last)
        assert said("I19") in refused.value.clause


def test_a_handler_cannot_issue_what_is_not_listed(desk, proposed):
    first, second = proposed(2).values()
    publish(desk, entries([first, second], second))
    with pytest.raises(RuleRefused, match="未列入") as refused:
        issue(desk, [first, second])
    assert said("I1") in refused.value.clause
    assert desk.session.scalars(select(ConstructionPlanEntry)).all() == []


def test_what_the_forms_of_the_plan_show_at_first(desk, proposed):
    first, second = proposed(2).values()
    shown = desk.read("investment_rows", 2026)
    known = {name: MONEY[name] for name in ("total_investment_wan", "annual_investment_wan", "period")}
    assert shown[0] == {"project_code": first, "project_name": "项目0", "include": True, "content_scale": "平台升级；一套"} | known
    publish(desk, entries([first, second]))
    assert desk.read("investment_rows", 2026) == []
    assert desk.read("ranking_rows", 2026) == [{"project_code": first, "project_name": "项目0"}, {"project_code": second, "project_name": "项目1"}]
    scores = [{"project_code": first, **dict.fromkeys(SCORES, 60)}, {"project_code": second, **dict.fromkeys(SCORES, 90)}]
    draft = desk.read("plan_draft", 2026, scores)
    assert (draft["plan_year"], draft["version"]) == (2026, 1)
    assert [(row["project_code"], row["order"]) for row in draft["entries"]] == [(second, 1), (first, 2)], "the better scored first"
    assert {name: draft["entries"][0][name] for name in ("budget_wan", "start_month", "end_month")} == {
        "budget_wan": "860.00", "start_month": "2026-04", "end_month": "2026-09",
    }  # fmt: skip
    kept = {"entries": [{"project_code": first, "order": 1, "note": "急"}], "files": ["5"]}
    again = desk.read("plan_draft", 2026, scores, kept)
    assert (again["files"], again["entries"][1]["note"], again["entries"][1]["order"]) == (["5"], "急", 1)
    issue(desk, [first, second])
    assert (desk.read("ranking_rows", 2026), desk.read("plan_draft", 2026, [])["version"]) == ([], 2)


def test_the_alert_and_the_list_of_late_appraisals_tell_the_bureau(desk, announced, declare):
    declare(name="甲")
    declare(name="乙", dept="jyj")
    assert desk.at("2025-09-15T00:00").run("year.alert", plan_year=2026) == {"declared": 2, "unfinished": 2}
    assert [to for to, _ in desk.told[-2:]] == ["sgj_handler@sgj", "sgj_leader@sgj"]
    assert desk.run("year.list_unfinished", plan_year=2026) == {"unfinished": 2}
    assert desk.told[-1][0] == "sgj_leader@sgj" and "甲" in desk.told[-1][1] and "乙" in desk.told[-1][1]
    assert [row["project_name"] for row in desk.read("unfinished_rows", 2026)] == ["甲", "乙"]


def test_nobody_is_told_when_no_appraisal_is_late(desk, announced):
    before = len(desk.told)
    assert desk.run("year.list_unfinished", plan_year=2026) == {"unfinished": 0}
    assert len(desk.told) == before


def test_the_year_is_read_and_ended_once_everything_has_its_outcome(desk, proposed):
    [(number, code)] = proposed(1).items()
    found = desk.at("2025-10-01T00:00").run("year.read", plan_year=2026)
    assert found == {"over": False, "undecided": 1, "proposed": 1, "late_requests": 0, "next_at": "2025-11-01T09:00:00+08:00"}
    with pytest.raises(RuleRefused, match="未办结"):
        desk.run("year.end", plan_year=2026)
    publish(desk, entries([code]))
    assert desk.run("year.read", plan_year=2026)["over"] is True
    desk.run("year.end", plan_year=2026)
    assert window_of(desk.session, 2026).cycle_ended_at == desk.now
    case = desk.of(number)
    with pytest.raises(RuleRefused, match="已办结"):
        case.run("project.open_late_request", plan_year=2026)


def test_a_late_request_says_for_which_year_it_is(desk, announced, register):
    case = register(project_name="增补")
    case.run("project.open_late_request", plan_year=2026)
    assert find_project(desk.session, case.project_id).late_request_year == 2026
    assert desk.run("year.read", plan_year=2026)["late_requests"] == 1
    case.run("project.close_late_request")
    assert desk.run("year.read", plan_year=2026)["over"] is True


def test_a_project_that_goes_back_to_reserve_leaves_the_plan(desk, proposed):
    [(number, code)] = proposed(1).items()
    publish(desk, entries([code]))
    issue(desk, [code])
    desk.of(number).run("project.back_to_reserve", outcome="不具备启动条件")
    assert issued_entry(desk.session, number) is None
    [row] = desk.session.scalars(select(ConstructionPlanEntry))
    assert (row.state, row.reason) == ("取消", "不具备启动条件")
