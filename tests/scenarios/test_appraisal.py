"""SC1 step 3 of the specification and what may go otherwise: pre-review, experts and units, opinion, meeting, final version."""

from __future__ import annotations

from typing import Any

import pytest

from app.actions.history.verify import verify_all
from app.actions.person.add import add_person
from tests.cited import said as cited_as
from tests.scenarios import appraise, forms
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import OLD_PLATFORM, fill, plan, stamp

NAME = "全民健康信息平台升级"
ITEMS = {"软件开发": "700.00", "安全与密码": "90.00", "系统集成": "70.00"}


def all_equal() -> None:
    """Every case's chain holds and executes again to the same states."""
    proofs = list(verify_all())
    assert proofs and [p for p in proofs if not p.good] == []


@pytest.fixture
def declared(stage: Stage) -> str:
    """SC1 steps 0–2: declared on 15 July, the appraisal is ready on 1 August."""
    stage.clock("2025-06-10 09:00:00")
    stage.start("sgj.handler", "annual_cycle", forms.notice(2026, "2025-06-10", "2025-07-31"))
    case = plan(stage, "wjw", NAME, "2025-06-10", construction_nature="改造升级")
    stage.clock("2025-07-15 09:00:00")
    fill(stage, case, "wjw", NAME, "2025-07-15", ITEMS, construction_nature="改造升级", linked_project=OLD_PLATFORM)
    stamp(stage, case, "wjw")
    stage.clock("2025-08-01 00:00:00")
    assert stage.open(case) == ["P13_T1"], "MSG_APPRAISAL_READY of 1 August"
    return case


@pytest.fixture
def convened(stage: Stage, declared: str) -> str:
    """The pre-review was passed on 12 August, the panel sits on the 28th."""
    stage.clock("2025-08-12 09:00:00")
    appraise.check(stage, declared)
    stage.clock("2025-08-20 09:00:00")
    appraise.convene(stage, declared, "2025-08-28")
    return declared


def refused(answer: Any, *words: str) -> None:
    """Refused by a rule, with its clause, in Chinese."""
    assert answer["type"].endswith("rule-refused") and answer["clause"], answer
    assert [word for word in words if cited_as(word) not in answer["detail"] + answer["clause"]] == []


def test_sc1_a_declared_project_is_appraised_and_its_final_version_frozen(stage: Stage, declared: str) -> None:
    case = declared
    stage.clock("2025-08-12 09:00:00")
    [task] = stage.tasks(case, "P13_T1")
    rows = stage.person("sgj.handler").get(f"/tasks/{task['id']}")["form"]["data"]["checklist"]
    assert {row["item"]: row["present"] for row in rows if row["needed"]}["项目建设方案"] is True
    appraise.check(stage, case)
    stage.clock("2025-08-20 09:00:00")
    [task] = stage.tasks(case, "P13_T2")
    said = stage.person("sgj.handler").post(f"/tasks/{task['id']}/draw", {"count": 5})
    names = [row["username"] for row in said["drawn"]]
    assert said["excluded"][0]["username"] == "expert.1" and "expert.1" not in names
    appraise.convene(stage, case, "2025-08-28", names)
    stage.clock("2025-08-28 14:00:00")
    appraise.hear(stage, case, {names[0]: "修改后再论证"})
    appraise.sign(stage, case)
    [opinion] = stage.records("appraisal_opinion")
    assert (opinion["state"], opinion["conclusion"], opinion["confirmed_budget_yuan"]) == ("待上会", "通过", "8600000.00")
    assert opinion["votes"] == {"pass": 4, "modify": 1, "reject": 0, "units": {"fgw": "通过", "czj": "通过", "sgj": "通过"}}
    assert (opinion["needs_separate_approval"], opinion["demand_clear"], opinion["arch_simple"]) == (False, True, True)
    assert stage.open(case) == [], "waits for the meeting"
    stage.clock("2025-09-05 09:00:00")
    appraise.submit(stage)
    assert stage.open(case) == ["P13_T6"]
    stage.clock("2025-09-10 09:00:00")
    appraise.meet(stage, case, "2025-09-10")
    stage.clock("2025-09-18 09:00:00")
    appraise.finish(stage, case, "wjw")
    [final] = stage.records("final_version")
    assert (final["number"], len(final["hash"]), final["snapshot"]["total_budget_wan"]) == (1, 64, "860.00")
    assert (final["created_at"][:10], final["created_by"]) == ("2025-09-18", "sgj.handler")
    assert stage.records("project")[0]["state"] == "审批"
    assert len(stage.records("declaration")) == 1 and len(stage.records("appraisal_opinion")) == 1
    assert [r["date"] for r in stage.records("meeting_result")] == ["2025-09-10"]
    heard = [r for r in stage.records("expert_review") if r["stage"] == "论证"]
    assert sorted(r["office"] or "专家" for r in heard) == ["czj", "fgw", "sgj", *["专家"] * 5]
    all_equal()


