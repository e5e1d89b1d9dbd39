"""The services of the appraisal: documents, versions of the form, panel, votes, opinion, meeting, final version — and what each refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.catalogue import services
from app.errors import RuleRefused
from app.records.appraisal_opinion import AppraisalOpinion, standing_opinion
from app.records.declaration import open_declaration
from app.records.expert_review import ExpertReview
from app.records.final_version import FinalVersion, is_intact
from app.records.project import get_project
from tests.cited import said as cited_as
from tests.handlers.conftest import F21, Desk

PANEL = [f"expert.{n}" for n in range(3, 8)]
SAID = {"conflict_declared": True, "necessity_op": "符合", "feasibility_op": "符合", "sharing_op": "符合", "budget_op": "符合", "separate_op": "不单独立项"}
F34 = {
    "importance": "高", "urgency": "中", "confirmed_basis": "会议纪要", "confirmed_standard": "行业标准", "confirmed_scale": "一套",
    "confirmed_content": "平台升级", "confirmed_fund_sources": [{"source": "县本级财政性资金", "amount_wan": "860.00"}],
    "confirmed_budget_wan": "860.00", "demand_clear": True, "arch_simple": True, "needs_separate_approval": False, "conclusion": "通过",
    "opinion_text": "同意立项",
}  # fmt: skip
F37 = F21 | {"change_list": "补充接口设计", "final_plan_files": ["9"], "total_budget_wan": "850.00"}
RESOLVED = [{"opinion_item": "论证意见：同意立项", "resolved": True}]
ROWS = ("appraisal_opinion", "expert_review", "declaration_version", "final_version", "meeting_result", "record_change")


def by(case: Desk, actor: str) -> Desk:
    case.actor = actor
    return case


def count(case: Desk) -> dict[str, int]:
    """How many rows there are, to prove that a refusal leaves none."""
    from sqlalchemy import text

    return {name: case.session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in ROWS}


@pytest.fixture
def case(announced: dict[str, Any], declare: Callable[..., tuple[Desk, dict[str, Any]]]) -> Desk:
    """A project that wjw.handler declared for 2026."""
    case, _ = declare()
    return case


def hear(case: Desk, number: int, conclusions: list[str], units: tuple[str, str, str] = ("通过", "通过", "通过")) -> None:
    answers = [SAID | {"by": name, "item": name, "conclusion": said} for name, said in zip(PANEL, conclusions, strict=True)]
    by(case, "expert.7").run("appraisal.record_experts", round=number, experts=PANEL, answers=answers)
    for actor, office, said in zip(("fgw.reviewer", "czj.reviewer", "sgj.leader"), ("fgw", "czj", "sgj"), units, strict=True):
        by(case, actor).run("appraisal.record_unit", round=number, office=office, answers=SAID | {"conclusion": said})


def signed(case: Desk, number: int = 1, **changed: Any) -> int:
    opinion = by(case, "sgj.handler").run("appraisal.draft", round=number, answers=F34 | changed)["opinion_id"]
    by(case, "sgj.leader").run("appraisal.sign", opinion_id=opinion)
    return int(opinion)


@pytest.fixture
def met(case: Desk) -> Callable[..., tuple[Desk, int]]:
    """The project's opinion after the meeting."""

    def make(result: str = "同意") -> tuple[Desk, int]:
        hear(case, 1, ["通过"] * 4 + ["修改后再论证"])
        opinion = signed(case)
        by(case, "sgj.handler").run("appraisal.await_meeting", opinion_id=opinion)
        case.run("meeting_batch.list", rows=[{"opinion_ref": opinion, "proposed_order": 1}])
        by(case, "sgj.leader").run("meeting_batch.submit")
        held = {"meeting_name": "常务会议", "meeting_date": "2025-09-10", "result": result, "requirements": "压减投资"}
        said = by(case, "xzf.meeting").run("meeting.record", answers=held | {"adjusted_budget_wan": "850.00"})
        case.run("appraisal.note_meeting", opinion_id=opinion, meeting_result_id=said["meeting_result_id"])
        return case, opinion

    return make


def test_an_appraisal_begins_with_the_declaration_of_its_year(case: Desk) -> None:
    said = case.run("appraisal.begin", plan_year=2026)
    assert said["declare_no"] == "SB-2026-001"
    with pytest.raises(RuleRefused, match="2026年度"):
        case.run("appraisal.begin", plan_year=2027)


