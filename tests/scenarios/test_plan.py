"""SC1 steps 4 and 5 (P23 apart): from the approvals to the issued plan and the started project; P10's loop, the second version, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from app.actions.person.add import add_person
from tests.cited import said as cited_as
from tests.scenarios import books, forms
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import all_equal, fill, plan, stamp

WJW, JYJ, SCJ = "wjw", "jyj", "scj"
YUAN = {WJW: "8600000.00", JYJ: "15900000.00", SCJ: "3200000.00"}
WAN = {WJW: "860.00", JYJ: "1590.00", SCJ: "320.00"}


@pytest.fixture
def year(stage: Stage) -> str:
    """The cycle of plan year 2026, started on 10 June 2025."""
    stage.clock("2025-06-10 09:00:00")
    return stage.start("sgj.handler", "annual_cycle", forms.notice(2026, "2025-06-10", "2025-07-31"))


@pytest.fixture
def declared(stage: Stage, year: str) -> dict[str, dict[str, Any]]:
    """One project of each of three departments, declared in July; gives its record by department."""
    stage.clock("2025-07-15 09:00:00")
    for dept, name in ((WJW, "全民健康信息平台升级"), (JYJ, "教育城域网"), (SCJ, "智慧监管平台")):
        case = plan(stage, dept, name, "2025-07-15")
        fill(stage, case, dept, name, "2025-07-15", {"软件开发": WAN[dept]})
        stamp(stage, case, dept)
    return {row["dept"]: row for row in stage.records("project")}


def publication(stage: Stage, rows: list[dict[str, Any]], day: str = "2026-01-15", who: str = "xzf.meeting") -> dict[str, Any]:
    """F46."""
    return {"plan_no": "霍政〔2026〕3号", "publish_date": day, "plan_file": [stage.person(who).upload()], "entries": rows}


def shown(stage: Stage, case: str, element: str, who: str) -> dict[str, Any]:
    """What the open form shows at first."""
    [task] = stage.tasks(case, element)
    return dict(stage.person(who).get(f"/tasks/{task['id']}")["form"]["data"])


def rank(stage: Stage, case: str, *points: int) -> None:
    """P15_T2: the three scores of each project alike."""
    rows = shown(stage, case, "P15_T2", "sgj.handler")["rows"]
    given = [row | dict.fromkeys(("sharing_score", "livelihood_score", "coordination_score"), p) for row, p in zip(rows, points, strict=True)]
    stage.do(case, "P15_T2", "sgj.handler", {"rows": given})


def put_in(stage: Stage, case: str, dept_of: dict[str, dict[str, Any]], day: str, *, listed: dict[str, str], refused: dict[str, str] | None = None) -> None:
    """P15_T1: 万元 of this year by department, and who is not listed and why."""
    code = {row["code"]: dept for dept, row in dept_of.items()}
    rows = []
    for row in shown(stage, case, "P15_T1", "xzf.meeting")["entries"]:
        dept = code[row["project_code"]]
        if dept in listed:
            rows.append(row | {"annual_investment_wan": listed[dept]})
        elif refused and dept in refused:
            rows.append(row | {"include": False, "reason_if_not": refused[dept]})
    stage.do(case, "P15_T1", "xzf.meeting", publication(stage, rows, day))


def plan_rows(stage: Stage, plan_version: int) -> list[dict[str, Any]]:
    """The rows of a version, without what only says when they were read."""
    return sorted((r for r in stage.records("construction_plan_entry", plan_year=2026) if r["version"] == plan_version), key=lambda r: r["order"])


def messages(stage: Stage, case: str) -> list[tuple[str, str]]:
    """(project, result) of every MSG_PLAN_ISSUED, in order."""
    sent = [e["payload"] for e in stage.events(case, "message:send") if e["payload"]["name"] == "MSG_PLAN_ISSUED"]
    return [(str(m["correlation"]["project_id"]), m["payload"]["result"]) for m in sent]


def test_sc1_step_4_the_plan_is_published_ranked_issued_and_followed_by_a_second_version(stage: Stage, year: str, declared: dict[str, Any]) -> None:
    wjw, jyj, scj = declared[WJW], declared[JYJ], declared[SCJ]
    stage.clock("2025-09-18 09:00:00")
    books.appraise(stage, wjw["id"], jyj["id"])
    stage.clock("2025-10-01 09:00:00")
    assert stage.open(year) == ["P10_T1"], "one appraisal is late, and nothing is approved yet"
    late = shown(stage, year, "P10_T1", "sgj.handler")["rows"]
    assert late == [{"project_code": scj["code"], "project_name": "智慧监管平台"}]
    past = stage.do(year, "P10_T1", "sgj.handler", {"rows": [late[0] | {"reason": "方案需补充", "new_date": "2025-10-01"}]}, status=422)
    assert [e["pointer"] for e in past["errors"]] == ["/data/rows/0/new_date"]
    stage.do(year, "P10_T1", "sgj.handler", {"rows": [late[0] | {"reason": "方案需补充", "new_date": "2025-11-20"}]})
    stage.clock("2025-11-01 09:00:00")
    assert stage.open(year) == [], "looked again, nothing to plan"
    stage.clock("2025-11-05 09:00:00")
    books.approve(stage, wjw["id"], YUAN[WJW])
    books.approve(stage, jyj["id"], YUAN[JYJ])
    stage.clock("2025-11-30 09:00:00")
    assert stage.open(year) == []
    stage.clock("2025-12-01 09:00:00")
    assert stage.open(year) == ["P15_T1"]
    told = len(stage.person("xzf.meeting").get("/notices")["items"])
    stage.clock("2025-12-31 00:00:00")
    assert len(stage.person("xzf.meeting").get("/notices")["items"]) == told + 1, "reminded at the end of the year, the task stays"

    stage.clock("2026-01-15 09:00:00")
    first = shown(stage, year, "P15_T1", "xzf.meeting")["entries"]
    assert [(r["project_code"], r["include"], r["total_investment_wan"]) for r in first] == [(jyj["code"], True, "1590.00"), (wjw["code"], True, "860.00")]
    put_in(stage, year, declared, "2026-01-15", listed={WJW: "860.00", JYJ: "1000.00"})
    lines = sorted((r["year"], r["project"], r["amount_yuan"]) for r in stage.records("fund_budget_line"))
    assert lines == sorted([(2026, wjw["id"], "8600000.00"), (2026, jyj["id"], "10000000.00"), (2027, jyj["id"], "5900000.00")])
    rank(stage, year, 70, 90)
    draft = shown(stage, year, "P15_T3", "sgj.handler")
    assert (draft["version"], [r["project_code"] for r in draft["entries"]]) == (1, [wjw["code"], jyj["code"]]), "the better scored first"
    stage.do(year, "P15_T3", "sgj.handler", {}, prefill=True)
    stage.do(year, "P15_T4", "sgj.leader", forms.sign("退回"))
    stage.do(year, "P15_T3", "sgj.handler", {}, prefill=True)
    assert plan_rows(stage, 1) == [] and messages(stage, year) == []
    stage.clock("2026-01-23 09:00:00")
    stage.do(year, "P15_T4", "sgj.leader", forms.sign("同意"))
    v1 = plan_rows(stage, 1)
    assert [(r["project"], r["order"], r["state"], r["budget_yuan"]) for r in v1] == [
        (wjw["id"], 1, "已下达", "8600000.00"),
        (jyj["id"], 2, "已下达", "15900000.00"),
    ]
    assert messages(stage, year) == [(wjw["id"], "列入"), (jyj["id"], "列入")]
    assert {r["project_name"]: r["outcome"] for r in stage.records("declaration")} == {
        "全民健康信息平台升级": "列入",
        "教育城域网": "列入",
        "智慧监管平台": None,
    }
    assert {r["dept"]: r["state"] for r in stage.records("project")} == {WJW: "启动", JYJ: "启动", SCJ: "论证"}
    assert stage.records("declaration_window")[0]["cycle_ended_at"] is None and stage.case(year)["status"] == "running"

    books.appraise(stage, scj["id"])
    books.approve(stage, scj["id"], YUAN[SCJ])
    stage.clock("2026-02-01 09:00:00")
    put_in(stage, year, declared, "2026-02-01", listed={SCJ: "320.00"})
    rank(stage, year, 60)
    stage.do(year, "P15_T3", "sgj.handler", {}, prefill=True)
    stage.do(year, "P15_T4", "sgj.leader", forms.sign("同意"))
    assert [(r["project"], r["version"]) for r in plan_rows(stage, 2)] == [(scj["id"], 2)]
    assert plan_rows(stage, 1) == v1, "the first version stays as it was"
    ended = stage.case(year)
    assert (ended["status"], ended["outcome"]) == ("ended", "年度办结"), "after the plan it is looked again at once"
    assert stage.records("declaration_window")[0]["cycle_ended_at"].startswith("2026-02-01")
    all_equal()


def test_who_is_not_listed_hears_the_reason_and_a_plan_without_anybody_ends_at_once(stage: Stage, year: str, declared: dict[str, Any]) -> None:
    stage.clock("2025-09-18 09:00:00")
    books.appraise(stage, *(row["id"] for row in declared.values()))
    for dept, row in declared.items():
        books.approve(stage, row["id"], YUAN[dept])
    stage.clock("2025-10-01 00:00:00")
    assert stage.open(year) == ["P15_T1"], "no appraisal is late"
    put_in(stage, year, declared, "2025-10-01", listed={}, refused={WJW: "财力不足"})
    assert messages(stage, year) == [(declared[WJW]["id"], "未列入")]
    assert stage.open(year) == ["P15_T1"], "the others stay proposed: the next version at once"
    assert [r["project_code"] for r in shown(stage, year, "P15_T1", "xzf.meeting")["entries"]] == [declared[JYJ]["code"], declared[SCJ]["code"]]
    put_in(stage, year, declared, "2025-10-01", listed={}, refused={JYJ: "财力不足", SCJ: "条件不成熟"})
    assert (stage.case(year)["outcome"], stage.records("construction_plan_entry"), stage.records("fund_budget_line")) == ("年度办结", [], [])
    assert {r["outcome"] for r in stage.records("declaration")} == {"未列入"}
    all_equal()


def test_what_does_not_fit_into_the_plan_is_refused_with_its_clause_and_nothing_changes(stage: Stage, year: str, declared: dict[str, Any]) -> None:
    wjw, jyj, scj = declared[WJW], declared[JYJ], declared[SCJ]
    stage.clock("2025-09-18 09:00:00")
    books.appraise(stage, wjw["id"], jyj["id"], scj["id"])
    books.approve(stage, wjw["id"], YUAN[WJW])
    books.approve(stage, jyj["id"], YUAN[JYJ])
    stage.clock("2025-10-01 09:00:00")
    rows = shown(stage, year, "P15_T1", "xzf.meeting")["entries"]
    stranger = rows[0] | {"project_code": scj["code"]}
    said = stage.do(year, "P15_T1", "xzf.meeting", publication(stage, [*rows, stranger], "2025-10-01"), status=422)
    assert said["type"].endswith("rule-refused") and cited_as("I1") in said["clause"], "a plan entry without approval"
    unknown = rows[0] | {"project_code": "EG-2026-NIX-999"}
    assert cited_as("I1") in stage.do(year, "P15_T1", "xzf.meeting", publication(stage, [*rows, unknown], "2025-10-01"), status=422)["clause"]
    for changed, pointer in (
        ({"annual_investment_wan": "1590.01"}, "/data/entries/0/annual_investment_wan"),
        ({"annual_investment_wan": None}, "/data/entries/0/annual_investment_wan"),
        ({"include": False}, "/data/entries/0/reason_if_not"),
    ):
        row = {name: value for name, value in (rows[0] | changed).items() if value is not None}
        said = stage.do(year, "P15_T1", "xzf.meeting", publication(stage, [row], "2025-10-01"), status=422)
        assert [e["pointer"] for e in said["errors"]] == [pointer]
    more = rows[0] | {"total_investment_wan": "1590.01", "annual_investment_wan": "1590.01"}
    assert "第二十三条" in stage.do(year, "P15_T1", "xzf.meeting", publication(stage, [more], "2025-10-01"), status=422)["clause"]
    assert {r["state"] for r in stage.records("investment_plan_entry")} == {"拟列入"} and stage.records("fund_budget_line") == []
    assert stage.open(year) == ["P15_T1"]

    [task] = stage.tasks(year, "P15_T1")
    stage.person("sgj.handler").post(f"/tasks/{task['id']}/complete", {"data": publication(stage, rows, "2025-10-01", "sgj.handler")}, 403)
    put_in(stage, year, declared, "2025-10-01", listed={WJW: "860.00", JYJ: "1000.00"})
    scores = shown(stage, year, "P15_T2", "sgj.handler")["rows"]
    good = [row | dict.fromkeys(("sharing_score", "livelihood_score", "coordination_score"), 80) for row in scores]
    said = stage.do(year, "P15_T2", "sgj.handler", {"rows": [good[0] | {"sharing_score": 101}, good[1]]}, status=422)
    assert [e["pointer"] for e in said["errors"]] == ["/data/rows/0/sharing_score"]
    stage.do(year, "P15_T2", "sgj.handler", {"rows": good[:1]}, status=422)
    stage.do(year, "P15_T2", "sgj.handler", {"rows": good})
    draft = shown(stage, year, "P15_T3", "sgj.handler")["entries"]
    for entries in (
        draft[:1],
        [draft[0], draft[1] | {"order": 1}],
        [draft[0] | {"start_month": "2026-10"}, draft[1]],
        [*draft, draft[0] | {"project_code": scj["code"], "order": 3}],
    ):
        stage.do(year, "P15_T3", "sgj.handler", {"entries": entries}, status=422)
    add_person("both", "身兼数职", "demo", [("sgj_handler", "sgj"), ("sgj_leader", "sgj")])
    stage.do(year, "P15_T3", "both", {"entries": [draft[0] | {"budget_wan": "9999.00"}, draft[1]]})
    assert "职责分离" in stage.do(year, "P15_T4", "both", forms.sign("同意"), status=422)["clause"]
    said = stage.do(year, "P15_T4", "sgj.leader", forms.sign("同意"), status=422)
    assert said["type"].endswith("rule-refused") and "第二十三条" in said["clause"]
    assert stage.open(year) == ["P15_T4"] and stage.records("construction_plan_entry") == []
    stage.do(year, "P15_T4", "sgj.leader", {"decision": "退回"}, status=422)
    all_equal()


def test_the_reminder_of_the_first_of_june_tells_only_when_nobody_has_started_the_next_year(stage: Stage, year: str) -> None:
    def told(who: str) -> int:
        return sum("尚未启动" in n["text"] for n in stage.person(who).get("/notices?limit=200")["items"])

    stage.clock("2026-05-18 09:00:00")
    stage.clock("2026-06-01 09:00:00")
    assert (told("sgj.handler"), told("sgj.leader")) == (1, 1)
    stage.clock("2027-05-18 09:00:00")
    stage.start("sgj.handler", "annual_cycle", forms.notice(2028, "2027-06-01", "2027-07-31"))
    stage.clock("2027-06-01 09:00:00")
    assert told("sgj.handler") == 1
    ended = stage.person("auditor").get("/instances?process=annual_cycle_reminder")["items"]
    assert [(i["status"], i["outcome"]) for i in ended] == [("ended", "已检查")] * 2
    all_equal()