def test_a_panel_that_is_even_or_of_the_declaring_office_is_refused_and_nothing_changes(stage: Stage, declared: str) -> None:
    appraise.check(stage, declared)
    before = len(stage.events(declared))
    even = appraise.convene(stage, declared, "2025-08-28", ["expert.3", "expert.4", "expert.5", "expert.6"], status=422)
    assert even["errors"][0]["pointer"] == "/data/experts" and "单数" in even["errors"][0]["message"]
    assert cited_as("R30") in str(even)
    refused(appraise.convene(stage, declared, "2025-08-28", ["expert.1", *appraise.EXPERTS[:4]], status=422), "回避", "县卫健委")
    appraise.convene(stage, declared, "2025-08-28", ["sgj.fund", *appraise.EXPERTS[:4]], status=422)
    assert stage.open(declared) == ["P13_T2"] and len(stage.events(declared)) == before


def test_missing_documents_do_not_pass_the_pre_review(stage: Stage, declared: str) -> None:
    [task] = stage.tasks(declared, "P13_T1")
    rows = stage.person("sgj.handler").get(f"/tasks/{task['id']}")["form"]["data"]["checklist"]
    gone = [row | {"present": row["present"] and row["item"] != "项目建设方案"} for row in rows]
    answer = appraise.check(stage, declared, status=422, checklist=gone)
    assert answer["errors"][0]["pointer"] == "/data/checklist" and cited_as("R28") in str(answer)
    answer = appraise.check(stage, declared, status=422, complete_ok=False)
    assert answer["errors"][0]["pointer"] == "/data/decision"
    answer = appraise.check(stage, declared, "不予受理", status=422, opinion=" ")
    assert answer["errors"][0]["pointer"] == "/data/opinion", "every rejection has a written reason (I21)"
    assert stage.open(declared) == ["P13_T1"]


def test_returned_papers_are_completed_as_a_new_version_and_reviewed_again(stage: Stage, declared: str) -> None:
    case = declared
    appraise.check(stage, case, "退回补正", return_deadline="2025-08-20")
    [task] = stage.tasks(case, "P13_T1b")
    assert stage.person("wjw.handler").get(f"/tasks/{task['id']}")["form"]["data"]["total_budget_wan"] == "860.00", "the newest form"
    answer = stage.do(case, "P13_T1b", "wjw.handler", {"decision": "提交", "self_declare_truth": True, "brief_description": "字" * 201}, 422, prefill=True)
    assert [e["pointer"] for e in answer["errors"]] == ["/data/brief_description"], "the checks of the declaration"
    stage.do(case, "P13_T1b", "wjw.handler", {"decision": "提交", "self_declare_truth": True, "standard_desc": "行业标准"}, prefill=True)
    [version] = stage.records("declaration_version")
    assert (version["number"], version["element"], version["snapshot"]["standard_desc"], version["created_by"]) == (2, "P13_T1b", "行业标准", "wjw.handler")
    assert "standard_desc" not in stage.records("declaration")[0]["snapshot"], "the accepted form stays as it was"
    assert stage.open(case) == ["P13_T1"]
    appraise.check(stage, case)
    all_equal()


