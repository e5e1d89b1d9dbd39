"""SC1 step 4 and SC2 step 2 with its variant: approval together and one by one, on the training clock; what is refused changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from app.casework.settle import begin_case
from app.db import transaction
from app.ground.calendars import latest_calendar
from app.ground.case_clock import case_now
from app.people import Actor
from tests.cited import said as cited_as
from tests.records.approved import pass_appraisal
from tests.scenarios import books, forms
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import JTJ, WJW, all_equal, fill, plan, stamp, year

assert year  # the fixture: the cycle of plan year 2026
JYJ = "jyj"


def approval(number: int, budget: str, **changes: Any) -> dict[str, Any]:
    """F43 with 同意批复."""
    said = {"approved_content": "平台升级", "approved_scale": "一套", "approved_standard": "行业标准", "approved_period": "2026年04月至2026年09月"}
    return {"decision": "同意批复", "approval_no": f"霍发改审批〔2025〕{number}号", "approved_budget_wan": budget} | said | changes


def appraise(project: int, when: str, **confirmed: Any) -> None:
    """The appraisal's result in the books, as P13 leaves it on 18 September 2025."""
    books.write_beside(lambda act, row: pass_appraisal(act, row, **confirmed), (project,))


def begin(project: int, plan_year: int = 2026) -> str:
    """P14 for a project, as P00 calls it."""
    with transaction() as session:
        caller = Actor("fgw.reviewer", "审批", frozenset({"fgw_reviewer"}), frozenset({"fgw"}))
        begun = begin_case(session, caller, "project_approval", {"project_id": project, "plan_year": plan_year}, case_now(session), latest_calendar(session))
        return str(begun.instance.id)


def declared(stage: Stage, dept: str, name: str, items: dict[str, str], day: str = "2025-07-15", **changes: Any) -> dict[str, Any]:
    """A project whose declaration of 2026 was accepted; gives its record."""
    case = plan(stage, dept, name, day)
    fill(stage, case, dept, name, day, items, **changes)
    stamp(stage, case, dept)
    return next(row for row in stage.records("project") if row["name"] == name)


def papers(stage: Stage, who: str) -> list[str]:
    return [stage.person(who).upload()]


def ask_together(stage: Stage) -> str:
    """P14B_T1 and P14B_T2 over the whole pool."""
    batch = stage.start("sgj.handler", "unified_approval_batch", {})
    stage.do(batch, "P14B_T1", "sgj.handler", {"letter_files": papers(stage, "sgj.handler")}, prefill=True)
    stage.do(batch, "P14B_T2", "sgj.leader", forms.sign("同意"))
    return batch


@pytest.fixture
def health(stage: Stage, year: str) -> dict[str, Any]:
    """SC1 after step 3: 860.00, needs clear, architecture simple."""
    stage.clock("2025-07-15 09:00:00")
    project = declared(stage, WJW, "全民健康信息平台升级", {"软件开发": "700.00", "安全与密码": "90.00", "系统集成": "70.00"})
    stage.clock("2025-09-18 09:00:00")
    appraise(int(project["id"]), "2025-09-18 09:00:00")
    return project


@pytest.fixture
def school(stage: Stage, year: str) -> dict[str, Any]:
    """SC2 after the meeting: 1,500.00, to be approved apart."""
    stage.clock("2025-07-25 09:00:00")
    more = {"project_category": "网络集成类", "yearly_plan": [{"year": 2026, "amount_wan": "1000.00"}, {"year": 2027, "amount_wan": "500.00"}]}
    project = declared(stage, JYJ, "教育城域网", {"网络/线路": "1500.00"}, "2025-07-25", **more)
    stage.clock("2025-09-18 09:00:00")
    from decimal import Decimal

    appraise(int(project["id"]), "2025-09-18 09:00:00", needs_separate_approval=True, confirmed_budget_yuan=Decimal("15000000.00"))
    return project


