"""Approvals in the books: separate ones in their order, the unified application, what is immutable, what an entry of the plan needs (I1, I2, I19–I21)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.errors import RuleRefused
from app.records.approval import approvals_of, final_approval
from app.records.approval_batch import decide_row, list_batch, pool, put_in_pool, release_batch, submit_batch
from app.records.approving import estimate_of, exceeds, need_none, return_excess, rule
from app.records.base import Act
from app.records.changes import change, void
from app.records.investment_plan_entry import InvestmentPlanEntry, close_proposed, create_entry, listed_sum, standing_entry
from app.records.project import enter
from app.records.reversal import reverse
from tests.cited import said
from tests.records.approved import PERCENT, approve_separately, approve_together, ask_together, declare, document, pass_appraisal, propose, ruling
from tests.records.situations import at


@pytest.fixture
def appraised(act, a_project, the_window):
    """The declaration of a project that passed its appraisal."""

    def make(name="全民健康信息平台升级", dept="wjw", **confirmed):
        return pass_appraisal(act, a_project(name, dept), **confirmed)

    return make


def decide(act, declaration, kind, decided, yuan="8600000.00", by="fgw.reviewer", merged=False):
    return rule(act(by=by), declaration, document(kind, yuan), decided, merged=merged, percent=PERCENT)


def test_the_three_documents_are_approved_in_their_order_and_the_last_one_counts(db, act, appraised):
    declaration = appraised()
    row = approve_separately(act, declaration)
    assert [(each.doc_type, each.state, each.round) for each in approvals_of(db, declaration.id)] == [
        ("建议书", "批复", 1), ("可研", "批复", 1), ("初设概算", "批复", 1),
    ]  # fmt: skip
    assert final_approval(db, declaration.id) is row


@pytest.mark.parametrize(("kind", "missing"), [("可研", "建议书"), ("初设概算", "可研")])
def test_no_document_before_the_one_it_rests_on(act, appraised, kind, missing):
    with pytest.raises(RuleRefused, match=f"{missing}尚未批复") as refused:
        decide(act, appraised(), kind, ruling())
    assert "第九条" in refused.value.clause


def test_the_design_may_stand_for_all_three_where_that_is_allowed(db, act, appraised):
    declaration = appraised()
    row = decide(act, declaration, "初设概算", ruling(), merged=True)
    assert (row.estimate_yuan, final_approval(db, declaration.id)) == (Decimal("8600000.00"), row)


@pytest.mark.parametrize(("asked", "over"), [("9460000.00", False), ("9460000.01", True)])
def test_a_design_more_than_a_tenth_above_its_estimate_is_returned_on_the_record(db, act, appraised, asked, over):
    declaration = appraised()
    for number, kind in enumerate(("建议书", "可研"), 1):
        decide(act, declaration, kind, ruling(no=f"霍发改〔2025〕{number}号"))
    assert exceeds(Decimal(asked), estimate_of(db, declaration), PERCENT) is over
    row = return_excess(act(), declaration, document("初设概算", asked), percent=PERCENT, merged=False, authority="fgw")
    if not over:
        assert row is None
        return
    assert (row.state, row.requested_yuan) == ("退回", Decimal(asked))
    assert "10.00%" in row.reason and "第十二条" in row.reason
    with pytest.raises(RuleRefused, match="超过投资估算") as refused:
        decide(act, declaration, "初设概算", ruling(no="霍发改〔2025〕9号", budget_yuan=asked), yuan=asked)
    assert "第十二条" in refused.value.clause


@pytest.mark.parametrize("decision", ["退回补正", "不予批准", "转单独审批"])
@pytest.mark.parametrize("reason", ["", "  "])
def test_every_negative_decision_has_its_written_reason(act, appraised, decision, reason):
    row = put_in_pool(act(by="fgw.reviewer"), appraised(), reason=None)
    ask_together(act, row)
    with pytest.raises(RuleRefused, match="书面说明理由") as refused:
        decide_row(act(by="fgw.reviewer"), row.id, 80, ruling(decision, opinion=reason))
    assert said("I21") in refused.value.clause
    assert row.state == "已申请"


@pytest.mark.parametrize("by", ["wjw.handler", "wjw.leader"])
def test_who_filed_it_decides_nothing_about_it(db, act, appraised, by):
    declaration = appraised()
    with pytest.raises(RuleRefused, match="申请人") as refused:
        decide(act, declaration, "建议书", ruling(), by=by)
    assert said("I20") in refused.value.clause
    with pytest.raises(RuleRefused, match="申请人"):
        need_none(act(by=by), declaration, reason="县政府会议决定", authority="fgw", allowed=True)
    assert approvals_of(db, declaration.id) == []


@pytest.mark.parametrize("missing", ["no", "content", "scale", "standard", "period"])
def test_an_approval_says_all_that_it_must(act, appraised, missing):
    from dataclasses import replace

    with pytest.raises(RuleRefused, match="批复须写明") as refused:
        decide(act, appraised(), "建议书", replace(ruling(), **{missing: " "}))
    assert said("R38") in refused.value.clause


@pytest.mark.parametrize("yuan", ["0.00", "8600000.01"])
def test_no_more_is_approved_than_was_asked_for(act, appraised, yuan):
    with pytest.raises(RuleRefused, match="不超过申请金额"):
        decide(act, appraised(), "建议书", ruling(budget_yuan=yuan))


def test_nothing_is_approved_that_did_not_pass_its_appraisal(db, act, a_project, the_window):
    declaration = declare(act, a_project())
    for attempt in (
        lambda: decide(act, declaration, "建议书", ruling()),
        lambda: put_in_pool(act(by="fgw.reviewer"), declaration, reason=None),
        lambda: need_none(act(by="fgw.reviewer"), declaration, reason="会议决定", authority="fgw", allowed=True),
    ):
        with pytest.raises(RuleRefused, match="尚未通过论证") as refused:
            attempt()
        assert said("I2") in refused.value.clause
    assert approvals_of(db, declaration.id) == []


def test_nothing_is_approved_after_the_declaration_ended(act, appraised):
    declaration = appraised()
    change(act(), declaration, state="办结", outcome="终止")
    with pytest.raises(RuleRefused, match="已终结"):
        put_in_pool(act(by="fgw.reviewer"), declaration, reason=None)


def test_no_approval_needed_only_where_it_is_allowed_and_with_a_reason(act, appraised):
    declaration = appraised()
    with pytest.raises(RuleRefused, match="不允许“无需审批”"):
        need_none(act(by="fgw.reviewer"), declaration, reason="会议决定", authority="fgw", allowed=False)
    with pytest.raises(RuleRefused, match="理由"):
        need_none(act(by="fgw.reviewer"), declaration, reason="", authority="fgw", allowed=True)
    row = need_none(act(by="fgw.reviewer"), declaration, reason="会议决定", authority="fgw", allowed=True)
    entry = create_entry(act(by="fgw.reviewer"), declaration)
    assert (row.state, entry.approval_ref, entry.total_investment_yuan) == ("无需审批", "无需审批", Decimal("8600000.00"))


def test_a_decision_is_immutable_whoever_tries(db, act, appraised):
    declaration = appraised()
    row = approve_together(act, declaration)
    for attempt in (
        lambda: change(act(), row, state="退回"),
        lambda: change(act(), row, valid_until=at("2027-01-01 00:00:00").date()),
        lambda: change(act(), row, budget_yuan=Decimal("9000000.00")),
        lambda: void(act(), row),
    ):
        with pytest.raises(RuleRefused, match="不得更改") as refused:
            attempt()
        assert said("I19") in refused.value.clause
    with pytest.raises(DBAPIError, match="never changes"), db.begin_nested():
        db.execute(text("UPDATE approval SET budget_yuan = 1 WHERE id = :id"), {"id": row.id})
    db.refresh(row)
    assert (row.state, row.budget_yuan, row.voided_at) == ("批复", Decimal("8600000.00"), None)


def test_a_return_cannot_take_a_decision_back(db, act, appraised):
    declaration = appraised()
    made = Act(db, "fgw.reviewer", at("2025-10-20 09:00:00"), 1, "P14_T3", "case:P14_T3.1")
    rule(made, declaration, document("建议书"), ruling(), merged=False, percent=PERCENT)
    with pytest.raises(RuleRefused, match="不得更改或撤回") as refused:
        reverse(Act(db, "fgw.reviewer", at("2025-10-21 09:00:00"), 1, "P14_T3", "case:P14_T3.1"))
    assert said("I19") in refused.value.clause


def test_a_project_stands_on_one_open_list_only(db, act, appraised):
    one, two = (put_in_pool(act(by="fgw.reviewer"), appraised(*who), reason=None) for who in ((), ("教育城域网", "jyj")))
    list_batch(act(by="sgj.handler"), 81, {two.id: None, one.id: "架构简单"}, batch_no="TY-2025-81")
    assert [row.id for row, _ in pool(db, 81)] == [two.id, one.id]
    assert pool(db) == []
    with pytest.raises(RuleRefused, match="另一批次") as refused:
        list_batch(act(by="sgj.handler"), 82, {one.id: None}, batch_no="TY-2025-82")
    assert said("R37") in refused.value.clause
    list_batch(act(by="sgj.handler"), 81, {one.id: None}, batch_no="TY-2025-81")
    assert list_batch(act(by="sgj.handler"), 82, {two.id: None}, batch_no="TY-2025-82") == [two]
    assert release_batch(act(), 81) == 1
    assert [(row.id, row.batch, row.route_reason) for row, _ in pool(db)] == [(one.id, None, "架构简单")]


def test_a_list_is_signed_by_another_person_and_with_its_letter(act, appraised):
    row = put_in_pool(act(by="fgw.reviewer"), appraised(), reason=None)
    with pytest.raises(RuleRefused, match="至少列一个"):
        list_batch(act(), 81, {}, batch_no="TY-2025-81")
    list_batch(act(by="sgj.handler"), 81, {row.id: None}, batch_no="TY-2025-81")
    with pytest.raises(RuleRefused, match="审签自己"):
        submit_batch(act(by="sgj.handler"), 81, listed_by="sgj.handler", files=["21"])
    with pytest.raises(RuleRefused, match="申请文件"):
        submit_batch(act(by="sgj.leader"), 81, listed_by="sgj.handler", files=[])
    assert row.state == "待汇总"


def test_a_project_waits_in_the_pool_once_and_after_a_return_again(db, act, appraised):
    declaration = appraised()
    row = put_in_pool(act(by="fgw.reviewer"), declaration, reason=None)
    with pytest.raises(RuleRefused, match="已在统一申请之列"):
        put_in_pool(act(by="fgw.reviewer"), declaration, reason=None)
    ask_together(act, row)
    decide_row(act(by="fgw.reviewer"), row.id, 80, ruling("退回补正"))
    again = put_in_pool(act(by="wjw.handler"), declaration, reason=None, applied_by="wjw.handler")
    assert [(each.round, each.state) for each in approvals_of(db, declaration.id)] == [(1, "退回"), (2, "待汇总")]
    assert again.applied_by == "wjw.handler"


def test_after_the_move_to_separate_approval_the_old_request_counts_no_more(db, act, appraised):
    declaration = appraised()
    row = put_in_pool(act(by="fgw.reviewer"), declaration, reason=None)
    ask_together(act, row)
    decide_row(act(by="fgw.reviewer"), row.id, 80, ruling("转单独审批", opinion="需求尚不明确"))
    assert final_approval(db, declaration.id) is None
    assert approve_separately(act, declaration) is final_approval(db, declaration.id)


def test_a_project_that_ended_leaves_the_list_and_can_only_be_rejected(db, act, appraised):
    (gone, one), (left, two), (late, three) = (
        (declaration, put_in_pool(act(by="fgw.reviewer"), declaration, reason=None))
        for declaration in (appraised(), appraised("教育城域网", "jyj"), appraised("智慧停车", "zjj"))
    )
    from app.records.project import get_project

    list_batch(act(by="sgj.handler"), 80, {one.id: None, two.id: None, three.id: None}, batch_no="TY-2025-80")
    enter(act(), get_project(db, gone.project_id), "终止")
    assert [row.id for row, _ in pool(db, 80)] == [two.id, three.id]
    assert submit_batch(act(by="sgj.leader"), 80, listed_by="sgj.handler", files=["21"]) == [two, three]
    assert (one.batch, one.state) == (None, "待汇总")
    enter(act(), get_project(db, late.project_id), "终止")
    with pytest.raises(RuleRefused, match="只能不予批准"):
        decide_row(act(by="fgw.reviewer"), three.id, 80, ruling())
    assert decide_row(act(by="fgw.reviewer"), three.id, 80, ruling("不予批准")).state == "不予批准"
    assert decide_row(act(by="fgw.reviewer"), two.id, 80, ruling()).state == "批复"
    assert left.project_id == two.project_id


def test_a_row_is_decided_once_and_in_its_own_batch(act, appraised):
    row = put_in_pool(act(by="fgw.reviewer"), appraised(), reason=None)
    ask_together(act, row)
    with pytest.raises(RuleRefused, match="没有待审批"):
        decide_row(act(by="fgw.reviewer"), row.id, 81, ruling())
    decide_row(act(by="fgw.reviewer"), row.id, 80, ruling())
    with pytest.raises(RuleRefused, match="没有待审批"):
        decide_row(act(by="fgw.reviewer"), row.id, 80, ruling("不予批准"))


def test_no_plan_entry_without_approval(db, act, appraised):
    declaration = appraised()
    for step in (
        lambda: None,
        lambda: decide(act, declaration, "建议书", ruling()),
        lambda: decide(act, declaration, "可研", ruling(no="霍发改〔2025〕2号")),
        lambda: decide(act, declaration, "初设概算", ruling("不予批准")),
    ):
        step()
        with pytest.raises(RuleRefused, match="未取得审批批复") as refused:
            create_entry(act(by="fgw.reviewer"), declaration)
        assert said("I1") in refused.value.clause
    with pytest.raises(IntegrityError), db.begin_nested():
        db.add(InvestmentPlanEntry(project_id=declaration.project_id, plan_year=2026, approval_id=10**9, approval_ref="假文号", state="拟列入",
                                   total_investment_yuan=Decimal("1.00"), created_at=at("2025-11-05 09:00:00"), created_by="x"))  # fmt: skip
        db.flush()


def test_a_plan_entry_says_what_was_approved_and_comes_once_a_year(db, act, a_project, the_window):
    project = a_project()
    entry = propose(act, project)
    assert (entry.state, entry.plan_year, entry.approval_ref, entry.period) == ("拟列入", 2026, "霍发改〔2025〕1号", "2026年04月至2026年09月")
    assert (entry.total_investment_yuan, entry.annual_investment_yuan) == (Decimal("8600000.00"), Decimal("8600000.00"))
    assert (entry.fund_source, entry.content_scale) == ("县本级财政性资金", "平台升级；一套")
    from app.records.declaration import open_declaration

    with pytest.raises(RuleRefused, match="已在2026年度投资计划中"):
        create_entry(act(by="fgw.reviewer"), open_declaration(db, project.id))
    change(act(), entry, state="列入")
    assert listed_sum(db, "wjw", 2026) == Decimal("8600000.00")
    assert listed_sum(db, "wjw", 2025) == 0
    assert standing_entry(db, project.id, 2026) is entry


def test_the_years_amount_is_what_the_form_planned_for_it(act, a_project, the_window):
    project = a_project()
    declare(act, project, yearly_plan=[{"year": 2026, "amount_wan": "500.00"}, {"year": 2027, "amount_wan": "360.00"}])
    assert propose(act, project).annual_investment_yuan == Decimal("5000000.00")


def test_proposed_entries_are_closed_with_their_project(act, a_project, the_window):
    project = a_project()
    propose(act, project)
    assert [row.state for row in close_proposed(act(), project.id, "不同意")] == ["未列入"]
    assert close_proposed(act(), project.id, "不同意") == []
