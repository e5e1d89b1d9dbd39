"""SC1 steps 0–2 and SC3 steps 1–3 of the specification: from the registration to the declaration, in time and late."""

from __future__ import annotations

import pytest

from app.actions.history.verify import verify_all
from tests.scenarios import forms
from tests.scenarios.play import Stage

WJW, SCJ, JTJ, ZJJ = "wjw", "scj", "jtj", "zjj"
OLD_PLATFORM = "全民健康信息平台（一期）"


def plan(stage: Stage, dept: str, name: str, day: str, **changes: object) -> str:
    """Register a project and bring it through P11 without a second round."""
    handler, leader = f"{dept}.handler", f"{dept}.leader"
    case = stage.start(handler, "egov_lifecycle", forms.registration(dept, name, **changes))
    stage.do(case, "P11_T1", handler, forms.research())
    stage.do(case, "P11_T2", handler, forms.need())
    stage.do(case, "P11_T3", handler, forms.panel("expert.3", "expert.4", "expert.5", reply_by="2025-12-31"))
    for expert in ("expert.3", "expert.4"):
        stage.do(case, "P11_T4", expert, forms.opinion(), prefill=True)
    stage.do(case, "P11_T5", handler, forms.summary("通过", day))
    stage.do(case, "P11_T6", leader, forms.sign("同意"))
    return case


def fill(stage: Stage, case: str, dept: str, name: str, day: str, items: dict[str, str], **changes: object) -> None:
    """P12_T1 附件1, over what the form shows at first."""
    paper = stage.person(f"{dept}.handler").upload()
    stage.do(case, "P12_T1", f"{dept}.handler", forms.declaration(paper, name, day, items, **changes), prefill=True)


def stamp(stage: Stage, case: str, dept: str) -> None:
    """P12_T2 主管部门盖章."""
    stage.do(case, "P12_T2", f"{dept}.leader", forms.sign("同意", stamped=True))


def all_equal() -> None:
    """Every case's chain holds and executes again to the same states."""
    proofs = list(verify_all())
    assert proofs and [p for p in proofs if not p.good] == []


@pytest.fixture
def year(stage: Stage) -> str:
    """SC1 step 0: the cycle of plan year 2026 is started on 10 June 2025."""
    stage.clock("2025-06-10 09:00:00")
    return stage.start("sgj.handler", "annual_cycle", forms.notice(2026, "2025-06-10", "2025-07-31"))


def test_a_second_start_of_the_same_plan_year_is_refused(stage: Stage, year: str) -> None:
    refusal = stage.start("sgj.handler", "annual_cycle", forms.notice(2026, "2025-06-10", "2025-07-31"), status=422)
    assert refusal["type"].endswith("rule-refused") and refusal["clause"]
    assert len(stage.records("declaration_window", plan_year=2026)) == 1


