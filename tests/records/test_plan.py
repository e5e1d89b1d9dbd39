"""The year's plans in the books: published once, issued version by version, never written again (I1, I19, I21, R39–R42)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import event, func, select

from app.errors import RuleRefused
from app.records.changes import change, create, void
from app.records.construction_plan_entry import ConstructionPlanEntry, issued_entry, next_version
from app.records.declaration import Declaration
from app.records.fund_budget_line import FundBudgetLine, budget_up_to
from app.records.investment_plan_entry import InvestmentPlanEntry
from app.records.plan_issue import close_plan_entries, to_plan
from app.records.plan_publication import proposed
from app.records.project import enter
from tests.cited import said as cited_as
from tests.records import planned as county
from tests.records.planned import TOTAL, decided, issue, planned, proposed_project, publish
from tests.records.situations import at


@pytest.fixture
def projects(act, a_project, the_window):
    """So many projects that are proposed for the plan of 2026."""

    def make(many, total=TOTAL):
        return [proposed_project(act, a_project(f"项目{n:03d}"), total) for n in range(many)]

    return make


def outcomes(db):
    return dict(db.execute(select(Declaration.project_id, Declaration.outcome)).all())


def test_a_published_plan_decides_entries_declarations_and_budget(db, act, projects):
    first, second, third = projects(3)
    found = publish(act, decided(first), decided(second, include=False), decided(third, annual_yuan=Decimal("5000000.00")))
    assert (found.listed, found.not_listed) == ([first.id, third.id], [second.id])
    states = dict(db.execute(select(InvestmentPlanEntry.project_id, InvestmentPlanEntry.state)).all())
    assert states == {first.id: "列入", second.id: "未列入", third.id: "列入"}
    assert outcomes(db) == {first.id: "列入", second.id: "未列入", third.id: "列入"}
    lines = db.execute(select(FundBudgetLine.project_id, FundBudgetLine.year, FundBudgetLine.amount_yuan).order_by(FundBudgetLine.id)).all()
    assert [tuple(line) for line in lines] == [
        (first.id, 2026, TOTAL),
        (third.id, 2026, Decimal("5000000.00")),
        (third.id, 2027, Decimal("3600000.00")),
    ]
    assert (budget_up_to(db, third.id, 2026), budget_up_to(db, third.id, 2027)) == (Decimal("5000000.00"), TOTAL)


def test_what_is_not_among_the_rows_stays_proposed_for_the_next_version(db, act, projects):
    first, second = projects(2)
    publish(act, decided(first))
    assert [project.id for _, project in proposed(db, 2026)] == [second.id]
    assert outcomes(db)[second.id] is None


@pytest.mark.parametrize(
    ("changed", "said", "clause"),
    [
        ({"reason": " ", "include": False}, "须写明理由", "I21"),
        ({"annual_yuan": None}, "年度投资额", "第十六条"),
        ({"annual_yuan": Decimal(0)}, "年度投资额", "第十六条"),
        ({"annual_yuan": TOTAL + 1}, "年度投资额", "第十六条"),
        ({"total_yuan": TOTAL + 1}, "不得超过批复金额", "第二十三条"),
        ({"fund_source": ""}, "资金来源", "第十六条"),
        ({"project_code": "EG-2026-NIX-999"}, "不在2026年度拟列入", "I1"),
    ],
)
def test_a_row_that_does_not_hold_refuses_the_whole_publication(db, act, projects, changed, said, clause):
    first, second = projects(2)
    row = decided(first, changed.pop("include", True))
    with pytest.raises(RuleRefused, match=said) as refused:
        publish(act, decided(second), type(row)(**{**row.__dict__, **changed}))
    assert cited_as(clause) in refused.value.clause
    db.rollback()
    db.expire_all()
    assert db.scalar(select(func.count()).select_from(FundBudgetLine)) == 0


def test_a_project_without_approval_cannot_be_listed(db, act, a_project, the_window):
    project = a_project()
    county.declare(act, project)
    with pytest.raises(RuleRefused, match="不在2026年度拟列入") as refused:
        publish(act, decided(project))
    assert cited_as("I1") in refused.value.clause


def test_a_published_entry_keeps_what_was_published(act, projects):
    [project] = projects(1)
    publish(act, decided(project))
    [(entry, _)] = to_plan(act().session, 2026)
    for changed in ({"annual_investment_yuan": Decimal(1)}, {"total_investment_yuan": Decimal(1)}, {"plan_no": "别的文号"}, {"content_scale": "别的"}):
        with pytest.raises(RuleRefused, match="不得更改") as refused:
            change(act(), entry, **changed)
        assert cited_as("I19") in refused.value.clause
    with pytest.raises(RuleRefused, match="不在2026年度拟列入"):
        publish(act, decided(project), when="2026-02-15 09:00:00")


def test_a_plan_holds_every_listed_project_in_order_with_its_scores(db, act, projects):
    first, second = projects(2)
    publish(act, decided(first), decided(second))
    found = issue(act, planned(first, 2), planned(second, 1))
    assert (found.plan_version, found.projects) == (1, [second.id, first.id])
    row = issued_entry(db, first.id, 2026)
    assert (row.order_no, row.plan_version, row.score, row.state, row.issued_by) == (2, 1, Decimal("81.00"), "已下达", "sgj.leader")
    assert (first.state, first.phase) == ("启动", "实施阶段")


def test_a_second_version_holds_the_later_ones_and_leaves_the_first_as_it_was(db, act, projects):
    first, second = projects(2)
    publish(act, decided(first))
    issue(act, planned(first))
    before = {name: getattr(issued_entry(db, first.id), name) for name in ("id", "version", "plan_version", "order_no", "budget_yuan", "issued_at")}
    publish(act, decided(second), when="2026-03-15 09:00:00")
    found = issue(act, planned(second), when="2026-03-20 09:00:00")
    assert (found.plan_version, found.projects) == (2, [second.id])
    assert {name: getattr(issued_entry(db, first.id), name) for name in before} == before


@pytest.mark.parametrize(
    ("rows", "said", "clause"),
    [
        (lambda a, b: [planned(a)], "未编入", "R42"),
        (lambda a, b: [planned(a, 1), planned(b, 1)], "排序不得重复", "R41"),
        (lambda a, b: [planned(a, 1), planned(b, 2), planned(b, 3)], "重复", "R42"),
        (lambda a, b: [planned(a, 1), planned(b, 2, budget_yuan=TOTAL + 1)], "不超过列入的总投资", "第二十三条"),
        (lambda a, b: [planned(a, 1), planned(b, 2, start_month="2026-10")], "不能晚于", "R42"),
        (lambda a, b: [planned(a, 1), planned(b, 2, scores={"sharing_score": Decimal(90)})], "评分", "R41"),
        (lambda a, b: [planned(a, 1), planned(b, 2, scores=dict.fromkeys(county.SCORES, Decimal(101)))], "评分", "R41"),
    ],
)
def test_a_plan_that_does_not_hold_is_refused_as_a_whole(db, act, projects, rows, said, clause):
    first, second = projects(2)
    publish(act, decided(first), decided(second))
    with pytest.raises(RuleRefused, match=said) as refused:
        issue(act, *rows(first, second))
    assert cited_as(clause) in refused.value.clause
    assert next_version(db, 2026) == 1


def test_nothing_that_is_not_listed_comes_into_the_plan(act, projects):
    first, second = projects(2)
    publish(act, decided(first), decided(second, include=False))
    with pytest.raises(RuleRefused, match="未列入2026年度投资计划") as refused:
        issue(act, planned(first, 1), planned(second, 2))
    assert cited_as("I1") in refused.value.clause


def test_the_database_itself_refuses_a_plan_entry_of_another_projects_listing(act, projects):
    first, second = projects(2)
    publish(act, decided(first))
    issue(act, planned(first))
    row = issued_entry(act().session, first.id)
    names = ("plan_year", "investment_plan_entry_id", "scores", "score", "budget_yuan", "start_month", "end_month", "files", "issued_at", "issued_by", "state")
    copy = ConstructionPlanEntry(project_id=second.id, order_no=9, plan_version=1, **{name: getattr(row, name) for name in names})
    with pytest.raises(Exception, match="fk_construction_plan_entry_listed"):
        create(act(), copy)


def test_an_issued_version_is_immutable(act, projects):
    [project] = projects(1)
    publish(act, decided(project))
    issue(act, planned(project))
    row = issued_entry(act().session, project.id)
    for changed in ({"order_no": 7}, {"budget_yuan": Decimal(1)}, {"end_month": "2027-01"}, {"plan_version": 2}, {"scores": {}}):
        with pytest.raises(RuleRefused, match="不得更改") as refused:
            change(act(), row, **changed)
        assert cited_as("I19") in refused.value.clause
    with pytest.raises(RuleRefused, match="不得删除") as refused:
        act().session.delete(row)
        act().session.flush()
    assert cited_as("I24") in refused.value.clause


def test_who_ends_leaves_the_lists_and_the_plans_and_its_budget_is_released(db, act, projects):
    waiting, listed, issued = projects(3)
    publish(act, decided(issued))
    issue(act, planned(issued))
    publish(act, decided(listed), when="2026-03-15 09:00:00")
    for project in (waiting, listed, issued):
        close_plan_entries(act("2026-04-01 09:00:00", key=f"close:{project.id}"), project.id, "县政府会议决定终止")
        enter(act("2026-04-01 09:00:00"), project, "终止")
    assert (proposed(db, 2026), to_plan(db, 2026), issued_entry(db, issued.id)) == ([], [], None)
    states = dict(db.execute(select(InvestmentPlanEntry.project_id, InvestmentPlanEntry.state)).all())
    assert states == {waiting.id: "未列入", listed.id: "未列入", issued.id: "列入"}
    assert budget_up_to(db, issued.id, 2030) == budget_up_to(db, listed.id, 2030) == 0
    close_plan_entries(act("2026-04-02 09:00:00", key="again"), issued.id, "再次")
    assert budget_up_to(db, issued.id, 2030) == 0


def test_an_ended_project_leaves_the_lists_though_its_entry_is_still_there(db, act, projects):
    waiting, listed = projects(2)
    publish(act, decided(listed))
    for project in (waiting, listed):
        enter(act(), project, "终止")
    assert (proposed(db, 2026), to_plan(db, 2026)) == ([], [])


def test_a_plan_whose_projects_have_all_ended_meanwhile_holds_nobody_up(db, act, projects):
    first, second = projects(2)
    with pytest.raises(RuleRefused, match="须逐项确定") as refused:
        publish(act)
    assert cited_as("R39") in refused.value.clause
    publish(act, decided(first))
    enter(act(), second, "终止")
    assert publish(act, when="2026-02-01 09:00:00").listed == []
    enter(act(), first, "终止")
    found = issue(act)
    assert (found.plan_version, found.projects, next_version(db, 2026)) == (None, [], 1)


def test_a_voided_version_keeps_its_number(db, act, projects):
    [project] = projects(1)
    publish(act, decided(project))
    issue(act, planned(project))
    void(act("2026-02-01 09:00:00"), issued_entry(db, project.id))
    assert next_version(db, 2026) == 2


def test_the_number_of_statements_does_not_grow_with_the_number_of_projects(db, act, projects):
    counted = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *_: counted.append(1))

    def cost(rows, do):
        counted.clear()
        do(act, *rows, when=f"2026-0{len(rows) % 8 + 1}-15 09:00:00")
        return len(counted)

    few, many = projects(2), None
    published = cost([decided(p) for p in few], publish)
    issued = cost([planned(p, n) for n, p in enumerate(few, 1)], issue)
    many = [proposed_project(act, p) for p in _more(act, 40)]
    assert cost([decided(p) for p in many], publish) <= published + 2
    assert cost([planned(p, n) for n, p in enumerate(many, 1)], issue) <= issued + 2


def _more(act, number):
    from app.records.project import create_project

    said = {"leader_in_charge": "张三", "dedicated_person": "李四", "dedicated_phone": "13800000000", "gov_activity_related": True}
    kind = {"scope_type": "信息化应用系统", "nature": "改造升级", "fund_nature": "县本级财政性资金", "is_global_major": "否", "demand_origin": ["上级工作部署"]}
    rows = [create_project(act(), name=f"另一项目{n:03d}", dept="jyj", build_unit="jyj", **said, **kind) for n in range(number)]
    return [change(act(), row, internal_review_at=at("2025-06-27 09:00:00")) for row in rows]