def test_sc1_asked_for_together_and_proposed_for_the_plan(stage: Stage, health: dict[str, Any]) -> None:
    stage.clock("2025-09-25 09:00:00")
    case = begin(int(health["id"]))
    [task] = stage.tasks(case, "P14_T1")
    shown = stage.person("fgw.reviewer").get(f"/tasks/{task['id']}")["form"]["data"]
    assert (shown["proposed_route"], shown["route"], shown["budget_wan"]) == ("统一申请审批", "统一申请审批", "860.00"), "D01 row 5"
    stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    [row] = stage.records("approval")
    assert (row["state"], row["doc_type"], row["route"]) == ("待汇总", "统一", "统一申请审批")
    assert [w["name"] for w in stage.case(case)["waiting_for"]] == ["统一申请结果"]
    told = stage.person("sgj.handler").get("/notices")["items"]
    assert any("待汇总" in notice["text"] for notice in told)

    stage.clock("2025-10-15 09:00:00")
    batch = ask_together(stage)
    assert stage.records("approval")[0]["state"] == "已申请"
    stage.clock("2025-11-05 09:00:00")
    stage.do(batch, "P14B_T3", "fgw.reviewer", approval(88, "860.00"), prefill=True)
    stage.clock("2025-11-05 09:00:00")
    assert stage.case(batch)["outcome"] == "办结" and stage.case(case)["outcome"] == "批复"
    [row] = stage.records("approval")
    assert (row["state"], row["no"], row["budget_yuan"], row["decided_at"][:10]) == ("批复", "霍发改审批〔2025〕88号", "8600000.00", "2025-11-05")
    [entry] = stage.records("investment_plan_entry", plan_year=2026)
    assert (entry["state"], entry["total_investment_yuan"], entry["approval_ref"]) == ("拟列入", "8600000.00", "霍发改审批〔2025〕88号")
    assert next(p for p in stage.records("project") if p["id"] == health["id"])["state"] == "计划"
    all_equal()


def separate_to_design(stage: Stage, project: dict[str, Any]) -> str:
    """SC2 step 2 up to the first 概算: 建议书 approved on 20 October, 可研 on 18 November 2025."""
    stage.clock("2025-09-25 09:00:00")
    case = begin(int(project["id"]))
    [task] = stage.tasks(case, "P14_T1")
    assert stage.person("fgw.reviewer").get(f"/tasks/{task['id']}")["form"]["data"]["proposed_route"] == "单独审批", "D01 row 1"
    stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    stage.do(case, "P14_T2", "jyj.handler", {"doc_files": papers(stage, "jyj.handler"), "estimate_wan": "1500.00"}, prefill=True)
    stage.clock("2025-10-20 09:00:00")
    stage.do(case, "P14_T3", "fgw.reviewer", approval(20, "1500.00"), prefill=True)
    stage.do(case, "P14_T4", "jyj.handler", {"doc_files": papers(stage, "jyj.handler"), "estimate_wan": "1500.00"}, prefill=True)
    stage.clock("2025-11-18 09:00:00")
    stage.do(case, "P14_T5", "fgw.reviewer", approval(30, "1500.00"), prefill=True)
    design = {"design_files": papers(stage, "jyj.handler"), "design_budget_wan": "1680.00"}
    refused = stage.do(case, "P14_T6", "jyj.handler", design, status=422, prefill=True)
    assert [e["pointer"] for e in refused["errors"]] == ["/data/exceed_explain"]
    stage.do(case, "P14_T6", "jyj.handler", design | {"exceed_explain": "设备涨价"}, prefill=True)
    [task] = stage.tasks(case, "P14_T6b")
    assert stage.person("jyj.handler").get(f"/tasks/{task['id']}")["form"]["data"] == {"exceed_ratio": "0.1200"}
    [over] = [row for row in stage.records("approval") if row["state"] == "退回"]
    assert (over["doc_type"], over["requested_yuan"]) == ("初设概算", "16800000.00") and "12.00%" in over["reason"]
    return case


