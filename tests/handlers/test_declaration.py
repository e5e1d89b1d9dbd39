"""A declaration is checked, judged, registered and withdrawn (P12)."""

from __future__ import annotations

import pytest

from app import decisions
from app.errors import RuleRefused
from app.expressions import Context
from app.records.base import Act
from app.records.declaration import Declaration
from app.records.project import find_project
from app.records.sanction import SUSPEND, create_sanction
from tests.cited import said as cited_as
from tests.handlers.conftest import F21, PARAMETERS, ROOT


def ask(decision: str, **names):
    table = decisions.load((ROOT / f"processes/{decision}.dmn").read_text("utf-8"))[0]
    return decisions.ask(table, Context(names, parameters=PARAMETERS)).outputs


def checked(case, answers, route="统一申请审批"):
    """All automatic checks of P12_T1 in the diagram's order."""
    category = ask("D15_category", project_category=answers["project_category"], category_parts=answers.get("category_parts"))
    documents = ask("D17_required_documents", route=route, project_category=category["category"], stage="P12")
    names = ("project_category", "construction_nature", "linked_project", "total_budget_wan")
    facts = case.run("declaration.facts", moment="提交", plan_year=2026, **{name: answers.get(name) for name in names})
    said = {"category": category, "documents": documents, "eligibility": ask("D03_declaration_eligibility", **facts)}
    return case.run("declaration.check", answers=answers, plan_year=2026, **said)


@pytest.fixture
def reviewed(register, announced):
    case = register()
    case.run("project.pass_internal_review")
    return case


def test_a_complete_declaration_passes_all_checks_without_warning(reviewed):
    assert checked(reviewed, F21) == {"warnings": []}


@pytest.mark.parametrize(
    ("changed", "message", "clause"),
    [
        ({"category_parts": ["软件开发类", "硬件购买类"]}, "综合类", "R116"),
        ({"project_category": "综合类", "category_parts": ["软件开发类"]}, "两类以上", "R116"),
        ({"plan_files": []}, "项目建设方案", "R26"),
        ({"linked_project": None}, "须关联既有项目", "R6"),
    ],
    ids=["two kinds are 综合类", "综合类 needs two", "no plan", "an upgrade of nothing"],
)
def test_what_does_not_fit_is_refused_with_its_clause(reviewed, changed, message, clause):
    with pytest.raises(RuleRefused, match=message) as refused:
        checked(reviewed, F21 | changed)
    assert cited_as(clause) in refused.value.clause


def test_documents_of_a_separate_approval_are_only_listed_at_the_declaration(reviewed):
    assert checked(reviewed, F21, "单独审批") == {"warnings": []}


def test_without_internal_review_nothing_is_submitted(register, announced):
    with pytest.raises(RuleRefused, match="未通过内部预审") as refused:
        checked(register(), F21)
    assert cited_as("R20") in refused.value.clause


def test_every_reason_is_told_not_only_the_first(register, announced):
    with pytest.raises(RuleRefused) as refused:
        checked(register(), F21 | {"plan_files": [], "basis_files": []})
    assert len(refused.value.facts["reasons"]) == 3


def test_a_name_that_the_department_declared_already_is_refused(reviewed, declare):
    declare(name=F21["project_name"])
    with pytest.raises(RuleRefused, match="同名项目"):
        checked(reviewed, F21)


def test_a_suspended_department_may_submit_but_is_stopped_at_the_stamp(reviewed):
    create_sanction(Act(reviewed.session, "sgj.leader", reviewed.now), dept="wjw", types=[SUSPEND], suspend_plan_year=2026, basis="惩戒决定1号")
    assert checked(reviewed, F21) == {"warnings": []}
    names = ("project_category", "construction_nature", "linked_project", "total_budget_wan")
    facts = reviewed.run("declaration.facts", moment="盖章", plan_year=2026, **{name: F21[name] for name in names})
    assert [row["code"] for row in ask("D03_declaration_eligibility", **facts)] == ["暂缓申报"]


