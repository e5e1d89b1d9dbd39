"""Experts' opinions, meetings, sanctions, acceptances, scores, plan entries, and what eligibility reads of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.errors import RuleRefused
from app.records.acceptance import count_overdue, record_acceptance
from app.records.amounts import wan_of, yuan_of
from app.records.eligibility import eligibility
from app.records.expert_review import record_reviews, reviews_of
from app.records.meeting_result import record_meeting
from app.records.performance_score import last_published, record_score
from app.records.sanction import COMPRESS, SUSPEND, create_sanction, suspension
from tests.cited import said as cited_as
from tests.records.situations import at


def said(by, conclusion="同意", item=None):
    return {"by": by, "item": item or by, "conclusion": conclusion, "conflict_declared": True, "suggestions": "可行"}


def test_who_did_not_answer_has_a_row_too(db, act, a_project):
    project, panel = a_project(), ["expert.3", "expert.4", "expert.5"]
    record_reviews(act(), project_id=project.id, stage="谋划", number=1, panel=panel, answers=[said("expert.3"), said("expert.4", "修改后同意")])
    rows = reviews_of(db, project.id, "谋划", 1)
    assert [(r.expert, r.state) for r in rows] == [("expert.3", "已提交"), ("expert.4", "已提交"), ("expert.5", "未提交")]


def test_a_substitute_answers_in_the_place_of_a_member(db, act, a_project):
    project = a_project()
    record_reviews(act(), project_id=project.id, stage="谋划", number=1, panel=["expert.3"], answers=[said("expert.7", item="expert.3")])
    [row] = reviews_of(db, project.id, "谋划", 1)
    assert (row.expert, row.replaces, row.state) == ("expert.7", "expert.3", "已提交")


def test_an_opinion_without_the_declaration_of_no_interest_is_refused(act, a_project):
    with pytest.raises(RuleRefused, match="无利害关系"):
        record_reviews(act(), project_id=a_project().id, stage="谋划", number=1, panel=[], answers=[said("expert.3") | {"conflict_declared": False}])


def test_a_meeting_that_does_not_agree_says_why(act, a_project):
    held = {"project_id": a_project().id, "subject": "P12_T5", "meeting": "县政府常务会议", "date": date(2025, 9, 10), "minutes": []}
    with pytest.raises(RuleRefused, match="书面说明理由"):
        record_meeting(act(), **held, result="不同意", requirements="  ")
    assert record_meeting(act(), **held, result="同意").id


def test_a_compression_needs_its_ratio_and_a_sanction_its_kind(act):
    with pytest.raises(RuleRefused, match="压缩比例"):
        create_sanction(act(), dept="wjw", types=[COMPRESS], suspend_plan_year=2027, basis="x")
    with pytest.raises(RuleRefused, match="种类"):
        create_sanction(act(), dept="wjw", types=["罚款"], suspend_plan_year=2027, basis="x")


def test_a_suspension_acts_on_its_plan_year_alone(db, act):
    create_sanction(act(), dept="zjj", types=[SUSPEND], suspend_plan_year=2027, basis="惩戒决定3号")
    assert suspension(db, "zjj", 2027) is not None
    assert suspension(db, "zjj", 2028) is None
    assert suspension(db, "wjw", 2027) is None


def test_the_final_acceptance_needs_the_first(act, a_project):
    project = a_project()
    final = {"project_id": project.id, "stage": "竣工", "round": 1, "date": date(2026, 10, 28), "conclusion": "合格"}
    with pytest.raises(RuleRefused, match="初验尚未合格") as refused:
        record_acceptance(act(), **final)
    assert cited_as("I8") in refused.value.clause
    record_acceptance(act(), project_id=project.id, stage="初验", round=1, date=date(2026, 8, 31), conclusion="合格")
    assert record_acceptance(act(), **final).id


def test_a_department_is_warned_only_180_days_after_the_limit(db, act, a_project):
    limit = at("2025-10-01 00:00:00")
    record_acceptance(act(), project_id=a_project().id, stage="初验", round=1, date=date(2025, 8, 31), conclusion="合格", apply_limit=limit)
    assert count_overdue(db, "wjw", limit + timedelta(days=180), 180) == 0
    assert count_overdue(db, "wjw", limit + timedelta(days=181), 180) == 1
    assert count_overdue(db, "jyj", limit + timedelta(days=181), 180) == 0


def test_only_a_published_score_counts(db, act, a_project):
    project = a_project()
    scored = {"project_id": project.id, "scores": {}, "weights": {}, "total": Decimal("85.9"), "grade": "良"}
    record_score(act(), **scored, year=2027, state="初评")
    assert last_published(db, project.id) is None
    record_score(act(), **scored, year=2026, state="公布", published_at=at("2026-11-20 09:00:00"))
    assert last_published(db, project.id).year == 2026


def test_a_veto_is_never_a_good_grade(act, a_project):
    with pytest.raises(RuleRefused, match="一票否决"):
        record_score(act(), project_id=a_project().id, year=2027, scores={}, weights={}, total=Decimal(90), grade="优", veto=True, state="公布")


def test_eligibility_reads_what_the_books_say(db, act, a_project):
    old, project = a_project("旧平台"), a_project()
    record_score(act(), project_id=old.id, year=2024, scores={}, weights={}, total=Decimal(50), grade="差", state="公布")
    create_sanction(act(), dept="wjw", types=[SUSPEND, COMPRESS], compress_ratio=Decimal(20), suspend_plan_year=2026, basis="惩戒决定4号")
    known = eligibility(
        db,
        project,
        plan_year=2026,
        category="软件开发类",
        linked_project=str(old.id),
        total_yuan=yuan_of("860.00"),
        now=at("2025-07-15 09:00:00"),
        overdue_days=180,
    )
    assert (known.suspended, known.sanction_basis, known.compress_ratio, known.last_grade) == (True, "惩戒决定4号", Decimal(20), "差")
    assert (known.declared_yuan, known.listed_yuan, known.linked, known.internal_review) == (Decimal("8600000.00"), 0, True, True)


@pytest.mark.parametrize(("wan", "yuan"), [("860.00", "8600000.00"), ("0.000001", "0.01"), ("1234567890.123456", "12345678901234.56")])
def test_wan_and_yuan_are_the_same_money(wan, yuan):
    assert yuan_of(wan) == Decimal(yuan)
    assert wan_of(Decimal(yuan)) == wan


@pytest.mark.parametrize("text", ["", "八百", "0.0000001", "NaN", None])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(RuleRefused):
        yuan_of(text)
