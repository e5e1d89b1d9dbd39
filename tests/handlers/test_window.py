"""The year's window: announced once, opened, reminded of, closed; projects wait for it and are told (P10 steps 1–4, P00 step 4)."""

from __future__ import annotations

import pytest

from app.errors import RuleRefused
from app.records.declaration_window import window_of
from app.records.project import find_project


def test_a_second_start_for_the_same_year_is_refused(desk, announced):
    with pytest.raises(RuleRefused, match="2026年度的申报工作已启动"):
        desk.run("window.create", plan_year=2026, open_date="2025-07-01", close_date="2025-07-31")


def test_the_window_ends_at_24_00_and_reminds_six_days_before(announced):
    assert announced["open_at"] == "2025-06-10T00:00:00+08:00"
    assert announced["close_at"] == "2025-08-01T00:00:00+08:00"
    assert announced["remind_at"] == "2025-07-25T00:00:00+08:00"


def test_a_project_reads_the_window_by_the_clock(register, announced):
    case = register()
    assert case.at("2025-07-31 23:59:59").run("window.read")["window"]["plan_year"] == 2026
    assert case.at("2025-08-01 00:00:00").run("window.read") == {"open": False, "window": None}


def test_the_year_that_a_project_skips_does_not_count(register, announced):
    case = register()
    case.run("project.skip_year", plan_year=2026, reason="转下一年度")
    assert case.run("window.read")["open"] is False
    assert case.told == [("dept_handler@wjw", "项目“全民健康信息平台升级”不参加2026年度申报：转下一年度")]


def test_a_waiting_project_is_told_when_the_window_opens_and_no_longer_waits_when_it_has_read_it(desk, register):
    case = register()
    case.run("project.set_state", state="申报")
    case.run("project.wait_for_window")
    assert find_project(case.session, case.project_id).state == "储备"
    desk.run("window.create", plan_year=2026, open_date="2025-06-10", close_date="2025-07-31")
    assert desk.run("window.open", plan_year=2026) == {"told": 1}
    assert desk.sent == [("MSG_WINDOW_OPENED", {"project_id": case.project_id}, {"plan_year": 2026})]
    assert case.run("window.read")["open"] is True
    assert find_project(case.session, case.project_id).waiting_for_window is False


def test_on_25_july_departments_without_a_declaration_are_reminded(desk, announced, declare, register):
    declare()
    waiting = register(project_name="等待的项目", dept_code="jyj")
    waiting.run("project.wait_for_window")
    told_before = len(desk.told)
    said = desk.at("2025-07-25 00:00:00").run("window.remind", plan_year=2026)
    assert "wjw" not in said["departments"]
    assert len(said["departments"]) == 9
    assert said["told"] == 1
    assert ("dept_handler@jyj", "2026年度电子政务项目申报将于7月31日24时截止，贵单位尚未申报。") in desk.told[told_before:]


def test_after_the_close_each_standing_declaration_goes_to_the_appraisal(desk, announced, declare):
    case, _ = declare()
    other, said = declare(name="另一项目", dept="jyj")
    other.run("declaration.withdraw", declaration_id=said["declaration_id"])
    desk.sent.clear()
    desk.at("2025-08-01 00:00:00").run("window.close", plan_year=2026)
    assert desk.run("window.send_ready", plan_year=2026) == {"told": 1}
    assert desk.sent == [("MSG_APPRAISAL_READY", {"project_id": case.project_id, "plan_year": 2026}, {})]
    assert window_of(desk.session, 2026).state == "关闭"


def test_the_june_reminder_speaks_only_when_nobody_has_started(desk, announced):
    assert desk.at("2025-06-11 09:00:00").run("window.remind_if_missing") == {"exists": True, "plan_year": 2026}
    assert desk.told == []
    assert desk.at("2026-06-01 09:00:00").run("window.remind_if_missing")["exists"] is False
    assert [recipient for recipient, _ in desk.told] == ["sgj_handler@sgj", "sgj_leader@sgj"]


def test_what_was_sent_to_other_cases_is_not_taken_back(desk, announced):
    desk.run("window.open", plan_year=2026)
    with pytest.raises(RuleRefused, match="不能退回"):
        desk.undo("window.open", desk.last)


def test_a_late_request_is_not_opened_once_the_year_has_ended(register, announced):
    from app.records.base import Act
    from app.records.changes import change

    case = register()
    case.run("project.open_late_request", plan_year=2026)
    assert find_project(case.session, case.project_id).late_request_open is True
    case.run("project.close_late_request")
    assert find_project(case.session, case.project_id).late_request_open is False
    change(Act(case.session, "system", case.now), window_of(case.session, 2026), cycle_ended_at=case.now)
    with pytest.raises(RuleRefused, match="已办结"):
        case.run("project.open_late_request", plan_year=2026)