def test_sc2_one_document_after_the_other_and_the_design_reduced_to_6_percent(stage: Stage, school: dict[str, Any]) -> None:
    case = separate_to_design(stage, school)
    stage.do(case, "P14_T6b", "jyj.handler", {"choice": "缩减概算", "note": "压减设备数量"}, prefill=True)
    stage.do(case, "P14_T6", "jyj.handler", {"design_files": papers(stage, "jyj.handler"), "design_budget_wan": "1590.00"}, prefill=True)
    stage.clock("2025-12-22 09:00:00")
    stage.do(case, "P14_T7", "fgw.reviewer", approval(40, "1590.00"), prefill=True)
    rows = sorted((row["doc_type"], row["state"]) for row in stage.records("approval"))
    assert rows == [("初设概算", "批复"), ("初设概算", "退回"), ("可研", "批复"), ("建议书", "批复")]
    [entry] = stage.records("investment_plan_entry")
    assert (entry["total_investment_yuan"], entry["annual_investment_yuan"]) == ("15900000.00", "10000000.00")
    assert stage.case(case)["outcome"] == "批复"
    all_equal()


def test_sc2_variant_a_second_study_instead(stage: Stage, school: dict[str, Any]) -> None:
    case = separate_to_design(stage, school)
    stage.do(case, "P14_T6b", "jyj.handler", {"choice": "重报可研", "note": "覆盖学校增加"}, prefill=True)
    stage.do(case, "P14_T4", "jyj.handler", {"doc_files": papers(stage, "jyj.handler"), "estimate_wan": "1650.00"}, prefill=True)
    stage.do(case, "P14_T5", "fgw.reviewer", approval(31, "1650.00"), prefill=True)
    stage.do(case, "P14_T6", "jyj.handler", {"design_files": papers(stage, "jyj.handler"), "design_budget_wan": "1680.00"}, prefill=True)
    stage.do(case, "P14_T7", "fgw.reviewer", approval(40, "1680.00"), prefill=True)
    rows = [row for row in stage.records("approval") if row["state"] == "批复"]
    assert sorted(row["doc_type"] for row in rows) == ["初设概算", "可研", "可研", "建议书"], "four approvals"
    all_equal()


def test_a_batch_decides_each_project_by_itself(stage: Stage, year: str) -> None:
    stage.clock("2025-07-15 09:00:00")
    names = {WJW: "全民健康信息平台升级", JTJ: "交通运行监测", "zjj": "智慧工地", "cgj": "智慧停车"}
    numbers = {dept: int(declared(stage, dept, name, {"软件开发": "860.00"})["id"]) for dept, name in names.items()}
    stage.clock("2025-09-18 09:00:00")
    for number in numbers.values():
        appraise(number, "2025-09-18 09:00:00")
    cases = {dept: begin(number) for dept, number in numbers.items()}
    for case in cases.values():
        stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    batch = ask_together(stage)
    fgw = stage.person("fgw.reviewer")
    forms_of = {task["id"]: fgw.get(f"/tasks/{task['id']}")["form"]["data"] for task in stage.tasks(batch, "P14B_T3")}
    tasks = {shown["project_name"]: number for number, shown in forms_of.items()}

    def decide(dept: str, data: dict[str, Any]) -> None:
        number = tasks[names[dept]]
        fgw.post(f"/tasks/{number}/complete", {"data": {**forms_of[number], **data}})
        stage.clock("2025-09-18 09:00:00")

    decide(JTJ, {"decision": "退回补正", "opinion": "概算依据不足"})
    assert stage.open(cases[JTJ]) == ["P14_T8"], "told at once; the others wait for nobody"
    decide("zjj", {"decision": "转单独审批", "opinion": "需求尚不明确"})
    assert stage.open(cases["zjj"]) == ["P14_T2"]
    decide("cgj", {"decision": "不予批准", "opinion": "与既有系统重复"})
    assert stage.case(cases["cgj"])["outcome"] == "不予批准"
    decide(WJW, approval(88, "860.00"))
    assert stage.case(batch)["outcome"] == "办结" and stage.case(cases[WJW])["outcome"] == "批复"

    revised: dict[str, Any] = {name: papers(stage, "jtj.handler") for name in ("plan_files", "basis_files", "budget_basis_files", "final_plan_files")}
    revised |= {"change_list": "补充询价材料", "self_declare_truth": True}
    off = revised | {"budget_items": [{"item": "软件开发", "amount_wan": "859.99"}]}
    refused = stage.do(cases[JTJ], "P14_T8", "jtj.handler", off, status=422, prefill=True)
    assert [e["pointer"] for e in refused["errors"]] == ["/data/budget_items"], "the items do not add up"
    assert stage.records("declaration_version", project=numbers[JTJ])[0]["element"] == "P13_T7", "nothing was filed"
    stage.do(cases[JTJ], "P14_T8", "jtj.handler", revised, prefill=True)
    rounds = sorted((row["round"], row["state"]) for row in stage.records("approval", project=numbers[JTJ]))
    assert rounds == [(1, "退回"), (2, "待汇总")], "it joins a later batch"
    later = ask_together(stage)
    stage.do(later, "P14B_T3", "fgw.reviewer", approval(89, "860.00"), prefill=True)
    stage.clock("2025-09-18 09:00:00")
    assert stage.case(cases[JTJ])["outcome"] == "批复"
    assert len(stage.records("investment_plan_entry")) == 2
    all_equal()


