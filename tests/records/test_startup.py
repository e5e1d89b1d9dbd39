"""Nothing starts without appraisal, approval and plan, nor while frozen; annex 2 holds together; who filed it does not accept it (I2, I20)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.errors import RuleRefused
from app.records.changes import change
from app.records.construction_plan_entry import issued_entry
from app.records.plan_issue import close_plan_entries
from app.records.project import enter
from app.records.readiness import readiness, require_ready
from app.records.startup import check_annex, mark_overdue, note_oa, start_project
from app.records.startup_plan import startup_of
from tests.cited import said as cited_as
from tests.records import planned as county

APPROVED = Decimal("8600000.00")


def annex(**changed):
    """F51 of scenario 1."""
    terms = (
        ("合同签订", "2026-04", 30, "258.00"),
        ("到货/阶段", "2026-09", 40, "344.00"),
        ("竣工验收", "2026-11", 27, "232.20"),
        ("质保期满", "2028-11", 3, "25.80"),
    )
    payments = [dict(zip(("milestone", "month", "ratio_percent", "amount_wan"), term, strict=True)) for term in terms]
    months = {"tender_month": "2026-02", "period_start": "2026-04", "period_end": "2026-09", "acceptance_month": "2026-10"}
    return months | {"payment_plan": payments, "oa_flow_no": "OA-2026-001"} | changed


@pytest.fixture
def start(act):
    """Accept a project's annex 2."""

    def do(project, by="sgj.handler", when="2026-01-30 09:00:00", answers=None):
        return start_project(act(when, by=by, key="start"), project, plan_year=2026, answers=answers or annex(), filed_by="wjw.handler")

    return do


def test_an_accepted_annex_starts_the_project(db, act, a_project, the_window, start):
    project = county.issued_project(act, a_project())
    row = start(project)
    assert (row.start_date, row.accepted_by, row.filed_by, row.oa_flow_no) == (date(2026, 1, 30), "sgj.handler", "wjw.handler", "OA-2026-001")
    assert (project.state, startup_of(db, project.id)) == ("采购", row)
    with pytest.raises(RuleRefused, match="已启动"):
        start(project)
    with pytest.raises(RuleRefused, match="不得更改"):
        change(act(), row, snapshot={})


@pytest.mark.parametrize("gone", ["nothing yet", "not listed", "not issued", "cancelled", "ended"])
def test_a_start_by_a_way_round_the_plan_is_refused(act, a_project, the_window, start, gone):
    project = a_project()
    if gone != "nothing yet":
        county.proposed_project(act, project)
    if gone in ("not issued", "cancelled", "ended"):
        county.publish(act, county.decided(project))
    if gone in ("cancelled", "ended"):
        county.issue(act, county.planned(project))
    if gone == "cancelled":
        close_plan_entries(act(), project.id, "退回储备")
    if gone == "ended":
        enter(act(), project, "终止")
    with pytest.raises(RuleRefused, match="不具备启动条件") as refused:
        start(project)
    assert cited_as("I2") in refused.value.clause
    assert startup_of(act().session, project.id) is None


def test_a_project_of_which_nothing_is_known_misses_everything(act, a_project):
    assert readiness(act().session, a_project(), 2026).missing == ["论证通过", "审批批复", "列入已下达的年度建设计划"]


def test_a_frozen_project_waits(act, a_project, the_window, start):
    project = county.issued_project(act, a_project())
    change(act(), project, frozen=True)
    found = readiness(act().session, project, 2026)
    assert (found.frozen, found.missing) == (True, [])
    with pytest.raises(RuleRefused, match="冻结") as refused:
        require_ready(act().session, project, 2026)
    assert cited_as("R105") in refused.value.clause
    with pytest.raises(RuleRefused, match="冻结"):
        start(project)


def test_who_filed_the_annex_does_not_accept_it(act, a_project, the_window, start):
    project = county.issued_project(act, a_project())
    with pytest.raises(RuleRefused, match="填报") as refused:
        start(project, by="wjw.handler")
    assert cited_as("I20") in refused.value.clause


def half(ratio):
    return [{"milestone": "其他", "month": "2026-04", "ratio_percent": ratio, "amount_wan": "100.00"}]


@pytest.mark.parametrize(
    ("changed", "said", "clause"),
    [
        ({"tender_month": "2026-05"}, "依次不早于", "R115"),
        ({"period_end": "2026-03"}, "依次不早于", "R115"),
        ({"acceptance_month": "2026-08"}, "依次不早于", "R115"),
        ({"payment_plan": half(99.9)}, "合计应为100%，现为99.9%", "R113"),
        ({"payment_plan": half(60) + half(40.5)}, "合计应为100%", "R113"),
        ({"payment_plan": [half(100)[0] | {"amount_wan": "860.01"}]}, "不得超过批复金额", "第二十三条"),
    ],
)
def test_an_annex_that_does_not_hold_together_is_refused_with_its_clause(changed, said, clause):
    with pytest.raises(RuleRefused, match=said) as refused:
        check_annex(annex(**changed), APPROVED)
    assert cited_as(clause) in refused.value.clause


def test_ratios_with_parts_of_a_percent_add_up_exactly():
    check_annex(annex(payment_plan=half(33.3) + half(33.3) + half(33.4)), APPROVED)


def test_an_overdue_annex_is_marked_once(act, a_project, the_window):
    project = county.issued_project(act, a_project())
    plan = issued_entry(act().session, project.id)
    assert mark_overdue(act("2026-03-24 00:00:00"), plan)
    assert not mark_overdue(act("2026-04-24 00:00:00"), plan)
    assert plan.startup_overdue_at.isoformat().startswith("2026-03-2")


def test_the_office_systems_answer_is_noted_with_the_annex(act, a_project, the_window, start):
    project = county.issued_project(act, a_project())
    with pytest.raises(RuleRefused, match="没有可登记"):
        note_oa(act(), project, "未对接", None)
    start(project)
    assert note_oa(act(), project, "登记失败", "没有答复").oa_state == "登记失败"
    with pytest.raises(RuleRefused, match="没有可登记"):
        note_oa(act(), project, "成功", None)
