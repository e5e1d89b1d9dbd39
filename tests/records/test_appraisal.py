"""The appraisal in the books: panel and units, votes, the opinion and its signature, the list for the meeting, the frozen final version."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.errors import RuleRefused
from app.records.appraisal_opinion import (
    appraised_budget,
    await_meeting,
    draft_opinion,
    note_meeting,
    sign_opinion,
    standing_opinion,
)
from app.records.appraisal_round import Rules, next_round, record_unit, votes_of
from app.records.changes import change
from app.records.declaration import open_declaration
from app.records.declaration_version import add_version, filers, newest_form
from app.records.expert_review import record_reviews
from app.records.final_version import freeze_version, is_intact, last_final
from app.records.meeting_batch import list_batch, release_batch, submit_batch, waiting_opinions
from app.records.meeting_result import record_meeting
from app.records.project import enter
from app.records.registration import register
from tests.cited import said as cited_as
from tests.records.situations import answers, at

RULES = Rules()
PANEL = [f"expert.{n}" for n in range(3, 8)]
SAID = {"conflict_declared": True, "necessity_op": "符合", "feasibility_op": "符合", "sharing_op": "基本符合", "budget_op": "符合"}
CONFIRMED = {
    "importance": "高", "urgency": "中", "basis": "会议纪要", "standard": "行业标准", "scale": "一套", "content": "平台升级",
    "fund_sources": [{"source": "县本级财政性资金", "amount_wan": "860.00"}], "confirmed_budget_yuan": Decimal("8600000.00"),
    "demand_clear": True, "arch_simple": True, "needs_separate_approval": False, "opinion_text": "同意立项",
}  # fmt: skip


def expert(by, conclusion="通过"):
    return SAID | {"by": by, "item": by, "separate_op": "不单独立项", "conclusion": conclusion}


def hold(act, project, passed=5, modify=0, units=("通过", "通过", "通过"), number=1):
    """One round: five experts, and the three units."""
    said = ["通过"] * passed + ["修改后再论证"] * modify + ["不通过"] * (5 - passed - modify)
    record_reviews(act(), project_id=project.id, stage="论证", number=number, panel=PANEL, answers=[expert(b, c) for b, c in zip(PANEL, said, strict=True)])
    for by, office, conclusion in zip(("fgw.reviewer", "czj.reviewer", "sgj.leader"), ("fgw", "czj", "sgj"), units, strict=True):
        record_unit(act(by=by), project_id=project.id, number=number, office=office, answer=SAID | {"conclusion": conclusion})


@pytest.fixture
def declared(db, act, a_project, the_window):
    """A project whose declaration was accepted."""

    def make(name="全民健康信息平台升级", dept="wjw"):
        project = a_project(name, dept)
        stamp = act("2025-07-15 09:00:00", by=f"{dept}.leader")
        register(stamp, project, plan_year=2026, stamped_at=stamp.at, is_supplementary=False, answers=answers(name, build_unit=dept))
        return project

    return make


def draft(act, project, by="sgj.handler", conclusion="通过", number=1, **changed):
    declaration = open_declaration(act().session, project.id)
    return draft_opinion(act(by=by), declaration, number=number, conclusion=conclusion, rules=RULES, **CONFIRMED | changed)


@pytest.fixture
def waiting(act, declared):
    """A project with a signed opinion that waits for the meeting."""

    def make(name="全民健康信息平台升级", dept="wjw"):
        project = declared(name, dept)
        hold(act, project)
        return project, await_meeting(act(), sign_opinion(act(by="sgj.leader2"), draft(act, project), RULES))

    return make


@pytest.mark.parametrize("panel", [PANEL[:4], [*PANEL, "expert.8"], PANEL[:3], [*PANEL[:4], PANEL[0]]], ids=["4", "6", "3", "one of them twice"])
def test_a_panel_that_is_even_small_or_repeats_somebody_is_refused(act, a_project, panel):
    with pytest.raises(RuleRefused, match="单数") as refused:
        record_reviews(act(), project_id=a_project().id, stage="论证", number=1, panel=panel, answers=[expert(by) for by in panel])
    assert cited_as("R30") in refused.value.clause


def test_four_answers_of_a_panel_of_seven_are_too_few(act, a_project):
    panel = [*PANEL, "expert.8", "expert.9"]
    with pytest.raises(RuleRefused, match="5名专家"):
        record_reviews(act(), project_id=a_project().id, stage="论证", number=1, panel=panel, answers=[expert(by) for by in panel[:4]])


def test_a_unit_speaks_once_for_itself_and_nobody_for_two(act, declared):
    project = declared()
    told = {"project_id": project.id, "number": 1, "answer": SAID | {"conclusion": "通过"}}
    record_unit(act(by="fgw.reviewer"), office="fgw", **told)
    for by, office, reason in (("fgw.other", "fgw", "已提交"), ("fgw.reviewer", "czj", "两家单位"), ("ggj.officer", "ggj", "参加论证的单位")):
        with pytest.raises(RuleRefused, match=reason):
            record_unit(act(by=by), office=office, **told)


def test_who_filed_the_declaration_reviews_nothing_of_it(act, declared):
    project = declared()
    with pytest.raises(RuleRefused, match="申报人") as refused:
        record_unit(act(by="wjw.leader"), project_id=project.id, number=1, office="sgj", answer=SAID | {"conclusion": "通过"})
    assert cited_as("I20") in refused.value.clause
    hold(act, project)
    with pytest.raises(RuleRefused, match="申报人"):
        draft(act, project, by="wjw.leader")
    opinion = draft(act, project)
    for by in ("sgj.handler", "wjw.leader"):
        with pytest.raises(RuleRefused, match="不得签发"):
            sign_opinion(act(by=by), opinion, RULES)


@pytest.mark.parametrize("office", ["fgw", "czj", "sgj"])
def test_no_opinion_without_all_three_units(db, act, declared, office):
    project = declared()
    hold(act, project)
    row = votes_of(db, project.id, 1).units
    assert set(row) == {"fgw", "czj", "sgj"}
    from app.records.appraisal_round import _units
    from app.records.changes import void

    void(act(), _units(db, project.id, 1)[office])
    with pytest.raises(RuleRefused, match="尚缺") as refused:
        draft(act, project)
    assert cited_as("R30") in refused.value.clause


@pytest.mark.parametrize(
    ("passed", "units", "fits"),
    [(4, ("通过",) * 3, True), (3, ("通过",) * 3, False), (5, ("通过", "不通过", "通过"), False), (5, ("修改后再论证", "通过", "通过"), True)],
)
def test_two_thirds_of_the_experts_pass_and_no_unit_is_against_it(act, declared, passed, units, fits):
    project = declared()
    hold(act, project, passed=passed, units=units)
    if fits:
        assert draft(act, project).votes["pass"] == passed
    else:
        with pytest.raises(RuleRefused, match="须达2/3"):
            draft(act, project)
        assert draft(act, project, conclusion="不通过").state == "草拟"


def test_a_third_revision_is_refused(act, declared):
    project = declared()
    for number in (1, 2, 3):
        hold(act, project, passed=1, number=number)
        assert next_round(act().session, project.id) == number + 1
        if number == 3:
            with pytest.raises(RuleRefused, match="只能为通过或不通过"):
                draft(act, project, conclusion="修改后再论证", number=number)
        else:
            sign_opinion(act(by="sgj.leader"), draft(act, project, conclusion="修改后再论证", number=number), RULES)


def test_a_new_draft_sets_the_unsigned_one_aside_and_what_is_signed_stays(db, act, declared):
    project = declared()
    hold(act, project)
    first = draft(act, project)
    second = draft(act, project, opinion_text="同意立项，补充说明")
    assert (first.voided_at is not None, second.state, standing_opinion(db, project.id)) == (True, "草拟", None)
    sign_opinion(act(by="sgj.leader"), second, RULES)
    with pytest.raises(RuleRefused, match="已签发"):
        sign_opinion(act(by="sgj.leader"), second, RULES)
    with pytest.raises(RuleRefused, match="不得更改") as refused:
        change(act(), second, confirmed_budget_yuan=Decimal("1.00"))
    assert cited_as("I19") in refused.value.clause
    assert standing_opinion(db, project.id) is second


def test_only_what_was_signed_and_passes_waits_for_the_meeting(act, declared):
    project = declared()
    hold(act, project)
    with pytest.raises(RuleRefused, match="已签发"):
        await_meeting(act(), draft(act, project))


def test_an_opinion_stands_on_one_open_list_only(db, act, waiting):
    (_, one), (_, two) = waiting(), waiting("教育城域网", "jyj")
    list_batch(act(), 71, [two.id, one.id])
    assert [row.id for row in waiting_opinions(db, 71)] == [two.id, one.id]
    assert waiting_opinions(db) == []
    with pytest.raises(RuleRefused, match="另一批次"):
        list_batch(act(), 72, [one.id])
    list_batch(act(), 71, [one.id])
    assert list_batch(act(), 72, [two.id]) == [two]
    assert release_batch(act(), 71) == 1
    assert [row.id for row in waiting_opinions(db)] == [one.id]
    assert [row.state for row in submit_batch(act(by="sgj.leader"), 72)] == ["已上会"]


@pytest.mark.parametrize("chosen", [[], [1, 1], [99]])
def test_a_list_names_each_waiting_project_once(act, waiting, chosen):
    waiting()
    with pytest.raises(RuleRefused):
        list_batch(act(), 71, chosen)


def test_a_project_that_ended_leaves_the_list(db, act, waiting):
    (gone, one), (_, two) = waiting(), waiting("教育城域网", "jyj")
    list_batch(act(), 71, [one.id, two.id])
    enter(act(), gone, "终止")
    assert [row.id for row in waiting_opinions(db, 71)] == [two.id]
    assert submit_batch(act(by="sgj.leader"), 71) == [two]
    assert (one.batch, one.state) == (None, "待上会")


def test_who_drafted_an_opinion_does_not_sign_its_list(act, waiting):
    _, opinion = waiting()
    list_batch(act(), 71, [opinion.id])
    with pytest.raises(RuleRefused, match="起草人"):
        submit_batch(act(by="sgj.handler"), 71)


def met(act, project, opinion, result="同意", **more):
    list_batch(act(), 71, [opinion.id])
    submit_batch(act(by="sgj.leader"), 71)
    held = {"project_id": project.id, "subject": "P13_T6", "meeting": "常务会议", "date": date(2025, 9, 10), "minutes": [], "requirements": "按意见修改"}
    return note_meeting(act(), opinion, record_meeting(act(by="xzf.meeting"), **held, result=result, **more))


def test_the_budget_is_the_meetings_where_it_changed_it(db, act, waiting):
    project, opinion = waiting()
    assert appraised_budget(db, opinion) == Decimal("8600000.00")
    met(act, project, opinion, adjusted_budget_yuan=Decimal("8000000.00"))
    assert appraised_budget(db, opinion) == Decimal("8000000.00")


def test_after_a_postponement_it_waits_again_on_no_list(db, act, waiting):
    project, opinion = waiting()
    met(act, project, opinion, "缓议")
    await_meeting(act(), opinion)
    assert (opinion.state, opinion.batch, [row.id for row in waiting_opinions(db)]) == ("待上会", None, [opinion.id])


def final_form(act, project, by="wjw.handler", change_list="按论证意见补充接口设计"):
    declaration = open_declaration(act().session, project.id)
    revised = answers(project.name, total_budget_wan="850.00")
    return add_version(act(by=by), declaration, element="P13_T7", answers=revised, change_list=change_list, files=["9"])


def test_a_new_version_of_the_form_leaves_the_accepted_one_and_is_what_counts(db, act, declared):
    project = declared()
    declaration = open_declaration(db, project.id)
    row = final_form(act, project)
    assert (row.number, declaration.snapshot["total_budget_wan"], str(declaration.total_budget_yuan)) == (2, "860.00", "8500000.00")
    assert newest_form(db, declaration)[1]["total_budget_wan"] == "850.00"
    assert filers(db, declaration) == {"wjw.leader", "wjw.handler"}
    change(act(), declaration, state="办结", outcome="不同意")
    with pytest.raises(RuleRefused, match="不能修改"):
        add_version(act(by="wjw.handler"), declaration, element="P13_T7", answers=answers())


RESOLVED = [{"opinion_item": "补充接口设计", "resolved": True}]


def test_a_final_version_needs_the_meeting_its_form_and_a_second_person(db, act, waiting):
    project, opinion = waiting()
    with pytest.raises(RuleRefused, match="研究同意"):
        freeze_version(act(by="sgj.handler"), opinion, checks=RESOLVED)
    met(act, project, opinion)
    with pytest.raises(RuleRefused, match="修改清单"):
        freeze_version(act(by="sgj.handler"), opinion, checks=RESOLVED)
    final_form(act, project)
    with pytest.raises(RuleRefused, match="不得核对"):
        freeze_version(act(by="wjw.handler"), opinion, checks=RESOLVED)
    with pytest.raises(RuleRefused, match="未落实"):
        freeze_version(act(by="sgj.handler"), opinion, checks=[RESOLVED[0] | {"resolved": False}])
    frozen = freeze_version(act(by="sgj.handler"), opinion, checks=RESOLVED)
    assert (frozen.number, frozen.form_version, len(frozen.hash), is_intact(frozen)) == (1, 2, 64, True)
    assert last_final(db, project.id) is frozen


@pytest.fixture
def frozen(act, waiting):
    """A frozen final version."""
    project, opinion = waiting()
    met(act, project, opinion)
    final_form(act, project)
    return freeze_version(act(by="sgj.handler"), opinion, checks=RESOLVED)


def test_a_frozen_version_never_changes_not_even_in_the_database(db, act, frozen):
    with pytest.raises(RuleRefused, match="不得更改") as refused:
        change(act(), frozen, snapshot={})
    assert cited_as("I19") in refused.value.clause
    with pytest.raises(ProgrammingError, match="permission denied"), db.begin_nested():
        db.execute(text("UPDATE final_version SET change_list = 'x'"))
    with pytest.raises(ProgrammingError, match="permission denied"), db.begin_nested():
        db.execute(text("DELETE FROM final_version"))


@pytest.mark.parametrize("kind", ["appraisal_opinion", "declaration_version", "expert_review"])
def test_no_row_of_the_appraisal_can_be_deleted(db, frozen, kind):
    with pytest.raises(ProgrammingError, match="permission denied"), db.begin_nested():
        db.execute(text(f"DELETE FROM {kind}"))


def test_a_frozen_version_that_was_tampered_with_has_another_hash(db, frozen):
    db.refresh(frozen)
    assert is_intact(frozen)
    frozen.snapshot = frozen.snapshot | {"total_budget_wan": "999.00"}
    assert not is_intact(frozen)
    db.rollback()


def test_moments_are_the_acts_own(act, frozen):
    assert frozen.created_at == at("2025-06-10 09:00:00")