def test_what_is_refused_names_its_clause_and_changes_nothing(stage: Stage, health: dict[str, Any]) -> None:
    case = begin(int(health["id"]))
    before = stage.records("approval")
    alone = stage.do(case, "P14_T1", "fgw.reviewer", {"route": "单独审批"}, status=422, prefill=True)
    assert [e["pointer"] for e in alone["errors"]] == ["/data/override_reason"]
    none = stage.do(case, "P14_T1", "fgw.reviewer", {"route": "无需审批", "override_reason": "会议决定"}, status=422, prefill=True)
    assert [e["pointer"] for e in none["errors"]] == ["/data/route"], "switched off (AM-08)"
    [task] = stage.tasks(case, "P14_T1")
    stage.person("wjw.leader").post(f"/tasks/{task['id']}/complete", {"data": {"route": "统一申请审批"}}, 403)
    stage.do(case, "P14_T1", "fgw.reviewer", {"route": "单独审批", "override_reason": "架构复杂"}, prefill=True)

    bare = stage.do(case, "P14_T2", "wjw.handler", {"estimate_wan": "860.00"}, status=422, prefill=True)
    assert [e["pointer"] for e in bare["errors"]] == ["/data/doc_files"], "documents missing for the route"
    other = {"doc_type": "可行性研究报告", "doc_files": papers(stage, "wjw.handler"), "estimate_wan": "860.00"}
    assert [e["pointer"] for e in stage.do(case, "P14_T2", "wjw.handler", other, status=422, prefill=True)["errors"]] == ["/data/doc_type"]
    stage.do(case, "P14_T2", "wjw.handler", other | {"doc_type": "项目建议书"}, prefill=True)
    for said, pointer in (
        ({"decision": "不予批准", "opinion": " "}, "/data/opinion"),
        ({"decision": "转单独审批", "opinion": "x"}, "/data/decision"),
        ({"decision": "同意批复", "approval_no": None}, "/data/approval_no"),
        (approval(1, "860.01"), "/data/approved_budget_wan"),
    ):
        [task] = stage.tasks(case, "P14_T3")
        fgw = stage.person("fgw.reviewer")
        data = {name: value for name, value in {**fgw.get(f"/tasks/{task['id']}")["form"]["data"], **said}.items() if value is not None}
        errors = fgw.post(f"/tasks/{task['id']}/complete", {"data": data}, 422)["errors"]
        assert pointer in [e["pointer"] for e in errors], said
    assert stage.records("approval") == before == []
    nobody = stage.start("sgj.handler", "unified_approval_batch", {}, status=422)
    assert nobody["type"].endswith("rule-refused") and cited_as("R37") in nobody["clause"]
    assert stage.open(case) == ["P14_T3"]
    all_equal()


