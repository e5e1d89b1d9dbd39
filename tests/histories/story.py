"""The story that is played: eight years, and in the last of them every place where a case can stand. A project is named after its place.

Years: 2020 is over, 2021 was suspended before it opened, 2022 has one appraisal that never ends, 2023 to 2026 stand at the four tasks of
their plans, 2027 is open for declarations.
"""

from __future__ import annotations

import json
from typing import Any

from app.config import ROOT
from app.records.sanction import SUSPEND, create_sanction
from tests.histories.play import RETURNED, Play
from tests.scenarios import books

LATE = ("P12_T3", "P12_T4", "P12_T5", "P13_T1", "P12_T2", "不受理", "P12_T1 逾期")
PLANNED = ("已启动", "P20_T1 逾期", "P20_T1", "P20_T2", "P20_T3", "P20_M_unfrozen", "P20_S_oa", "P20_S_oa 异常", "未列入", "P00_M_plan")
APPROVED = (
    "P14_T1", "P14_T2", "P14_T3", "P14_T4", "P14_T5", "P14_T6", "P14_T6b", "P14_T7", "P14_T8", "批复",
    "P14B_T3", "P14B_T2", "P14B_T1", "不予批准", "无需审批",
)  # fmt: skip
APPRAISED = (
    "P13_T1b", "逾期撤回", "P13_T2", "P13_T3", "P13_T3 七人", "P13_T5", "P13_T5b", "P13_T1c", "P13_T3 二轮", "P13_T6", "P13_T7", "P13_T8", "缓议", "不同意",
    "P13_M_meeting", "不通过",
)  # fmt: skip
THOUGHT = ("P11_T1", "P11_T2", "P11_T3", "P11_T4", "P11_T4 逾期", "P11_T5", "P11_T6", "谋划终止", "挂起", "撤销", "移动")
ALONE = {"route": "单独审批", "override_reason": "架构复杂"}
TOGETHER = {"route": "统一申请审批"}
GIVEN_UP = {"decision": "终止", "opinion": "不再实施"}


def play(county: Play) -> None:
    """All of it, from June 2019 to 10 July 2026."""
    _the_years_before(county)
    _switch(county)
    _the_year_2026(county)
    _late(county)
    _through_the_appraisal(county)
    _first_version(county)
    _second_version(county)
    _the_year_2027(county)
    _appraised(county)
    _approved(county)
    _thought(county)
    _declared(county)
    _the_last_hour(county)


def _the_years_before(p: Play) -> None:
    for year in range(2020, 2026):
        p.at(f"{year - 1}-06-01 10:00:00")
        p.announce(year)
        if year == 2021:
            p.by_owner(p.years[2021], "suspend")
        p.at(f"{year - 1}-06-20 09:00:00")
        name = {2020: "终止", 2021: "P13_M_ready", 2022: "P13_T5b 多年"}.get(year, f"P00_M_plan {year}")
        p.declare(name)
        p.at(f"{year - 1}-08-12 09:00:00")
        if year == 2020:
            p.do(name, "P13_T1", decision="不予受理")
            p.do(name, "P00_T1", **GIVEN_UP)
        elif year == 2022:
            p.again(name, "P13_T5b", "P13_T5", **RETURNED)
            p.walk(name, "P13_T5b")
        elif year > 2022:
            p.appraise(name)
            p.walk(name, "nothing", P14_T1=TOGETHER)
            p.approve()
            p.at(f"{year - 1}-10-01 09:00:00")
            p.desk.walk(p.years[year], {2023: "P15_T1", 2024: "P15_T2", 2025: "P15_T3"}[year])


def _switch(p: Play) -> None:
    """The process owner switches one parameter and notes the holidays of a year: a second release, a second calendar."""
    p.at("2025-05-06 09:00:00")
    patterns = ("processes/*.bpmn", "processes/*.dmn", "processes/*.json", "forms/*.json")
    files = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for pattern in patterns for file in sorted(ROOT.glob(pattern))}
    parameters, calendar = json.loads(files["processes/parameters.json"]), json.loads(files["processes/calendar.json"])
    parameters["allow_no_approval"]["value"] = True
    calendar["years"]["2027"] = {"holidays": ["2027-01-01"], "workdays": []}
    for name, content in (("parameters", parameters), ("calendar", calendar)):
        files[f"processes/{name}.json"] = json.dumps(content, ensure_ascii=False)
    p.stage.person("owner").post("/releases", {"files": files, "message": "允许无需审批"}, 201)