def test_sc1_a_project_is_thought_through_and_declared_in_time(stage: Stage, year: str) -> None:
    name = "全民健康信息平台升级"
    case = stage.start("wjw.handler", "egov_lifecycle", forms.registration(WJW, name, construction_nature="改造升级"))
    [project] = stage.records("project")
    assert (project["state"], project["code"]) == ("储备", None)
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    stage.do(case, "P11_T2", "wjw.handler", forms.need())
    stage.do(case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5"))

    stage.clock("2025-06-20 10:00:00")
    stage.do(case, "P11_T4", "expert.3", forms.opinion("同意"), prefill=True)
    stage.do(case, "P11_T4", "expert.4", forms.opinion("修改后同意"), prefill=True)
    assert stage.open(case) == ["P11_T5"], "two of three are enough; the third is cancelled"
    rows = stage.records("expert_review", project=project["id"])
    assert sorted((r["expert"], r["state"]) for r in rows) == [("expert.3", "已提交"), ("expert.4", "已提交"), ("expert.5", "未提交")]
    stage.do(case, "P11_T5", "wjw.handler", forms.summary("需修改", "2025-06-20"))
    stage.do(case, "P11_T2", "wjw.handler", forms.need(), prefill=True)
    assert sorted(t["assignee"] for t in stage.tasks(case, "P11_T4")) == ["expert.3", "expert.4", "expert.5"], "the same panel again"
    stage.do(case, "P11_T4", "expert.3", forms.opinion("同意"), prefill=True)
    stage.do(case, "P11_T4", "expert.4", forms.opinion("同意"), prefill=True)
    stage.do(case, "P11_T5", "wjw.handler", forms.summary("通过", "2025-06-25", modification_note="已按意见修改"))
    stage.clock("2025-06-27 09:00:00")
    stage.do(case, "P11_T6", "wjw.leader", forms.sign("同意"))
    assert stage.records("project")[0]["internal_review_at"].startswith("2025-06-27")
    assert stage.open(case) == ["P12_T1"], "the window is open"

    stage.clock("2025-07-15 09:00:00")
    paper = stage.person("wjw.handler").upload()
    items = {"软件开发": "700.00", "安全与密码": "90.00", "系统集成": "70.00"}
    whole = forms.declaration(paper, name, "2025-07-15", items, construction_nature="改造升级", linked_project=OLD_PLATFORM)
    refused = stage.do(case, "P12_T1", "wjw.handler", whole | {"brief_description": "字" * 201}, status=422, prefill=True)
    assert [e["pointer"] for e in refused["errors"]] == ["/data/brief_description"]
    stage.do(case, "P12_T1", "wjw.handler", whole | {"brief_description": "字" * 200}, prefill=True)
    stamp(stage, case, WJW)
    [row] = stage.records("declaration")
    assert (row["state"], row["plan_year"], row["on_time"], row["submitted_at"][:10]) == ("受理", 2026, True, "2025-07-15")
    assert stage.records("project")[0]["code"].startswith("EG-2026-")
    assert stage.open(case) == ["P12_T6"], "may be withdrawn until the close"

    fired = stage.clock("2025-08-01 00:00:00")
    assert "P12_TM_withdraw" in {f["element"] for f in fired} and stage.open(case) == ["P13_T1"], "handed over to the appraisal"
    assert len([e for e in stage.events(year, "message:send") if e["payload"]["name"] == "MSG_APPRAISAL_READY"]) == 1
    all_equal()


def test_sc3_a_late_declaration_goes_to_the_next_year_and_comes_back_with_its_draft(stage: Stage, year: str) -> None:
    name = "智慧监管平台"
    stage.clock("2025-07-28 09:00:00")
    case = plan(stage, SCJ, name, "2025-07-28")
    stage.clock("2025-08-01 00:00:00")
    [project] = stage.records("project")
    assert project["overdue_window"] == 2026 and stage.open(case) == ["P12_T1"], "marked 逾期未报, the task stays"

    stage.clock("2025-08-04 09:00:00")
    fill(stage, case, SCJ, name, "2025-08-04", {"软件开发": "320.00"})
    stamp(stage, case, SCJ)
    assert stage.open(case) == ["P12_T3"]
    paper = stage.person("scj.handler").upload()
    stage.do(case, "P12_T3", "scj.handler", forms.late(paper))
    stage.clock("2025-08-07 09:00:00")
    [task] = stage.tasks(case, "P12_T4")
    shown = stage.person("sgj.leader").get(f"/tasks/{task['id']}")["form"]["data"]
    assert shown["proposed"] == "转下一年度", "D04 proposes"
    stage.do(case, "P12_T4", "sgj.leader", {"decision": "转下一年度"}, prefill=True)
    assert stage.records("declaration") == [] and stage.open(case) == []
    assert [w["name"] for w in stage.case(case)["waiting_for"] if w["kind"] == "message"], "waits for the next window"
    assert stage.records("project")[0]["waiting_for_window"] is True

    stage.clock("2026-05-18 09:00:00")
    stage.start("sgj.handler", "annual_cycle", forms.notice(2027, "2026-06-01", "2026-07-31"))
    assert stage.open(case) == []
    stage.clock("2026-06-01 00:00:00")
    assert stage.open(case) == ["P12_T1"]
    [task] = stage.tasks(case, "P12_T1")
    form = stage.person("scj.handler").get(f"/tasks/{task['id']}")["form"]
    assert form["data"]["necessity"] == "必要" and form["data"]["total_budget_wan"] == "320.00", "the draft was kept"
    stage.clock("2026-07-06 09:00:00")
    fill(stage, case, SCJ, name, "2026-07-06", {"软件开发": "320.00"}, construction_period_text="2027年04月至2027年09月")
    stamp(stage, case, SCJ)
    [row] = stage.records("declaration")
    assert (row["plan_year"], row["state"], row["on_time"]) == (2027, "受理", True)
    assert stage.records("project")[0]["code"].startswith("EG-2027-")
    all_equal()


def test_sc3_a_second_before_midnight_is_in_time_and_midnight_is_late(stage: Stage, year: str) -> None:
    stage.clock("2025-07-31 10:00:00")
    early = plan(stage, JTJ, "交通运行监测", "2025-07-31")
    late = plan(stage, ZJJ, "智慧工地", "2025-07-31")
    fill(stage, early, JTJ, "交通运行监测", "2025-07-31", {"软件开发": "100.00"})
    fill(stage, late, ZJJ, "智慧工地", "2025-07-31", {"软件开发": "100.00"})
    stage.clock("2025-07-31 23:59:59")
    stamp(stage, early, JTJ)
    assert [r["on_time"] for r in stage.records("declaration")] == [True]
    stage.clock("2025-08-01 00:00:00")
    assert len([e for e in stage.events(year, "message:send") if e["payload"]["name"] == "MSG_APPRAISAL_READY"]) == 1
    stamp(stage, late, ZJJ)
    assert stage.open(late) == ["P12_T3"], "its form was complete on 31 July, but the stamp counts"
    assert len(stage.records("declaration")) == 1
    all_equal()


def test_sc3_an_urgent_order_from_above_is_accepted_as_supplementary(stage: Stage, year: str) -> None:
    name = "应急指挥平台"
    stage.clock("2025-07-28 09:00:00")
    case = plan(stage, SCJ, name, "2025-07-28")
    stage.clock("2025-08-04 09:00:00")
    fill(stage, case, SCJ, name, "2025-08-04", {"软件开发": "320.00"})
    stamp(stage, case, SCJ)
    paper = stage.person("scj.handler").upload()
    stage.do(case, "P12_T3", "scj.handler", forms.late(paper, "上级紧急部署", "本年度增补"))
    stage.do(case, "P12_T4", "sgj.leader", {"decision": "同意作为增补上会"}, prefill=True)
    assert stage.records("project")[0]["late_request_open"] is True
    stage.do(case, "P12_T5", "xzf.meeting", forms.meeting("同意", "2025-08-08"))
    [row] = stage.records("declaration")
    assert (row["plan_year"], row["is_supplementary"], row["state"]) == (2026, True, "受理")
    assert stage.records("project")[0]["late_request_open"] is False
    sent = [e for e in stage.events(case, "message:send") if e["payload"]["name"] == "MSG_APPRAISAL_READY"]
    assert len(sent) == 1
    all_equal()


def test_sc3_a_meeting_that_says_no_moves_it_to_the_next_year(stage: Stage, year: str) -> None:
    name = "应急指挥平台"
    stage.clock("2025-07-28 09:00:00")
    case = plan(stage, SCJ, name, "2025-07-28")
    stage.clock("2025-08-04 09:00:00")
    fill(stage, case, SCJ, name, "2025-08-04", {"软件开发": "320.00"})
    stamp(stage, case, SCJ)
    paper = stage.person("scj.handler").upload()
    stage.do(case, "P12_T3", "scj.handler", forms.late(paper, "突发事件", "本年度增补"))
    stage.do(case, "P12_T4", "sgj.leader", {"decision": "同意作为增补上会"}, prefill=True)
    stage.do(case, "P12_T5", "xzf.meeting", forms.meeting("不同意", "2025-08-08"))
    assert stage.records("declaration") == []
    assert stage.records("project")[0]["skip_plan_year"] == 2026
    assert stage.records("project")[0]["waiting_for_window"] is True
    all_equal()
