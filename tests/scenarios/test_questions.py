"""What an auditor asks of all cases, and the answers."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook

from app.actions.person.give_role import give_role
from app.questions import QUESTIONS
from tests.scenarios import forms
from tests.scenarios.play import Stage
from tests.scenarios.test_replay import sent_back


def answers(stage: Stage, key: str, **query: Any) -> list[dict[str, Any]]:
    """The rows of one question, as the auditor sees them."""
    return stage.person("auditor").get(f"/questions/{key}?" + "&".join(f"{name}={value}" for name, value in query.items()))["items"]


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_is_answered_over_an_empty_county_and_over_a_busy_one(stage: Stage, key: str) -> None:
    stage.clock("2025-06-02 09:00:00")
    assert isinstance(answers(stage, key), list)
    sent_back(stage)
    for row in answers(stage, key):
        assert {column.name for column in QUESTIONS[key].columns} | {"instance"} == set(row)


def test_a_deadline_that_was_missed_is_there_with_who_missed_it(stage: Stage) -> None:
    stage.clock("2025-06-02 09:00:00")
    case = stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "智慧医疗"))
    assert answers(stage, "late") == []
    stage.clock("2025-06-25 09:00:00")
    late = answers(stage, "late")[0]
    assert (late["case_name"], late["task"], late["state"], late["dept_name"]) == ("智慧医疗", "前期预研", "仍未办", "县卫健委")
    assert late["days"] > 0 and late["instance"] == case
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    assert [(r["who"], r["state"]) for r in answers(stage, "late")] == [("县卫健委·经办", "已办结")]
    assert answers(stage, "late", office="jyj") == [] and answers(stage, "late", first="2025-01-01", last="2025-05-31") == []


def test_what_was_sent_back_is_found_by_how_often_it_was_done(stage: Stage) -> None:
    sent_back(stage)
    assert [(r["task"], r["times"]) for r in answers(stage, "again")] == [("提出建设需求和构架", 2)]
    assert answers(stage, "again", n=2) == []


def test_acts_at_night_and_on_days_off_are_found(stage: Stage) -> None:
    stage.clock("2025-06-02 19:30:00")
    case = stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", "智慧医疗"))
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    stage.clock("2025-06-03 10:00:00")
    stage.do(case, "P11_T2", "wjw.handler", forms.need())
    stage.clock("2025-06-07 10:00:00")  # a Saturday
    stage.do(case, "P11_T3", "wjw.handler", forms.panel("expert.3", "expert.4", "expert.5", reply_by="2025-12-31"))
    assert [r["task"] for r in answers(stage, "off_hours")] == ["选聘预审专家", "前期预研"]


def test_interventions_stand_with_their_reasons(stage: Stage) -> None:
    case = sent_back(stage)
    stage.person("owner").post(f"/instances/{case}/suspend", {"reason": "等待统一部署"})
    row = answers(stage, "interventions")[0]
    assert (row["act"], row["who"], row["reason"], row["case_name"]) == ("挂起案件", "流程管理员", "等待统一部署", "智慧医疗")


def test_one_person_with_two_posts_in_a_case_is_found(stage: Stage) -> None:
    case = sent_back(stage)
    for expert in ("expert.3", "expert.4"):
        stage.do(case, "P11_T4", expert, forms.opinion(), prefill=True)
    stage.do(case, "P11_T5", "wjw.handler", forms.summary("通过", "2025-06-04", modification_note="已改"))
    assert answers(stage, "two_hands") == []
    give_role("expert.3", "dept_leader", "wjw")
    stage.do(case, "P11_T6", "expert.3", forms.sign("同意"))
    assert [(r["who"], r["first_task"], r["second_task"]) for r in answers(stage, "two_hands")] == [("专家3", "提出预审意见", "审签预审结论")]


def test_reads_are_there_with_the_auditors_own(stage: Stage) -> None:
    case = sent_back(stage)
    stage.person("auditor").get(f"/instances/{case}/steps/3")
    said = {(r["who"], r["what"]) for r in answers(stage, "readers", first="2025-01-01", last="2034-12-31")}
    assert ("审计查阅", "回放第 3 步") in said and ("县卫健委·经办", "查看任务") in said


def test_an_answer_is_saved_as_excel_and_as_csv_with_the_same_rows(stage: Stage) -> None:
    sent_back(stage)
    client = stage.person("auditor").client
    book = load_workbook(io.BytesIO(client.get("/api/v1/exports/questions/again.xlsx").data))
    table = list(csv.reader(io.StringIO(client.get("/api/v1/exports/questions/again.csv").data.decode("utf-8-sig"))))
    assert [str(c.value) for c in next(iter(book.active.iter_rows()))] == table[0] == [c.title for c in QUESTIONS["again"].columns]
    assert (book.active.max_row, len(table), table[1][0]) == (2, 2, "智慧医疗")


def test_a_period_that_is_none_is_refused_with_a_sentence(stage: Stage) -> None:
    auditor = stage.person("auditor")
    wrong = auditor.get("/questions/late?first=2025-06-01&last=2025-05-01", 422)
    assert wrong["detail"] == "开始日期晚于结束日期。"
    assert auditor.get("/questions/late?first=2010-06-01&last=2025-05-01", 422)["detail"] == "时间范围不能超过10年，请分段查询。"
    assert answers(stage, "late", first="2020-01-01", last="2020-12-31") == []
    auditor.get("/questions/nothing", 404)
    stage.person("sgj.handler").get("/questions/late", 403)


def test_the_desk_counts_what_is_new_since_the_last_visit(stage: Stage) -> None:
    case = sent_back(stage)
    stage.person("owner").post(f"/instances/{case}/suspend", {"reason": "等待统一部署"})
    desk = stage.person("auditor").get("/desk")
    assert {n["key"]: n["total"] for n in desk["news"]}["interventions"] == 1 and desk["cases"] == 1
    assert desk["last_visit"] is None and stage.person("auditor").get("/desk") == desk, "the same all day"