def _the_year_2026(p: Play) -> None:
    p.at("2025-06-10 09:00:00")
    p.announce(2026)
    p.at("2025-06-20 09:00:00")
    p.declare(*PLANNED, *APPROVED, *APPRAISED)
    p.register(*LATE)
    p.walk(LATE, "P12_T1")


def _late(p: Play) -> None:
    p.at("2025-08-04 09:00:00")
    p.walk(LATE[:-1], "P12_T3")
    p.walk(("P12_T4", "不受理"), "P12_T4")
    p.do("不受理", "P12_T4", decision="不受理")
    p.walk("P12_T5", "P12_T5")
    p.walk("P13_T1", "P13_T1")
    p.do("P12_T2", "P12_T3", late_reason_type="其他", requested_treatment="转下一年度")
    p.do("P12_T2", "P12_T4")


def _through_the_appraisal(p: Play) -> None:
    p.at("2025-08-12 09:00:00")
    p.appraise(*PLANNED, *APPROVED)
    p.at("2025-10-01 09:00:00")
    p.desk.do(p.years[2026], "P10_T1")


def _first_version(p: Play) -> None:
    """Two projects in the first version of the plan: one starts although the office system does not answer, one is late with annex 2."""
    p.walk(PLANNED[:2], "nothing", P14_T1=TOGETHER)
    p.approve()
    p.at("2025-11-01 09:00:00")
    p.at("2026-01-23 09:00:00")
    p.desk.walk(p.years[2026], "nothing")
    p.stage.settle()
    p.walk("已启动", "nothing")
    p.with_office_system("http://127.0.0.1:1/")
    p.stage.settle()
    p.with_office_system("")


def _second_version(p: Play) -> None:
    p.at("2026-05-10 09:00:00")
    p.walk(PLANNED[2:], "nothing", P14_T1=TOGETHER)
    p.approve()
    p.at("2026-06-01 09:00:00")
    p.at("2026-06-08 09:00:00")
    books.freeze(p.stage, p.number("P20_M_unfrozen"))
    p.desk.do(p.years[2026], "P15_T1", entries=_listed(p))
    p.desk.do(p.years[2026], "P15_T2")
    p.desk.do(p.years[2026], "P15_T3")
    p.desk.do(p.years[2026], "P15_T4")
    p.stage.settle()
    for task in ("P15_T1", "P15_T2", "P15_T3"):
        p.desk.do(p.years[2026], task)
    p.desk.do(p.years[2026], "P15_T4", **RETURNED)
    p.desk.do(p.years[2026], "P15_T3")
    p.again("P20_T3", "P20_T3", "P20_T1", times=2, **RETURNED)
    p.walk(("P20_T3", "P20_S_oa", "P20_S_oa 异常"), "P20_T3")
    p.walk("P20_T2", "P20_T2")
    p.do("未列入", "P00_T1", decision="重新谋划", opinion="调整方案")


def _listed(p: Play) -> list[dict[str, Any]]:
    """All but two: one is refused, one left for the next version."""
    [task] = p.stage.tasks(p.years[2026], "P15_T1")
    rows = []
    for row in p.desk.open(task)["form"]["data"]["entries"]:
        if row["project_name"].endswith("未列入"):
            rows.append({k: v for k, v in row.items() if k != "annual_investment_wan"} | {"include": False, "reason_if_not": "财力不足"})
        elif not row["project_name"].endswith("P00_M_plan"):
            rows.append(row | {"include": True, "annual_investment_wan": row["total_investment_wan"]})
    return rows


def _the_year_2027(p: Play) -> None:
    p.at("2026-06-10 09:00:00")
    p.announce(2027)
    p.stage.settle()
    p.walk("P12_T2", "P12_T2")