def test_papers_that_are_not_completed_in_time_end_the_round(stage: Stage, declared: str) -> None:
    appraise.check(stage, declared, "退回补正", return_deadline="2025-08-20")
    stage.clock("2025-08-20 23:59:59")
    assert stage.open(declared) == ["P13_T1b"]
    stage.clock("2025-08-21 00:00:00")
    assert "P13_T1b" not in stage.open(declared)
    all_equal()


def test_an_absent_expert_is_replaced_by_lot_or_left_out_but_never_below_five(stage: Stage, convened: str) -> None:
    case, handler = convened, stage.person("sgj.handler")
    task = next(t for t in stage.tasks(case, "P13_T3") if t["assignee"] == "expert.7")
    handler.post(f"/tasks/{task['id']}/drop-member", {"reason": "出差"}, 422)
    handler.post(f"/tasks/{task['id']}/reassign", {"reason": "出差"})
    [event] = stage.events(case, "task:draw")
    assert set(event["payload"]["pool"]) == {"expert.2", "expert.8", "expert.9"}, "no member, nobody who is interested"
    assert "expert.7" not in [t["assignee"] for t in stage.tasks(case, "P13_T3")]
    stage.person("wjw.handler").post(f"/tasks/{task['id']}/reassign", {"reason": "出差"}, 403)
    stage.clock("2025-09-05 00:00:00")
    assert any("专家和三家单位论证" in n["text"] for n in handler.get("/notices")["items"]), "told five working days after the session"
    appraise.hear(stage, case)
    replaced = [r for r in stage.records("expert_review") if r["stage"] == "论证" and r["replaces"]]
    assert [(r["replaces"], r["expert"]) for r in replaced] == [("expert.7", event["payload"]["drawn"][0])]
    all_equal()


def test_too_few_votes_do_not_make_a_pass(stage: Stage, convened: str) -> None:
    case = convened
    appraise.hear(stage, case, {"expert.3": "不通过", "expert.4": "修改后再论证"})
    answer = stage.do(case, "P13_T5", "sgj.handler", forms.conclusion("通过"), 422, prefill=True)
    assert answer["errors"][0]["pointer"] == "/data/conclusion" and cited_as("R31") in str(answer)
    assert stage.records("appraisal_opinion") == [] and stage.open(case) == ["P13_T5"]
    appraise.sign(stage, case, "不通过")
    assert [(r["state"], r["conclusion"]) for r in stage.records("appraisal_opinion")] == [("签发", "不通过")]
    assert stage.records("final_version") == []
    all_equal()


def test_a_unit_that_is_against_it_stops_the_pass(stage: Stage, convened: str) -> None:
    appraise.hear(stage, convened, {"czj.reviewer": "不通过"})
    assert cited_as("R31") in str(stage.do(convened, "P13_T5", "sgj.handler", forms.conclusion("通过"), 422, prefill=True))


def test_a_revision_is_appraised_again_by_a_new_round(stage: Stage, convened: str) -> None:
    case = convened
    appraise.hear(stage, case, dict.fromkeys(appraise.EXPERTS, "修改后再论证"))
    appraise.sign(stage, case, "修改后再论证")
    stage.do(case, "P13_T1c", "wjw.handler", {"decision": "提交", "self_declare_truth": True, "feasibility": "补充论证"}, prefill=True)
    appraise.convene(stage, case, "2025-09-10")
    appraise.hear(stage, case)
    appraise.sign(stage, case)
    opinions = stage.records("appraisal_opinion")
    told = sorted((o["round"], o["form_version"], o["conclusion"], o["state"]) for o in opinions)
    assert told == [(1, 1, "修改后再论证", "签发"), (2, 2, "通过", "待上会")]
    all_equal()