def test_a_project_without_a_declaration_is_not_appraised(register: Callable[..., Desk]) -> None:
    with pytest.raises(RuleRefused, match="没有受理中的申报") as refused:
        register().run("appraisal.begin", plan_year=2026)
    assert cited_as("R24") in refused.value.clause


DOCUMENTS = [
    {"document": "项目建设方案", "field": "plan_files", "blocking": True, "note": None},
    {"document": "可行性研究报告", "field": "feasibility_file", "blocking": False, "note": "审批时提交"},
]


def test_documents_that_are_missing_stop_the_pre_review(case: Desk) -> None:
    case.run("appraisal.check_documents", documents=DOCUMENTS)
    before = count(case)
    with pytest.raises(RuleRefused, match="缺少概算") as refused:
        case.run("appraisal.check_documents", documents=[*DOCUMENTS, {"document": "概算", "field": "none", "blocking": True, "note": None}])
    assert cited_as("R28") in refused.value.clause and count(case) == before


def test_the_checklist_shows_what_is_there(case: Desk) -> None:
    assert case.read("document_checklist", DOCUMENTS) == [
        {"item": "项目建设方案", "needed": True, "present": True},
        {"item": "可行性研究报告", "needed": False, "present": False, "note": "审批时提交"},
    ]


def test_a_correction_is_a_version_and_can_be_taken_back(case: Desk) -> None:
    said = by(case, "wjw.handler").run("declaration.revise", element="P13_T1b", answers=F21 | {"total_budget_wan": "900.00", "decision": "提交"})
    call = case.last
    assert said == {"form_version": 2}
    assert case.run("appraisal.read_form")["total_budget_wan"] == "900.00"
    assert case.read("newest_declaration", {"necessity": "草稿"})["necessity"] == "草稿"
    assert "decision" not in case.read("newest_declaration")
    assert call is not None
    case.undo("declaration.revise", call)
    assert case.run("appraisal.read_form") == {
        "form_version": 1, "project_category": "软件开发类", "category_parts": [], "demand_clear": None, "arch_simple": None, "total_budget_wan": "860.00",
    }  # fmt: skip
    declaration = open_declaration(case.session, case.project_id or 0)
    assert declaration is not None and str(declaration.total_budget_yuan) == "8600000.00"


@pytest.mark.parametrize(
    ("experts", "word"), [(PANEL[:4], "单数"), ([*PANEL, "expert.8"], "单数"), (PANEL[:3], "5人以上"), ([*PANEL[:4], "wjw.handler"], "申报人")]
)
def test_a_panel_that_is_even_too_small_or_of_the_filer_is_refused(case: Desk, experts: list[str], word: str) -> None:
    before = count(case)
    with pytest.raises(RuleRefused, match=word) as refused:
        case.run("appraisal.convene", experts=experts)
    assert refused.value.clause and count(case) == before


def test_a_filer_among_the_reviewers_is_refused_whoever_calls(case: Desk) -> None:
    before = count(case)
    answers = [SAID | {"by": name, "item": name, "conclusion": "通过"} for name in [*PANEL[:4], "wjw.handler"]]
    for service, given in (
        ("appraisal.record_experts", {"round": 1, "experts": [*PANEL[:4], "wjw.handler"], "answers": answers}),
        ("appraisal.record_unit", {"round": 1, "office": "sgj", "answers": SAID | {"conclusion": "通过"}}),
    ):
        with pytest.raises(RuleRefused, match="申报人") as refused:
            by(case, "wjw.handler").run(service, **given)
        assert cited_as("I20") in refused.value.clause
    assert count(case) == before


def test_the_generic_service_keeps_the_rule_of_the_panel_too(case: Desk) -> None:
    with pytest.raises(RuleRefused, match="单数"):
        case.run("expert_review.record", stage="论证", round=1, panel=PANEL[:4], answers=[])