def _appraised(p: Play) -> None:
    p.at("2026-06-22 09:00:00")
    sent = ("P13_T6", "P13_T7", "P13_T8", "缓议", "不同意")
    p.walk(sent, "nothing")
    p.meet()
    p.walk(("P13_T7", "P13_T8"), "P13_T7")
    p.again("P13_T8", "P13_T8", "P13_T7", decision="退回", opinion="未落实")
    p.walk("P13_T8", "P13_T8")
    p.do("缓议", "P13_T6", result="缓议")
    p.do("不同意", "P13_T6", result="不同意")
    p.do("不同意", "P00_T1", decision="重新谋划", opinion="调整方案")
    given_up = p.batch("meeting_batch", "P13B_T2")
    p.desk.do(given_up, "P13B_T2", decision="撤销", opinion="暂不上会")
    standing = p.batch("meeting_batch", "P13B_T2")
    p.desk.do(standing, "P13B_T2", **RETURNED)
    p.desk.walk(standing, "P13B_T2")
    p.walk("P13_M_meeting", "nothing")
    p.batch("meeting_batch")
    back = {"decision": "退回补正", "opinion": "缺少概算依据"}
    p.do("逾期撤回", "P13_T1", return_deadline="2026-06-25", **back)
    p.again("P13_T1b", "P13_T1", "P13_T1b", times=2, return_deadline="2026-08-20", **back)
    p.do("P13_T2", "P13_T1")
    p.stage.person("sgj.handler").post(f"/tasks/{p.task('P13_T2', 'P13_T2')['id']}/draw", {"count": 5})
    revised = {"conclusion": "修改后再论证", "opinion_text": "接口设计不完整"}
    p.walk(("P13_T5", "P13_T1c", "P13_T3 二轮", "P13_T5b"), "P13_T5")
    p.again("P13_T5", "P13_T5b", "P13_T5", **RETURNED)
    p.walk("P13_T5b", "P13_T5b")
    p.walk(("P13_T1c", "P13_T3 二轮"), "P13_T1c", P13_T5=revised)
    p.walk(("P13_T3", "P13_T3 二轮"), "P13_T3", P13_T2={"meeting_date": "2026-07-20"})
    p.walk("P13_T3 七人", "P13_T3", P13_T2={"meeting_date": "2026-06-22", "experts": [f"expert.{n}" for n in range(3, 10)]})
    for name in ("P13_T3", "P13_T3 二轮"):
        p.do(name, "P13_T3", "expert.4")
        p.do(name, "P13_T3", "expert.6", conclusion="修改后再论证")
        p.do(name, "P13_T4a")
    handler = p.stage.person("sgj.handler")
    members = {t["assignee"]: t["id"] for t in p.stage.tasks(p.cases["P13_T3 七人"], "P13_T3")}
    handler.post(f"/tasks/{members['expert.9']}/drop-member", {"reason": "出差"})
    handler.post(f"/tasks/{members['expert.8']}/reassign", {"reason": "出差"})
    p.walk("不通过", "P13_T5")
    p.do("不通过", "P13_T5", conclusion="不通过")
    p.do("不通过", "P13_T5b")
    p.do("不通过", "P00_T1", **GIVEN_UP)


def _approved(p: Play) -> None:
    p.at("2026-06-25 09:00:00")
    alone = [f"P14_{task}" for task in ("T2", "T3", "T4", "T5", "T6", "T6b", "T7")]
    for name in (*alone, "不予批准"):
        p.do(name, "P14_T1", **ALONE)
    for name in alone:
        p.walk(name, name, P14_T6={"design_budget_wan": "380.00"} if name == "P14_T6b" else {})
    p.again("P14_T2", "P14_T3", "P14_T2", decision="退回补正", opinion="概算依据不足")
    p.walk("不予批准", "P14_T3")
    p.do("不予批准", "P14_T3", decision="不予批准", opinion="与既有系统重复")
    p.do("不予批准", "P00_T1", **GIVEN_UP)
    p.do("无需审批", "P14_T1", route="无需审批")
    for name in ("P14_T8", "批复", "P14B_T3"):
        p.do(name, "P14_T1", **TOGETHER)
    batch = p.batch("unified_approval_batch", "P14B_T3")
    for task in p.stage.tasks(batch, "P14B_T3"):
        name = p.desk.open(task)["form"]["data"]["project_name"]
        if name.endswith("P14_T8"):
            p.desk.complete(task, decision="退回补正", opinion="概算依据不足")
        elif name.endswith("批复"):
            p.desk.complete(task)
    p.stage.settle()
    p.do("P14B_T2", "P14_T1", **TOGETHER)
    given_up = p.batch("unified_approval_batch", "P14B_T2")
    p.desk.do(given_up, "P14B_T2", decision="撤销", opinion="暂不申请")
    p.batch("unified_approval_batch", "P14B_T2")
    p.do("P14B_T1", "P14_T1", **TOGETHER)
    p.batch("unified_approval_batch")


