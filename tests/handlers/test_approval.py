"""The approval's services: route, documents, requests, decisions, pool and batch, the entry 拟列入 (P14, P14B)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import decisions
from app.errors import RuleRefused
from app.expressions import Context
from app.records.approval import Approval, approvals_of
from app.records.base import Act
from app.records.changes import change
from app.records.declaration import Declaration, open_declaration
from app.records.investment_plan_entry import standing_entry
from app.records.project import enter, find_project, get_project
from tests.cited import said as cited_as
from tests.handlers.conftest import PARAMETERS, ROOT, Desk
from tests.records.approved import pass_appraisal
from tests.records.situations import at

YES = {
    "decision": "同意批复", "approval_no": "霍发改〔2025〕88号", "approved_content": "平台升级", "approved_scale": "一套", "approved_standard": "行业标准",
    "approved_budget_wan": "860.00", "approved_period": "2026年04月至2026年09月",
}  # fmt: skip
PAPERS = {"files": ["11"], "letter_no": "霍卫函〔2025〕5号", "platform_code": "2510-341522-04-01-000001"}


@pytest.fixture
def appraised(db: Session, register: Callable[..., Desk], announced: dict[str, Any]) -> Callable[..., Desk]:
    """The desk of 县发改委 at a project that passed its appraisal, on 25 September 2025."""

    def acts(when: str = "2025-06-10 09:00:00", by: str = "wjw.handler", key: str = "case:Task.1") -> Act:
        return Act(db, by, at(when), 1, "Task", key)

    def make(name: str = "全民健康信息平台升级", dept: str = "wjw", **confirmed: Any) -> Desk:
        case = register(project_name=name, dept_code=dept)
        case.run("project.pass_internal_review")
        pass_appraisal(acts, get_project(db, case.project_id), **confirmed)
        return replace(case.at("2025-09-25 09:00:00"), actor="fgw.reviewer")

    return make


def who(desk: Desk, actor: str) -> Desk:
    return replace(desk, actor=actor)


def filed(desk: Desk, kind: str, wan: str = "860.00", by: str = "wjw.handler") -> dict[str, Any]:
    return who(desk, by).run("approval.ask", doc_type=kind, amount_wan=wan, **PAPERS)


def approved(desk: Desk, kind: str, number: int) -> dict[str, Any]:
    return desk.run("approval.rule", request=filed(desk, kind), answers=YES | {"approval_no": f"霍发改〔2025〕{number}号"})


def documents(route: str, **parameters: Any) -> list[dict[str, Any]]:
    table = decisions.load((ROOT / "processes/D17_required_documents.dmn").read_text("utf-8"))[0]
    given = {"route": route, "project_category": "软件开发类", "stage": "P14"}
    return list(decisions.ask(table, Context(given, parameters=PARAMETERS | parameters)).outputs)


def test_what_d01_reads_is_the_appraisals_and_the_budget_is_the_meetings_where_it_changed_it(appraised):
    facts = appraised().run("approval.begin", plan_year=2026)
    assert (facts["budget_wan"], facts["needs_separate_approval"], facts["project_category"]) == ("860.00", False, "软件开发类")
    adjusted = appraised("教育城域网", "jyj", adjusted_yuan="8000000.00", needs_separate_approval=True, demand_clear=False)
    facts = adjusted.run("approval.begin", plan_year=2026)
    assert (facts["budget_wan"], facts["needs_separate_approval"], facts["demand_clear"]) == ("800.00", True, False)
    assert find_project(adjusted.session, adjusted.project_id).state == "审批"


def test_an_approval_begins_only_for_the_year_of_the_declaration_and_after_the_appraisal(appraised, declare):
    with pytest.raises(RuleRefused, match="2026年度"):
        appraised().run("approval.begin", plan_year=2027)
    case, _ = declare(name="智慧停车", dept="zjj")
    with pytest.raises(RuleRefused, match="尚未通过论证") as refused:
        case.run("approval.begin", plan_year=2026)
    assert cited_as("I2") in refused.value.clause


@pytest.mark.parametrize(
    ("answers", "by", "message"),
    [
        ({"route": "单独审批"}, "fgw.reviewer", "另行确定的须说明理由"),
        ({"route": "无需审批", "override_reason": "会议决定"}, "fgw.reviewer", "不允许“无需审批”"),
        ({"route": "统一申请审批"}, "wjw.leader", "不得审批自己"),
    ],
)
def test_a_route_is_confirmed_by_the_authority_and_with_its_reason(appraised, answers, by, message):
    with pytest.raises(RuleRefused, match=message) as refused:
        who(appraised(), by).run("approval.confirm_route", answers=answers, proposed="统一申请审批")
    assert refused.value.clause


def test_the_route_that_the_authority_confirms_binds(appraised):
    said = appraised().run("approval.confirm_route", answers={"route": "单独审批", "override_reason": "架构复杂"}, proposed="统一申请审批")
    assert said == {"route": "单独审批", "reason": "架构复杂"}


@pytest.mark.parametrize(
    ("route", "merged", "blocking"),
    [
        ("统一申请审批", False, {"电子政务建设项目申报表（附件1）", "项目建设依据", "项目建设方案", "概算依据"}),
        ("单独审批", False, {"电子政务建设项目申报表（附件1）", "项目建设依据", "项目建设方案", "项目建议书", "可行性研究报告", "初步设计及概算"}),
        ("单独审批", True, {"电子政务建设项目申报表（附件1）", "项目建设依据", "项目建设方案", "初步设计及概算"}),
        ("无需审批", False, {"电子政务建设项目申报表（附件1）", "项目建设依据", "项目建设方案"}),
    ],
)
def test_d17_says_what_the_confirmed_route_needs(route, merged, blocking):
    assert {row["document"] for row in documents(route, merge_separate_documents=merged) if row["blocking"]} == blocking


def test_a_unified_application_without_its_documents_is_refused_and_a_separate_one_brings_them_later(db, appraised):
    case = appraised()
    with pytest.raises(RuleRefused, match="项目建设依据、项目建设方案、概算依据") as refused:
        case.run("approval.check_documents", route="统一申请审批", documents=documents("统一申请审批"))
    assert cited_as("R12") in refused.value.clause
    said = case.run("approval.check_documents", route="单独审批", documents=documents("单独审批"))
    assert {"项目建议书", "可行性研究报告", "初步设计及概算"} <= set(said["documents"])


def test_the_three_documents_one_after_another_lead_into_the_plan(db, appraised):
    case = appraised()
    case.run("approval.begin", plan_year=2026)
    for number, kind in enumerate(("建议书", "可研", "初设概算"), 1):
        assert approved(case, kind, number)["round"] == 1
    entered = case.run("approval.enter_plan")
    assert (entered["state"], entered["plan_year"]) == ("批复", 2026)
    assert standing_entry(db, case.project_id, 2026).id == entered["entry_id"]
    assert find_project(db, case.project_id).state == "计划"


def test_scenario_2_the_design_is_returned_at_12_percent_and_passes_at_6(db, appraised):
    case = appraised()
    approved(case, "建议书", 1)
    case.run("approval.rule", request=filed(case, "可研"), answers=YES | {"approval_no": "霍发改〔2025〕2号"})
    first = filed(case, "初设概算", "963.20")
    assert (first["exceed_ratio"], first["exceeds"], first["estimate_wan"]) == ("0.1200", True, "860.00")
    who(case, "wjw.handler").run("approval.return_excess", request=first)
    assert case.told[-1][0] == "dept_handler@wjw" and "12.00%" in case.told[-1][1]
    with pytest.raises(RuleRefused, match="超过投资估算10%"):
        case.run("approval.rule", request=first, answers=YES)
    second = filed(case, "初设概算", "911.60")
    assert (second["exceed_ratio"], second["exceeds"]) == ("0.0600", False)
    case.run("approval.rule", request=second, answers=YES | {"approved_budget_wan": "911.60"})
    rows = approvals_of(db, open_declaration(db, case.project_id).id)
    assert [(row.doc_type, row.state, row.round) for row in rows] == [
        ("建议书", "批复", 1), ("可研", "批复", 1), ("初设概算", "退回", 1), ("初设概算", "批复", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "given", "message", "clause"),
    [
        ("可研", {}, "建议书尚未批复", "第九条"),
        ("建议书", {"files": []}, "须提交本环节规定的审批文件", "第九条"),
        ("建议书", {"amount_wan": "0.00"}, "大于零", "第九条"),
        ("申请书", {}, "须提交本环节规定的审批文件", "第九条"),
    ],
)
def test_a_request_that_may_not_be_made_is_refused_with_its_clause(appraised, kind, given, message, clause):
    case = who(appraised(), "wjw.handler")
    with pytest.raises(RuleRefused, match=message) as refused:
        case.run("approval.ask", **{"doc_type": kind, "amount_wan": "860.00", **PAPERS, **given})
    assert cited_as(clause) in refused.value.clause


def test_who_filed_the_request_does_not_decide_it(db, appraised):
    case = appraised()
    request = filed(case, "建议书", by="fgw.reviewer")
    with pytest.raises(RuleRefused, match="申请人") as refused:
        case.run("approval.rule", request=request, answers=YES)
    assert cited_as("I20") in refused.value.clause
    assert db.scalars(select(Approval)).all() == []


def test_the_leader_hears_of_the_third_return_and_it_goes_on(appraised):
    case = appraised()
    for number in (1, 2, 3):
        assert [to for to, _ in case.told] == []
        said = case.run("approval.rule", request=filed(case, "建议书"), answers={"decision": "退回补正", "opinion": "材料不齐"})
        assert said["round"] == number
    assert [to for to, _ in case.told] == ["sgj_leader@sgj"]
    assert approved(case, "建议书", 1)["round"] == 4


def test_a_project_without_a_standing_declaration_is_not_approved(db, appraised):
    case = appraised()
    change(Act(db, "x", case.now), open_declaration(db, case.project_id), state="办结", outcome="终止")
    for name, given in (("approval.begin", {"plan_year": 2026}), ("approval.put_in_pool", {}), ("approval.enter_plan", {})):
        with pytest.raises(RuleRefused, match="没有受理中的申报"):
            case.run(name, **given)


def test_no_entry_of_the_plan_by_the_service_without_approval(db, appraised):
    case = appraised()
    with pytest.raises(RuleRefused, match="未取得审批批复") as refused:
        case.run("approval.enter_plan")
    assert cited_as("I1") in refused.value.clause
    case.run("approval.put_in_pool", reason=None)
    with pytest.raises(RuleRefused, match="未取得审批批复"):
        case.run("approval.enter_plan")
    assert standing_entry(db, case.project_id, 2026) is None


def listed(case: Desk, *codes: str, batch: str = "TY-2025-0001") -> dict[str, Any]:
    rows = [{"project_code": code, "route_reason": "架构简单", "budget_wan": "1.00"} for code in codes]
    return who(case, "sgj.handler").run("approval_batch.list", items=rows, batch_no=batch)


def test_a_batch_is_listed_signed_and_decided_and_each_project_is_told(db, appraised):
    one, two = appraised(), appraised("教育城域网", "jyj")
    first = one.run("approval.put_in_pool", reason="架构简单")["approval_id"]
    second = two.run("approval.put_in_pool", reason=None)["approval_id"]
    assert [to for to, _ in one.told] == ["sgj_handler@sgj"] * 2
    desk = who(one.of(0), "sgj.handler")
    begun = desk.run("approval_batch.begin")
    assert begun == {"projects": 2, "batch_no": "TY-2025-0001"}
    shown = desk.read("approval_pool", begun["batch_no"])
    codes = [row["project_code"] for row in shown["items"]]
    assert [row["budget_wan"] for row in shown["items"]] == ["860.00", "860.00"]
    assert listed(desk, *codes) == {"projects": 2, "total_wan": "1720.00", "listed_by": "sgj.handler"}
    with pytest.raises(RuleRefused, match="审签自己") as refused:
        desk.run("approval_batch.submit", letter_files=["21"], listed_by="sgj.handler")
    assert cited_as("I20") in refused.value.clause
    items = who(desk, "sgj.leader").run("approval_batch.submit", letter_files=["21"], listed_by="sgj.handler")["items"]
    assert [row["approval_id"] for row in items] == [first, second]

    fgw = who(desk, "fgw.reviewer")
    said = fgw.run("approval_batch.decide", approval_id=first, answers=YES)
    assert said == {"approval_id": first, "decision": "同意批复", "told": True}
    payload = {"decision": "同意批复", "approval_id": first, "approval_no": "霍发改〔2025〕88号", "batch_no": "TY-2025-0001"}
    assert fgw.sent == [("MSG_UNIFIED_RESULT", {"project_id": one.project_id}, payload)]
    one.run("approval.enter_plan")
    with pytest.raises(RuleRefused, match="未取得审批批复"):
        two.run("approval.enter_plan")
    with pytest.raises(RuleRefused, match="没有待审批"):
        fgw.run("approval_batch.decide", approval_id=first, answers=YES)


def test_the_form_of_a_decision_shows_what_was_asked_for(appraised):
    case = appraised()
    shown = case.read("approval_draft", {"doc_type": "可研", "amount_wan": "850.00"})
    assert (shown["document"], shown["requested_wan"], shown["approved_content"]) == ("可行性研究报告", "850.00", "平台升级")
    row = case.run("approval.put_in_pool", reason=None)["approval_id"]
    shown = case.of(0).read("unified_approval_draft", row)
    assert (shown["document"], shown["project_name"], shown["requested_wan"]) == ("统一申请", "全民健康信息平台升级", "860.00")
    assert case.read("approval_estimate") == "860.00"


@pytest.mark.parametrize("codes", [["EG-2026-ZZZ-009"], ["twice", "twice"]])
def test_a_list_names_each_waiting_project_once(db, appraised, codes):
    case = appraised()
    case.run("approval.put_in_pool", reason=None)
    own = find_project(db, case.project_id).code
    with pytest.raises(RuleRefused, match="重复，或不在待汇总"):
        listed(case, *[own if code == "twice" else code for code in codes])


def test_nothing_is_begun_when_nobody_waits_and_a_list_given_up_frees_its_projects(db, appraised):
    case = appraised()
    with pytest.raises(RuleRefused, match="没有待汇总") as refused:
        case.run("approval_batch.begin")
    assert cited_as("R37") in refused.value.clause
    case.run("approval.put_in_pool", reason=None)
    listed(case, find_project(db, case.project_id).code)
    assert who(case, "sgj.leader").run("approval_batch.release") == {"projects": 1}
    assert db.scalars(select(Approval)).one().batch is None


def test_an_ended_project_is_told_nothing_and_can_only_be_rejected(db, appraised):
    case = appraised()
    row = case.run("approval.put_in_pool", reason=None)["approval_id"]
    listed(case, find_project(db, case.project_id).code)
    who(case, "sgj.leader").run("approval_batch.submit", letter_files=["21"], listed_by="sgj.handler")
    enter(Act(db, "x", case.now), get_project(db, case.project_id), "终止")
    with pytest.raises(RuleRefused, match="只能不予批准"):
        case.run("approval_batch.decide", approval_id=row, answers=YES)
    said = case.run("approval_batch.decide", approval_id=row, answers={"decision": "不予批准", "opinion": "项目终止"})
    assert said["told"] is False and case.sent == []


def test_what_was_put_into_the_pool_can_be_taken_back_but_a_decision_not(db, appraised):
    case = appraised()
    row = case.run("approval.put_in_pool", reason=None)["approval_id"]
    case.undo("approval.put_in_pool", case.last)
    assert db.get(Approval, row).voided_at is not None
    approved(case, "建议书", 1)
    with pytest.raises(RuleRefused, match="不得更改或撤回") as refused:
        case.undo("approval.rule", case.last)
    assert cited_as("I19") in refused.value.clause
    assert db.scalars(select(Declaration)).one().outcome is None
