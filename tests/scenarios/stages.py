"""The stages of a project from the appraisal on, each person's part; the day is the scenario's."""

from __future__ import annotations

from typing import Any

from tests.scenarios import forms
from tests.scenarios.diary import shown
from tests.scenarios.play import Stage

FREE = ("expert.3", "expert.4", "expert.5", "expert.6", "expert.7")  # work in no department
UNITS = (("P13_T4a", "fgw.reviewer"), ("P13_T4b", "czj.reviewer"), ("P13_T4c", "sgj.leader"))
SCORES = ("sharing_score", "livelihood_score", "coordination_score")


def vote(conclusion: str = "通过") -> dict[str, Any]:
    """F32 论证意见."""
    said = dict.fromkeys(("necessity_op", "feasibility_op", "sharing_op", "budget_op"), "符合")
    return said | {"separate_op": "不单独立项", "duplicate_dc_op": False, "conclusion": conclusion, "opinion": "补充数据共享内容", "conflict_declared": True}


def precheck(stage: Stage, case: str, decision: str = "通过", **said: Any) -> None:
    """P13_T1 预审."""
    rows = [row | {"present": True} for row in shown(stage, case, "P13_T1", "sgj.handler")["checklist"]]
    stage.do(case, "P13_T1", "sgj.handler", {"complete_ok": True, "norm_ok": decision == "通过", "checklist": rows, "decision": decision} | said, prefill=True)


def convene(stage: Stage, case: str, day: str, experts: tuple[str, ...] = FREE) -> None:
    """P13_T2 组织论证会."""
    said = {"fgw_participant": "王某", "czj_participant": "李某", "sgj_participant": "张某", "place": "县政务中心"}
    stage.do(case, "P13_T2", "sgj.handler", said | {"meeting_date": day, "experts": list(experts)}, prefill=True)


def appraise(stage: Stage, case: str, votes: tuple[str, ...] = ("通过",) * 5, experts: tuple[str, ...] = FREE, **opinion: Any) -> None:
    """P13_T3–T5b: votes, units, the opinion and its signature."""
    for expert, conclusion in zip(experts, votes, strict=True):
        stage.do(case, "P13_T3", expert, vote(conclusion), prefill=True)
    for element, who in UNITS:
        stage.do(case, element, who, vote(), prefill=True)
    said = {"confirmed_standard": "行业标准", "needs_separate_approval": False, "conclusion": "通过", "opinion_text": "经论证，同意立项"}
    stage.do(case, "P13_T5", "sgj.handler", said | opinion, prefill=True)
    stage.do(case, "P13_T5b", "sgj.leader", forms.sign("同意"))


def list_for_meeting(stage: Stage) -> str:
    """P13B over everything 待上会."""
    batch = stage.start("sgj.handler", "meeting_batch", {})
    stage.do(batch, "P13B_T1", "sgj.handler", {}, prefill=True)
    stage.do(batch, "P13B_T2", "sgj.leader", forms.sign("同意"))
    return str(batch)


def finish(stage: Stage, case: str, dept: str) -> None:
    """P13_T7 and P13_T8: the final version."""
    paper = stage.person(f"{dept}.handler").upload()
    said = {"change_list": "按论证意见修改", "final_plan_files": [paper], "self_declare_truth": True}
    stage.do(case, "P13_T7", f"{dept}.handler", said, prefill=True)
    rows = [row | {"resolved": True} for row in shown(stage, case, "P13_T8", "sgj.handler")["consistent_items"]]
    stage.do(case, "P13_T8", "sgj.handler", {"consistent_items": rows, "decision": "符合"}, prefill=True)


def approval(number: int, budget: str, **changes: Any) -> dict[str, Any]:
    """F43 with 同意批复."""
    said = {"approved_content": "平台建设", "approved_scale": "一套", "approved_standard": "行业标准", "approved_period": "2026年04月至2026年09月"}
    return {"decision": "同意批复", "approval_no": f"霍发改审批〔2025〕{number}号", "approved_budget_wan": budget} | said | changes


def ask_together(stage: Stage) -> str:
    """P14B_T1 and P14B_T2 over the whole pool."""
    batch = stage.start("sgj.handler", "unified_approval_batch", {})
    stage.do(batch, "P14B_T1", "sgj.handler", {"letter_files": [stage.person("sgj.handler").upload()]}, prefill=True)
    stage.do(batch, "P14B_T2", "sgj.leader", forms.sign("同意"))
    return str(batch)


def decide_together(stage: Stage, batch: str, **changes: Any) -> None:
    """P14B_T3 for each project of the batch: what was asked for is approved."""
    person = stage.person("fgw.reviewer")
    for number, task in enumerate(stage.tasks(batch, "P14B_T3"), 88):
        form = person.get(f"/tasks/{task['id']}")["form"]["data"]
        person.post(f"/tasks/{task['id']}/complete", {"data": form | approval(number, form["requested_wan"]) | changes})


def publish(stage: Stage, year: str, day: str, annual: dict[str, str], refused: dict[str, str] | None = None) -> list[str]:
    """P15_T1: 万元 of the plan year by project name (else the whole), `refused`: name → reason; gives the names shown."""
    rows = []
    entries = shown(stage, year, "P15_T1", "xzf.meeting")["entries"]
    for row in entries:
        name = row["project_name"]
        said = {"include": False, "reason_if_not": (refused or {})[name]} if name in (refused or {}) else {"include": True}
        money = {} if name in (refused or {}) else {"annual_investment_wan": annual.get(name, row["total_investment_wan"])}
        rows.append({key: value for key, value in row.items() if key != "annual_investment_wan"} | said | money)
    paper = stage.person("xzf.meeting").upload()
    stage.do(year, "P15_T1", "xzf.meeting", {"plan_no": "霍政〔2026〕3号", "publish_date": day, "plan_file": [paper], "entries": rows})
    return [row["project_name"] for row in entries]


def compile_plan(stage: Stage, year: str) -> None:
    """P15_T2 and P15_T3."""
    rows = [row | dict.fromkeys(SCORES, 90 - n % 60) for n, row in enumerate(shown(stage, year, "P15_T2", "sgj.handler")["rows"])]
    stage.do(year, "P15_T2", "sgj.handler", {"rows": rows})
    stage.do(year, "P15_T3", "sgj.handler", {}, prefill=True)


def issue(stage: Stage, year: str) -> None:
    """P15_T4."""
    stage.do(year, "P15_T4", "sgj.leader", forms.sign("同意"))


def file_annex(stage: Stage, case: str, dept: str, **changes: Any) -> None:
    """P20_T1 and P20_T2: annex 2, stamped."""
    from tests.scenarios.test_startup import annex

    paper = stage.person(f"{dept}.handler").upload()
    stage.do(case, "P20_T1", f"{dept}.handler", annex(paper, **changes), prefill=True)
    stage.do(case, "P20_T2", f"{dept}.leader", forms.sign("同意", stamped=True))


def accept_annex(stage: Stage, case: str) -> None:
    """P20_T3."""
    agreed = dict.fromkeys(("content", "scale", "standard", "amount", "period"), True)
    stage.do(case, "P20_T3", "sgj.handler", {"matches_approval": agreed, "decision": "同意启动"}, prefill=True)