def test_votes_are_not_counted_before_all_were_heard(case: Desk) -> None:
    by(case, "fgw.reviewer").run("appraisal.record_unit", round=1, office="fgw", answers=SAID | {"conclusion": "通过"})
    with pytest.raises(RuleRefused, match="尚缺县财政局、县数管局") as refused:
        case.run("appraisal.count_votes", round=1)
    assert cited_as("R30") in refused.value.clause
    hear_rest = [SAID | {"by": name, "item": name, "conclusion": "通过"} for name in PANEL]
    case.run("appraisal.record_experts", round=1, experts=PANEL, answers=hear_rest)
    for actor, office in (("czj.reviewer", "czj"), ("sgj.handler", "sgj")):
        by(case, actor).run("appraisal.record_unit", round=1, office=office, answers=SAID | {"conclusion": "不通过"})
    said = case.run("appraisal.count_votes", round=1)
    assert (said["vote_pass"], said["may_pass"], said["units"]) == (5, False, {"fgw": "通过", "czj": "不通过", "sgj": "不通过"})


def test_the_table_of_signers_may_ask_for_one_more_unit_and_never_for_fewer(case: Desk) -> None:
    hear(case, 1, ["通过"] * 5)
    assert case.run("appraisal.count_votes", round=1, signers=[])["may_pass"] is True
    with pytest.raises(RuleRefused, match="尚缺ggj"):
        case.run("appraisal.count_votes", round=1, signers=[{"office": "ggj", "signer": "县公管局", "kind": "单位"}])


def test_the_draft_shows_the_form_the_votes_and_what_most_experts_say(case: Desk) -> None:
    hear(case, 1, ["通过"] * 4 + ["修改后再论证"])
    shown = case.read("opinion_draft", 1)
    assert (shown["confirmed_budget_wan"], shown["vote_pass"], shown["vote_modify"], shown["needs_separate_approval"]) == ("860.00", 4, 1, False)
    assert case.read("opinion_draft", 1, {"confirmed_budget_wan": "800.00", "vote_pass": 9})["vote_pass"] == 4


def test_a_conclusion_against_the_votes_is_refused_and_nothing_is_written(case: Desk) -> None:
    hear(case, 1, ["通过"] * 3 + ["不通过"] * 2)
    before = count(case)
    with pytest.raises(RuleRefused, match="须达2/3") as refused:
        by(case, "sgj.handler").run("appraisal.draft", round=1, answers=F34)
    assert cited_as("R31") in refused.value.clause and count(case) == before
    assert case.run("appraisal.draft", round=1, answers=F34 | {"conclusion": "不通过"})["opinion_id"]


def test_who_filed_or_drafted_does_not_sign(case: Desk) -> None:
    hear(case, 1, ["通过"] * 5)
    opinion = by(case, "sgj.handler").run("appraisal.draft", round=1, answers=F34)["opinion_id"]
    for actor in ("sgj.handler", "wjw.handler"):
        with pytest.raises(RuleRefused, match="不得签发") as refused:
            by(case, actor).run("appraisal.sign", opinion_id=opinion)
        assert cited_as("I20") in refused.value.clause
    by(case, "sgj.leader").run("appraisal.sign", opinion_id=opinion)
    row = case.session.get_one(AppraisalOpinion, opinion)
    assert (row.state, row.signed_by, row.conclusion) == ("签发", "sgj.leader", "通过")


def test_a_signature_is_taken_back_with_its_step(case: Desk) -> None:
    hear(case, 1, ["通过"] * 5)
    opinion = by(case, "sgj.handler").run("appraisal.draft", round=1, answers=F34)["opinion_id"]
    call = case.last
    assert call is not None
    case.undo("appraisal.draft", call)
    assert case.session.get_one(AppraisalOpinion, opinion).voided_at is not None


def test_an_opinion_of_another_project_is_not_found(case: Desk, declare: Callable[..., tuple[Desk, dict[str, Any]]]) -> None:
    hear(case, 1, ["通过"] * 5)
    opinion = signed(case)
    other, _ = declare(name="教育城域网", dept="jyj")
    for service in ("appraisal.sign", "appraisal.await_meeting"):
        with pytest.raises(RuleRefused, match="没有找到本项目"):
            other.run(service, opinion_id=opinion)