def _thought(p: Play) -> None:
    p.at("2026-06-26 09:00:00")
    p.register(*THOUGHT)
    p.register("不纳入管理", gov_activity_related=False)
    p.register("按P60管理", fund_nature="非财政性资金", is_global_major="重大应用平台")
    once_more = {"conclusion": "需修改", "summary": "请补充数据共享内容"}
    p.draft("P11_T1", "P11_T1", p.offices["P11_T1"] + ".handler", business_analysis="起草中")
    p.again("P11_T2", "P11_T5", "P11_T2", times=2, **once_more)
    p.walk(("P11_T3", "挂起"), "P11_T3")
    p.walk(("P11_T4", "不同意"), "P11_T4", P11_T3={"reply_by": "2026-07-20"})
    p.do("P11_T4", "P11_T4", "expert.4")
    p.walk("P11_T4 逾期", "P11_T4", P11_T3={"reply_by": "2026-07-01", "experts": [f"expert.{n}" for n in range(3, 8)]})
    [first, *_] = p.stage.tasks(p.cases["P11_T4 逾期"], "P11_T4")
    p.stage.person(p.offices["P11_T4 逾期"] + ".handler").post(f"/tasks/{first['id']}/drop-member", {"reason": "出差"})
    p.again("P11_T5", "P11_T5", "P11_T2", **once_more)
    p.walk("P11_T5", "P11_T5")
    p.again("P11_T6", "P11_T6", "P11_T2", **RETURNED)
    p.walk("P11_T6", "P11_T6")
    p.walk("谋划终止", "P11_T5")
    p.do("谋划终止", "P11_T5", conclusion="终止")
    p.by_owner(p.cases["挂起"], "suspend")
    p.by_owner(p.cases["撤销"], "cancel")
    [place] = [m for m in p.stage.person("owner").get(f"/instances/{p.cases['移动']}/moves")["items"] if m["address"].endswith("P11_T1.1")]
    p.by_owner(p.cases["移动"], "move", address=place["address"], to="P11_T3")


def _declared(p: Play) -> None:
    p.at("2026-07-06 09:00:00")
    p.register("P12_T1", "P12_T1 三次退回", "P12_T6")
    p.register("P00_M_window", office="ctg")
    p.walk(("P12_T1", "P12_T1 三次退回", "P12_T6", "P00_M_window"), "P12_T1")
    unit = f"{p.offices['P12_T1']}.unit"
    p.stage.person(unit).post(f"/tasks/{p.task('P12_T1', 'P12_T1')['id']}/claim")
    p.draft("P12_T1", "P12_T1", unit, necessity="起草中")
    p.again("P12_T1 三次退回", "P12_T2", "P12_T1", times=3, **RETURNED)
    p.walk("P12_T6", "P12_T6")
    p.walk("P00_M_window", "P12_T2")
    stop = {"dept": "ctg", "types": [SUSPEND], "suspend_plan_year": 2027, "basis": "惩戒决定1号"}
    books._with_act(lambda act, _: create_sanction(act(), **stop), (p.number("P00_M_window"),))
    p.do("P00_M_window", "P12_T2")


def _the_last_hour(p: Play) -> None:
    """One call that the office system answered with nonsense until the program gave up, and one that nobody has begun."""
    p.at("2026-07-10 09:00:00")
    with p.talking_nonsense():
        p.do("P20_S_oa 异常", "P20_T3")
        p.give_up_calls(p.cases["P20_S_oa 异常"])
    p.do("P20_S_oa", "P20_T3")