@pytest.mark.parametrize(("when", "on_time", "days"), [("2025-07-31 23:59:59", True, 0), ("2025-08-01 00:00:00", False, 1)])
def test_the_moment_of_the_stamp_decides(reviewed, when, on_time, days):
    said = reviewed.at(when).run("declaration.judge", window={"plan_year": 2026})
    assert (said["on_time"], said["days_late"], said["plan_year"], said["cycle_ended"]) == (on_time, days, 2026, False)


@pytest.mark.parametrize(
    ("when", "kind", "evidence", "proposed"),
    [
        ("2025-08-04 09:00:00", "其他", ["9"], "转下一年度"),
        ("2025-08-04 09:00:00", "上级紧急部署", ["9"], "同意作为增补上会"),
        ("2025-08-04 09:00:00", "上级紧急部署", [], "转下一年度"),
        ("2025-08-31 23:59:59", "机构调整", ["9"], "转下一年度"),
        ("2025-09-01 00:00:00", "机构调整", ["9"], "不受理"),
        ("2025-09-01 00:00:00", "突发事件", ["9"], "同意作为增补上会"),
    ],
)
def test_what_is_proposed_for_a_late_declaration(reviewed, when, kind, evidence, proposed):
    judged = reviewed.at(when).run("declaration.judge", window={"plan_year": 2026})
    facts = reviewed.run("declaration.late_facts", late_reason_type=kind, evidence_files=evidence, judge=judged)
    assert ask("D04_late_submission", **facts) == {"decision": proposed}


def test_a_declaration_in_time_waits_for_the_close_of_its_window(declare, announced):
    case, said = declare()
    assert (said["declare_no"], said["project_code"], said["plan_year"], said["send_ready"]) == ("SB-2026-001", "EG-2026-WJW-001", 2026, False)
    assert find_project(case.session, case.project_id).state == "论证"


def test_what_is_stored_after_the_query_of_1_august_goes_to_the_appraisal_itself(desk, declare, announced):
    desk.run("window.close", plan_year=2026)
    case, said = declare("2025-07-31 23:59:59")
    assert said["send_ready"] is True
    case.run("declaration.send_ready", plan_year=2026)
    assert case.sent[-1] == ("MSG_APPRAISAL_READY", {"project_id": case.project_id, "plan_year": 2026}, {})


def test_a_supplement_is_late_marked_so_and_goes_to_the_appraisal_at_once(reviewed):
    judged = reviewed.at("2025-08-20 09:00:00").run("declaration.judge", window={"plan_year": 2026})
    said = reviewed.run("declaration.register", answers=F21, judge=judged, is_supplementary=True, warnings=["提示"])
    row = reviewed.session.get(Declaration, said["declaration_id"])
    assert (said["send_ready"], row.on_time, row.is_supplementary, row.warnings) == (True, False, True, ["提示"])


def test_a_declaration_of_another_project_is_not_withdrawn(declare, announced):
    _, said = declare()
    other, _ = declare(name="另一项目", dept="jyj")
    with pytest.raises(RuleRefused, match="没有找到"):
        other.run("declaration.withdraw", declaration_id=said["declaration_id"])


def test_the_mark_of_being_overdue_goes_with_the_registration(reviewed):
    reviewed.at("2025-08-01 00:00:00").run("project.mark_overdue", plan_year=2026)
    assert find_project(reviewed.session, reviewed.project_id).overdue_window == 2026
    assert reviewed.told[-1][0] == "dept_handler@wjw"
    judged = reviewed.at("2025-08-20 09:00:00").run("declaration.judge", window={"plan_year": 2026})
    reviewed.run("declaration.register", answers=F21, judge=judged, is_supplementary=True)
    assert find_project(reviewed.session, reviewed.project_id).overdue_window is None


def test_the_appraisal_works_for_the_year_of_the_accepted_declaration(declare, announced):
    case, said = declare()
    found = case.run("declaration.read_accepted")
    assert found == {"declaration_id": said["declaration_id"], "declare_no": said["declare_no"], "plan_year": 2026}


def test_a_project_without_an_accepted_declaration_does_not_reach_the_appraisal(declare, announced):
    case, said = declare()
    case.run("declaration.withdraw", declaration_id=said["declaration_id"])
    with pytest.raises(RuleRefused, match="没有受理中的申报"):
        case.run("declaration.read_accepted")