def test_waiting_for_the_meeting_is_told_and_listed_once(case: Desk) -> None:
    with pytest.raises(RuleRefused, match="没有待上会"):
        case.run("meeting_batch.begin")
    hear(case, 1, ["通过"] * 5)
    opinion = signed(case)
    by(case, "sgj.handler").run("appraisal.await_meeting", opinion_id=opinion)
    assert case.told[-1][0] == "sgj_handler@sgj" and "待上会" in case.told[-1][1]
    assert case.run("meeting_batch.begin") == {"projects": 1}
    [row] = case.read("meeting_rows")
    assert (row["project_code"], row["opinion_ref"], row["confirmed_budget_wan"]) == ("EG-2026-WJW-001", opinion, "860.00")
    case.run("meeting_batch.list", rows=[row])
    assert case.read("meeting_rows") == [row], "of its own batch"
    assert case.run("meeting_batch.release") == {"projects": 1}


def test_each_listed_project_gets_its_message(met: Callable[..., tuple[Desk, int]]) -> None:
    case, opinion = met()
    assert [(name, keys) for name, keys, _ in case.sent if name == "MSG_TO_MEETING"] == [("MSG_TO_MEETING", {"project_id": case.project_id})]
    standing = standing_opinion(case.session, case.project_id)
    assert standing is not None and (standing.id, standing.state) == (opinion, "已上会")


def test_what_a_meeting_said_of_one_project_is_not_noted_for_another(met: Callable[..., tuple[Desk, int]]) -> None:
    case, opinion = met()
    with pytest.raises(RuleRefused, match="没有找到该会议结果"):
        case.run("appraisal.note_meeting", opinion_id=opinion, meeting_result_id=999)


def test_the_check_of_the_final_version_names_all_that_was_confirmed(met: Callable[..., tuple[Desk, int]]) -> None:
    case, _ = met()
    items = [row["opinion_item"] for row in case.read("final_checks")]
    assert "概算：850.00万元" in items and "会议要求：压减投资" in items and any(item.startswith("专家expert.7意见") for item in items)


def test_a_final_version_is_frozen_with_its_hash_and_never_taken_back(met: Callable[..., tuple[Desk, int]]) -> None:
    case, opinion = met()
    by(case, "wjw.handler").run("declaration.revise", element="P13_T7", answers=F37)
    for actor, checks, word in (("wjw.handler", RESOLVED, "不得核对"), ("sgj.handler", [RESOLVED[0] | {"resolved": False}], "未落实")):
        with pytest.raises(RuleRefused, match=word):
            by(case, actor).run("appraisal.freeze", opinion_id=opinion, consistent_items=checks)
    said = by(case, "sgj.handler").run("appraisal.freeze", opinion_id=opinion, consistent_items=RESOLVED)
    row = case.session.get_one(FinalVersion, said["final_version_id"])
    assert (row.number, row.hash, is_intact(row), row.snapshot["total_budget_wan"]) == (1, said["hash"], True, "850.00")
    call = case.last
    assert call is not None
    with pytest.raises(RuleRefused):
        case.undo("appraisal.freeze", call)


@pytest.mark.parametrize("result", ["缓议", "不同意"])
def test_without_the_meetings_consent_nothing_is_frozen(met: Callable[..., tuple[Desk, int]], result: str) -> None:
    case, opinion = met(result)
    by(case, "wjw.handler").run("declaration.revise", element="P13_T7", answers=F37)
    before = count(case)
    with pytest.raises(RuleRefused, match="研究同意") as refused:
        by(case, "sgj.handler").run("appraisal.freeze", opinion_id=opinion, consistent_items=RESOLVED)
    assert cited_as("R34") in refused.value.clause and count(case) == before


def test_every_step_that_writes_can_be_taken_back_or_says_why_not(case: Desk) -> None:
    names = [name for name in services() if name.startswith(("appraisal.", "meeting_batch.", "declaration.revise"))]
    reading = {"appraisal.begin", "appraisal.read_form", "appraisal.check_documents", "appraisal.convene", "appraisal.count_votes", "meeting_batch.begin"}
    assert {name for name in names if services()[name].undo is None} == reading


def test_a_declaration_that_is_over_is_not_revised(case: Desk) -> None:
    case.run("project.back_to_reserve", outcome="撤回")
    with pytest.raises(RuleRefused, match="没有受理中的申报"):
        case.run("declaration.revise", element="P13_T1b", answers=F21)
    assert get_project(case.session, case.project_id).state == "储备"
    assert case.session.query(ExpertReview).count() == 0