def test_who_drafts_an_opinion_does_not_sign_it_and_a_return_is_drafted_anew(stage: Stage, convened: str) -> None:
    case = convened
    appraise.hear(stage, case)
    stage.do(case, "P13_T5", "sgj.handler", forms.conclusion(), prefill=True)
    [task] = stage.tasks(case, "P13_T5b")
    stage.person("sgj.handler").post(f"/tasks/{task['id']}/complete", {"data": forms.sign("同意")}, 403)
    stage.do(case, "P13_T5b", "sgj.leader", forms.sign("退回"))
    appraise.sign(stage, case, opinion_text="同意立项，补充说明")
    [opinion] = stage.records("appraisal_opinion")
    assert (opinion["state"], opinion["opinion_text"]) == ("待上会", "同意立项，补充说明"), "the first draft was set aside"
    all_equal()


@pytest.fixture
def waiting(stage: Stage, convened: str) -> str:
    """A signed opinion that waits for the meeting."""
    appraise.hear(stage, convened)
    appraise.sign(stage, convened)
    return convened


def test_without_a_waiting_project_no_list_is_begun(stage: Stage, declared: str) -> None:
    refused(stage.start("sgj.handler", "meeting_batch", {}, status=422), "R33")
    stage.start("wjw.handler", "meeting_batch", {}, status=403)


def test_a_project_stands_on_one_open_list_and_is_free_after_it_is_given_up(stage: Stage, waiting: str) -> None:
    one = stage.start("sgj.handler", "meeting_batch", {})
    two = stage.start("sgj.handler", "meeting_batch", {})
    [task] = stage.tasks(two, "P13B_T1")
    rows = stage.person("sgj.handler").get(f"/tasks/{task['id']}")["form"]["data"]["rows"]
    stage.do(one, "P13B_T1", "sgj.handler", {}, prefill=True)
    refused(stage.do(two, "P13B_T1", "sgj.handler", {"rows": rows}, 422), "R33", "另一批次")
    [task] = stage.tasks(one, "P13B_T2")
    stage.person("sgj.handler").post(f"/tasks/{task['id']}/complete", {"data": forms.sign("同意")}, 403)
    stage.do(one, "P13B_T2", "sgj.leader", forms.sign("撤销"))
    stage.do(two, "P13B_T1", "sgj.handler", {"rows": rows})
    stage.do(two, "P13B_T2", "sgj.leader", forms.sign("同意"))
    stage.settle()
    assert stage.open(waiting) == ["P13_T6"]
    assert [(stage.case(c)["outcome"]) for c in (one, two)] == ["撤销", "已提交"]
    all_equal()


def test_after_a_postponement_the_project_waits_again(stage: Stage, waiting: str) -> None:
    appraise.submit(stage)
    appraise.meet(stage, waiting, "2025-08-20", "缓议", requirements="补充资金方案")
    assert stage.open(waiting) == [] and stage.records("appraisal_opinion")[0]["state"] == "待上会"
    appraise.submit(stage)
    appraise.meet(stage, waiting, "2025-08-20", adjusted_budget_wan="800.00")
    assert stage.open(waiting) == ["P13_T7"]
    assert [r["result"] for r in stage.records("meeting_result")] == ["同意", "缓议"], "the newest first"
    all_equal()


def test_a_meeting_that_does_not_agree_says_why_and_ends_the_round(stage: Stage, waiting: str) -> None:
    appraise.submit(stage)
    answer = stage.do(waiting, "P13_T6", "xzf.meeting", forms.meeting("不同意", "2025-08-20") | {"requirements": ""}, 422)
    assert answer["errors"][0]["pointer"] == "/data/requirements"
    appraise.meet(stage, waiting, "2025-08-20", "不同意")
    assert "P13_T7" not in stage.open(waiting) and stage.records("final_version") == []
    all_equal()


