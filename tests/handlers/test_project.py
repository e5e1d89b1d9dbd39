"""A project is registered, planned, and goes on or ends."""

from __future__ import annotations

import pytest

from app.errors import NotFound, RuleRefused
from app.records.changes import log_of
from app.records.project import find_project
from handlers._project import project_of


def project(case):
    return find_project(case.session, case.project_id)


def test_a_registration_makes_a_project_in_reserve_without_a_code(register):
    case = register()
    row = project(case)
    assert (row.state, row.phase, row.code, row.build_unit, row.is_global_major) == ("储备", "谋划阶段", None, "wjw", "否")
    assert (row.created_by, row.instance_id) == ("wjw.handler", 1)


def test_the_kind_of_the_department_comes_with_the_registration(desk):
    from tests.handlers.conftest import F10

    assert desk.run("project.create", **F10)["dept_kind"] == "department"


@pytest.mark.parametrize("changed", [{"dept_code": "nobody"}, {"build_unit": "vendor.a"}], ids=["unknown", "a supplier"])
def test_only_an_office_of_the_county_can_be_department_or_build_unit(register, changed):
    with pytest.raises(RuleRefused, match="不是县内单位"):
        register(**changed)


def test_what_is_not_to_be_managed_is_noted_and_closed(register):
    case = register(gov_activity_related=False)
    case.run("project.record_scope", scope="不纳入", close=True)
    assert (project(case).scope, project(case).state, project(case).close_reason) == ("不纳入", "终止", "不纳入")


def test_planning_writes_the_estimate_in_yuan(register):
    case = register()
    case.run("project.update", est_budget_wan="860.00", uses_county_dc=True, builds_own_dc=False, linked_project="旧平台")
    assert (str(project(case).est_budget_yuan), project(case).uses_county_dc, project(case).linked_project) == ("8600000.00", True, "旧平台")


def test_an_update_changes_only_what_is_given(register):
    case = register()
    case.run("project.update", project_name="新名称")
    assert [entry.after for entry in log_of(case.session, project(case))][1:] == [{"name": "新名称"}]


def test_the_internal_review_is_dated_by_the_moment_of_the_signature(register):
    case = register()
    said = case.at("2025-06-27 09:00:00").run("project.pass_internal_review")
    assert said["internal_review_at"] == "2025-06-27T09:00:00+08:00"


def test_a_withdrawn_project_goes_back_to_the_reserve(declare, announced):
    case, said = declare()
    case.run("declaration.withdraw", declaration_id=said["declaration_id"])
    case.run("project.back_to_reserve", outcome="撤回")
    assert (project(case).state, project(case).code, project(case).waiting_for_window) == ("储备", "EG-2026-WJW-001", False)


def test_a_standing_declaration_gets_the_outcome_that_led_back(declare, announced):
    from app.records.declaration import Declaration

    case, said = declare()
    case.run("project.back_to_reserve", outcome="不通过")
    row = case.session.get(Declaration, said["declaration_id"])
    assert (row.state, row.outcome) == ("办结", "不通过")


def test_closing_a_project_closes_what_is_open(declare, announced):
    from app.records.declaration import Declaration

    case, said = declare()
    case.run("project.wait_for_window")
    case.run("project.close", state="终止", reason="县政府会议决定终止")
    assert (project(case).state, project(case).waiting_for_window, project(case).close_reason) == ("终止", False, "县政府会议决定终止")
    assert case.session.get(Declaration, said["declaration_id"]).outcome == "终止"


def test_a_project_does_not_end_as_anything_else(register):
    with pytest.raises(RuleRefused, match="终止或下线"):
        register().run("project.close", state="储备", reason="x")


def test_a_service_without_a_project_says_so(desk):
    with pytest.raises(NotFound):
        project_of(desk._call("x"))


def test_each_writing_service_can_be_taken_back(register):
    case = register()
    for name, given, column in (
        ("project.set_state", {"state": "申报"}, "state"),
        ("project.wait_for_window", {}, "waiting_for_window"),
        ("project.skip_year", {"plan_year": 2026, "reason": "逾期"}, "skip_plan_year"),
        ("project.mark_overdue", {"plan_year": 2026}, "overdue_window"),
        ("project.pass_internal_review", {}, "internal_review_at"),
        ("project.close", {"state": "终止", "reason": "x"}, "state"),
    ):
        before = getattr(project(case), column)
        case.run(name, **given)
        assert getattr(project(case), column) != before, name
        case.undo(name, case.last)
        assert getattr(project(case), column) == before, name
