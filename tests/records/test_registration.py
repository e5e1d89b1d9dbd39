"""A declaration is accepted once, in time or as a supplement, with gapless numbers and a code for ever (R23, I15, I19, I23)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.errors import RuleRefused
from app.records.changes import change
from app.records.declaration_window import create_window, mark
from app.records.registration import conclude, judge, register, withdraw
from app.records.reversal import reverse
from app.records.sanction import COMPRESS, SUSPEND, create_sanction, lift_sanction
from tests.cited import said
from tests.records.situations import answers, at


@pytest.fixture
def declare(act, a_project):
    """Register a project's declaration, stamped at a moment."""

    def do(project=None, when="2025-07-15 10:00:00", year=2026, supplementary=False, key="case:P12_S_register.1", **changed):
        project = project or a_project()
        given = answers(project.name, **changed)
        return register(act(when, by="wjw.leader", key=key), project, plan_year=year, stamped_at=at(when), is_supplementary=supplementary, answers=given)

    return do


def test_an_accepted_declaration_gives_the_project_its_code_and_year(act, a_project, the_window, declare):
    project = a_project()
    row = declare(project)
    assert (row.no, row.state, row.on_time, row.plan_year, row.round) == ("SB-2026-001", "受理", True, 2026, 1)
    assert row.total_budget_yuan == Decimal("8600000.00")
    assert (project.code, project.plan_year, project.state, project.category) == ("EG-2026-WJW-001", 2026, "论证", "软件开发类")
    assert row.snapshot["linked_project"] == project.linked_project == "旧全民健康信息平台"


def test_codes_and_numbers_run_without_gap_over_all_departments(a_project, the_window, declare):
    rows = [declare(a_project(f"项目{n}", dept), key=f"k{n}") for n, dept in enumerate(("wjw", "jyj", "wjw"))]
    assert [row.seq for row in rows] == [1, 2, 3]
    codes = [row.no for row in rows]
    assert codes == ["SB-2026-001", "SB-2026-002", "SB-2026-003"]


def test_a_later_declaration_keeps_the_code_and_moves_the_year(act, a_project, the_window, declare):
    project = a_project()
    withdraw(act("2025-07-20 09:00:00"), declare(project))
    create_window(act("2026-05-18 09:00:00"), plan_year=2027, open_date=date(2026, 6, 1), close_date=date(2026, 7, 31))
    row = declare(project, "2026-07-06 09:00:00", 2027, key="later")
    assert (project.code, project.plan_year, row.no, row.round) == ("EG-2026-WJW-001", 2027, "SB-2027-001", 2)


def test_the_last_second_is_in_time_and_the_next_is_refused(a_project, the_window, declare):
    assert declare(a_project("甲"), "2025-07-31 23:59:59").on_time
    with pytest.raises(RuleRefused, match="不在2026年度申报窗口内") as refused:
        declare(a_project("乙"), "2025-08-01 00:00:00", key="late")
    assert said("R23") in refused.value.clause


def test_a_late_stamp_is_accepted_as_a_supplement_until_the_cycle_has_ended(act, a_project, the_window, declare):
    mark(act(), the_window, "关闭")
    row = declare(a_project("甲"), "2025-08-20 09:00:00", supplementary=True)
    assert (row.on_time, row.is_supplementary) == (False, True)
    change(act(), the_window, cycle_ended_at=at("2025-12-01 09:00:00"))
    with pytest.raises(RuleRefused, match="已办结"):
        declare(a_project("乙"), "2025-12-02 09:00:00", supplementary=True, key="too late")


def test_nothing_of_a_suspended_department_is_accepted_for_that_year(act, a_project, the_window, declare):
    stop = create_sanction(act(), dept="wjw", types=[SUSPEND], suspend_plan_year=2026, basis="惩戒决定1号")
    with pytest.raises(RuleRefused, match="惩戒决定1号") as refused:
        declare(a_project("甲"))
    assert said("R103") in refused.value.clause
    assert declare(a_project("乙", "jyj"), key="other").state == "受理"
    lift_sanction(act(), stop)
    assert declare(a_project("丙"), key="lifted").state == "受理"


def test_a_compression_alone_suspends_nothing(act, a_project, the_window, declare):
    create_sanction(act(), dept="wjw", types=[COMPRESS], compress_ratio=Decimal(20), suspend_plan_year=2026, basis="惩戒决定2号")
    assert declare(a_project()).state == "受理"


def test_without_internal_review_nothing_is_accepted(a_project, the_window, declare):
    with pytest.raises(RuleRefused, match="内部预审"):
        declare(a_project(reviewed=False))


def test_a_name_is_unique_within_department_and_year(a_project, the_window, declare):
    declare(a_project("同名"))
    with pytest.raises(RuleRefused, match="同名项目"):
        declare(a_project("同名"), key="second")
    assert declare(a_project("同名", "jyj"), key="third").state == "受理"


def test_a_project_has_one_standing_declaration(a_project, the_window, declare):
    project = a_project()
    declare(project)
    with pytest.raises(RuleRefused, match="受理中"):
        declare(project, key="again")


def test_what_was_declared_never_changes(act, the_window, declare):
    with pytest.raises(RuleRefused, match="不得更改"):
        change(act(), declare(), snapshot={})


def test_a_declaration_is_withdrawn_until_the_window_closes_and_not_twice(act, a_project, the_window, declare):
    first, second = declare(a_project("甲")), declare(a_project("乙"), key="b")
    withdraw(act("2025-07-31 23:59:59"), first)
    assert (first.state, first.outcome) == ("撤回", "撤回")
    with pytest.raises(RuleRefused, match="已关闭"):
        withdraw(act("2025-08-01 00:00:00"), second)
    with pytest.raises(RuleRefused, match="不能撤回"):
        withdraw(act("2025-07-31 23:59:59"), first)


def test_a_final_outcome_stays(act, a_project, the_window, declare):
    project = a_project()
    row = declare(project)
    assert conclude(act(), project.id, "不通过") is row
    assert (row.state, row.outcome) == ("办结", "不通过")
    assert conclude(act(), project.id, "不同意") is None


def test_undoing_a_registration_sets_the_row_aside_and_keeps_the_code(act, a_project, the_window, declare):
    project = a_project()
    row = declare(project, key="k")
    reverse(act("2025-07-16 09:00:00", key="k"))
    assert (row.voided_at is not None, project.state, project.code) == (True, "储备", "EG-2026-WJW-001")
    assert declare(project, key="again").no == "SB-2026-002"


@pytest.mark.parametrize(
    ("stamp", "on_time", "days"),
    [("2025-07-31 23:59:59", True, 0), ("2025-08-01 00:00:00", False, 1), ("2025-08-04 09:00:00", False, 4), ("2025-08-31 23:00:00", False, 31)],
)
def test_a_stamp_is_judged_by_its_moment(db, the_window, stamp, on_time, days):
    found = judge(db, at(stamp), 2026)
    assert (found.on_time, found.days_late, found.window.plan_year) == (on_time, days, 2026)


def test_an_old_draft_stamped_in_the_next_window_is_in_time_for_it(db, act, the_window):
    create_window(act("2026-05-18 09:00:00"), plan_year=2027, open_date=date(2026, 6, 1), close_date=date(2026, 7, 31))
    found = judge(db, at("2026-07-06 09:00:00"), 2026)
    assert (found.on_time, found.window.plan_year) == (True, 2027)