def test_an_approval_number_is_used_once_in_a_project(stage: Stage, school: dict[str, Any]) -> None:
    stage.clock("2025-09-25 09:00:00")
    case = begin(int(school["id"]))
    stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    paper = papers(stage, "jyj.handler")
    stage.do(case, "P14_T2", "jyj.handler", {"doc_files": paper, "estimate_wan": "1500.00"}, prefill=True)
    stage.do(case, "P14_T3", "fgw.reviewer", approval(20, "1500.00"), prefill=True)
    stage.do(case, "P14_T4", "jyj.handler", {"doc_files": papers(stage, "jyj.handler"), "estimate_wan": "1500.00"}, prefill=True)
    refused = stage.do(case, "P14_T5", "fgw.reviewer", approval(20, "1500.00"), status=422, prefill=True)
    assert refused["type"].endswith("rule-refused") and cited_as("R38") in refused["clause"]
    assert len(stage.records("approval")) == 1


def test_the_list_is_not_signed_by_who_drew_it_up_and_freed_when_given_up(stage: Stage, health: dict[str, Any]) -> None:
    case = begin(int(health["id"]))
    stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    batch = stage.start("sgj.handler", "unified_approval_batch", {})
    second = stage.start("sgj.handler", "unified_approval_batch", {})
    paper = papers(stage, "sgj.handler")
    code = health["code"]
    stage.do(batch, "P14B_T1", "sgj.handler", {"letter_files": paper}, prefill=True)
    other = {"items": [{"project_code": code, "route_reason": "抢先"}], "letter_files": papers(stage, "sgj.handler")}
    taken = stage.do(second, "P14B_T1", "sgj.handler", other, status=422)
    assert taken["type"].endswith("rule-refused") and cited_as("R37") in taken["clause"], "in one open batch only"
    [task] = stage.tasks(batch, "P14B_T2")
    stage.person("sgj.handler").post(f"/tasks/{task['id']}/complete", {"data": forms.sign("同意")}, 403)
    stage.do(batch, "P14B_T2", "sgj.leader", forms.sign("撤销"))
    assert stage.case(batch)["outcome"] == "撤销"
    assert [(row["state"], row["batch"]) for row in stage.records("approval")] == [("待汇总", None)]
    stage.do(second, "P14B_T1", "sgj.handler", other | {"letter_files": papers(stage, "sgj.handler")})
    all_equal()


def test_what_was_decided_is_not_decided_again_and_nobody_opens_an_approval_by_himself(stage: Stage, school: dict[str, Any]) -> None:
    stage.clock("2025-09-25 09:00:00")
    for who in ("fgw.reviewer", "jyj.handler", "sgj.leader"):
        refused = stage.start(who, "project_approval", {"project_id": int(school["id"]), "plan_year": 2026}, status=403)
        assert refused["type"].endswith("not-allowed")
    case = begin(int(school["id"]))
    stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    stage.do(case, "P14_T2", "jyj.handler", {"doc_files": papers(stage, "jyj.handler"), "estimate_wan": "1500.00"}, prefill=True)
    [task] = stage.tasks(case, "P14_T3")
    stage.do(case, "P14_T3", "fgw.reviewer", {"decision": "不予批准", "opinion": "必要性不足"}, prefill=True)
    assert stage.case(case)["outcome"] == "不予批准"
    again = stage.person("fgw.reviewer").post(f"/tasks/{task['id']}/complete", {"data": approval(1, "1500.00")}, 409)
    assert again["status"] == 409, "I19"
    [row] = stage.records("approval")
    assert (row["state"], row["reason"], row["no"]) == ("不予批准", "必要性不足", None)
    assert stage.records("investment_plan_entry") == [], "I1"
    all_equal()


def test_nobody_sends_a_result_from_outside_and_none_for_a_project_that_is_not_there(stage: Stage, health: dict[str, Any]) -> None:
    case = begin(int(health["id"]))
    stage.do(case, "P14_T1", "fgw.reviewer", {}, prefill=True)
    said = {"correlation": {"project_id": int(health["id"])}, "payload": {"decision": "同意批复"}}
    for who in ("fgw.reviewer", "sgj.handler", "wjw.handler"):
        stage.person(who).post("/messages/MSG_UNIFIED_RESULT", said, 403)
    with pytest.raises(Exception, match="没有") as refused:
        begin(999)
    assert refused.type.__name__ in {"NotFound", "RuleRefused"}
    assert stage.records("investment_plan_entry") == [] and stage.case(case)["outcome"] is None