def test_a_final_version_that_does_not_resolve_everything_goes_back(stage: Stage, waiting: str) -> None:
    case = waiting
    appraise.submit(stage)
    appraise.meet(stage, case, "2025-08-20")
    paper = stage.person("wjw.handler").upload()
    stage.do(case, "P13_T7", "wjw.handler", forms.final(paper), prefill=True)
    [task] = stage.tasks(case, "P13_T8")
    rows = stage.person("sgj.handler").get(f"/tasks/{task['id']}")["form"]["data"]["consistent_items"]
    half = [row | {"resolved": number > 0} for number, row in enumerate(rows)]
    answer = stage.do(case, "P13_T8", "sgj.handler", {"consistent_items": half, "decision": "符合"}, 422)
    assert answer["errors"][0]["pointer"] == "/data/consistent_items" and cited_as("R34") in str(answer)
    stage.do(case, "P13_T8", "sgj.handler", {"consistent_items": half, "decision": "退回", "opinion": "建设依据未更新"})
    stage.do(case, "P13_T7", "wjw.handler", forms.final(paper, change_list="更新建设依据"), prefill=True)
    appraise.agree(stage, case)
    [final] = stage.records("final_version")
    assert (final["form_version"], final["change_list"]) == (3, "更新建设依据")
    all_equal()


def test_nobody_speaks_for_two_units(stage: Stage, convened: str) -> None:
    add_person("two.hats", "两职", "demo", [("fgw_reviewer", "fgw"), ("sgj_leader", "sgj")])
    stage.do(convened, "P13_T4a", "two.hats", forms.appraised())
    refused(stage.do(convened, "P13_T4c", "two.hats", forms.appraised(), 422), "I20", "两家单位")
    assert stage.tasks(convened, "P13_T4c")


def test_who_corrected_the_papers_neither_appraises_nor_signs(stage: Stage, declared: str) -> None:
    case = declared
    add_person("two.hats", "两职", "demo", [("dept_handler", "wjw"), ("fgw_reviewer", "fgw"), ("sgj_leader", "sgj")])
    appraise.check(stage, case, "退回补正", return_deadline="2025-08-20")
    stage.do(case, "P13_T1b", "two.hats", {"decision": "提交", "self_declare_truth": True}, prefill=True)
    appraise.check(stage, case)
    appraise.convene(stage, case, "2025-08-28")
    refused(stage.do(case, "P13_T4a", "two.hats", forms.appraised(), 422), "职责分离")
    appraise.hear(stage, case)
    stage.do(case, "P13_T5", "sgj.handler", forms.conclusion(), prefill=True)
    refused(stage.do(case, "P13_T5b", "two.hats", forms.sign("同意"), 422), "职责分离")
    assert stage.open(case) == ["P13_T5b"] and stage.records("appraisal_opinion")[0]["state"] == "草拟"


def test_what_is_frozen_is_out_of_everybodys_reach(stage: Stage, declared: str) -> None:
    appraise.whole(stage, declared, "wjw", "2025-08-12")
    [final] = stage.records("final_version")
    done = [t for t in stage.person("sgj.handler").get("/tasks?view=done&limit=200")["items"] if t["element"] == "P13_T8"]
    stage.person("sgj.handler").post(f"/tasks/{done[0]['id']}/complete", {"data": {"decision": "退回", "opinion": "x", "consistent_items": []}}, 409)
    for person in ("sgj.handler", "sgj.leader", "wjw.handler", "admin", "owner"):
        for verb in ("delete", "put", "patch", "post"):
            call = getattr(stage.person(person).client, verb)
            headers = {"X-CSRF-Token": stage.person(person).csrf}
            for kind in ("final_version", "appraisal_opinion", "declaration_version"):
                assert call(f"/api/v1/records/{kind}/1", json={"change_list": "x"}, headers=headers).status_code in (403, 404, 405)
    assert stage.records("final_version") == [final]
    all_equal()
