"""Lists of records with their filters, and the same lists as Excel: rights, numbers, headings, and no formula out of somebody's text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.record.list import kinds_of_records
from app.db import transaction
from app.models import ReadLog
from app.records.base import Act
from app.records.columns import COLUMNS
from app.records.declaration_window import create_window
from app.records.kinds import KINDS
from app.records.project import Project, create_project
from tests.build import Caller
from tests.records.approved import declare, propose
from tests.records.situations import at

People = Callable[[str], Caller]
PLACES = {"wjw": "全民健康信息平台升级", "jyj": "=HYPERLINK(\"http://x\")教育城域网", "zjj": "智慧停车"}


@pytest.fixture
def books(people: People) -> dict[str, int]:
    """Three declared projects of plan year 2026; that of wjw is approved and proposed for the plan."""
    people("sgj.handler")
    numbers = {}
    with transaction() as session:

        def act(when: str = "2025-06-10 09:00:00", by: str = "wjw.handler", key: str = "case:Task.1") -> Act:
            return Act(session, by, at(when), 1, "Task", key)

        from datetime import date

        create_window(act(by="sgj.handler"), plan_year=2026, open_date=date(2025, 6, 10), close_date=date(2025, 7, 31))
        for dept, name in PLACES.items():
            facts: dict[str, Any] = {
                "leader_in_charge": "张三", "dedicated_person": "李四", "dedicated_phone": "13800000000", "gov_activity_related": True,
                "scope_type": "信息化应用系统", "nature": "改造升级", "fund_nature": "县本级财政性资金", "is_global_major": "否", "demand_origin": [],
                "internal_review_at": at("2025-06-27 09:00:00"),
            }  # fmt: skip
            project: Project = create_project(act(), name=name, dept=dept, build_unit=dept, **facts)
            numbers[dept] = project.id
            declare(act, project)
            if dept == "wjw":
                propose(act, project)
    return numbers


def sheet_of(person: Caller, path: str) -> tuple[Any, Any]:
    answer = person.client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return openpyxl.load_workbook(BytesIO(answer.data)).active, answer


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"wjw", "jyj", "zjj"}),
        ("plan_year=2026", {"wjw", "jyj", "zjj"}),
        ("plan_year=2027", set()),
        ("dept=jyj", {"jyj"}),
        ("state=受理&dept=zjj", {"zjj"}),
        ("state=撤回", set()),
        ("q=智慧", {"zjj"}),
        ("q=EG-2026-WJW", {"wjw"}),
        ("q=SB-2026-002", {"jyj"}),
    ],
)
def test_a_list_is_filtered_by_year_department_state_and_words(people: People, books: dict[str, int], query: str, found: set[str]) -> None:
    rows = people("auditor").get(f"/records/declaration?{query}")
    assert {row["dept"] for row in rows["items"]} == found and rows["total"] == len(found)


def test_a_list_shows_whose_project_it_is(people: People, books: dict[str, int]) -> None:
    [row] = people("auditor").get(f"/records/investment_plan_entry?project={books['wjw']}&dept=wjw&q=健康")["items"]
    assert (row["project_name"], row["dept_name"], row["state"]) == (PLACES["wjw"], "县卫健委", "拟列入")
    assert row["project_code"].startswith("EG-2026-WJW-")
    assert people("auditor").get("/records/investment_plan_entry?dept=jyj")["total"] == 0


def test_a_department_sees_and_saves_its_own_rows_only(people: People, books: dict[str, int]) -> None:
    for who, mine in (("jyj.handler", 1), ("sgj.leader", 3), ("vendor.a", 0), ("admin", 0)):
        assert people(who).get("/records/declaration")["total"] == mine
        sheet, _ = sheet_of(people(who), "/exports/records/declaration.xlsx")
        assert sheet.max_row - 1 == mine
    sheet, _ = sheet_of(people("jyj.handler"), "/exports/records/declaration.xlsx?dept=wjw")
    assert sheet.max_row == 1, "a filter opens no door"


def test_the_file_has_chinese_headings_money_as_numbers_and_times_as_times(people: People, books: dict[str, int]) -> None:
    sheet, answer = sheet_of(people("auditor"), "/exports/records/declaration.xlsx?plan_year=2026&dept=wjw")
    heads = [cell.value for cell in sheet[1]]
    assert heads == [column.title for column in COLUMNS["declaration"]]
    row = dict(zip(heads, sheet[2], strict=True))
    money = row["资金预算（元）"]
    assert (money.data_type, Decimal(str(money.value)), money.number_format) == ("n", Decimal("8600000"), "#,##0.00")
    assert row["盖章时间"].value == datetime(2025, 7, 15, 9, 0) and row["按时"].value == "是"
    assert row["主管部门"].value == "县卫健委" and row["计划年度"].value == 2026
    assert "filename*=UTF-8''%E7%94%B3%E6%8A%A5_2026%E5%B9%B4%E5%BA%A6_" in answer.headers["Content-Disposition"]


def test_a_name_that_begins_with_an_equals_sign_is_a_text_in_the_file(people: People, books: dict[str, int]) -> None:
    sheet, _ = sheet_of(people("auditor"), "/exports/records/declaration.xlsx?dept=jyj")
    names = {cell.value: cell for cell in sheet[2]}
    assert names[PLACES["jyj"]].data_type == "s"


def test_plan_entries_are_saved_too_and_saving_is_noted(people: People, books: dict[str, int], db: Session) -> None:
    sheet, _ = sheet_of(people("auditor"), "/exports/records/investment_plan_entry.xlsx?plan_year=2026")
    row = dict(zip((cell.value for cell in sheet[1]), (cell.value for cell in sheet[2]), strict=True))
    assert (row["总投资（元）"], row["年度投资（元）"], row["批复文号"]) == (8600000, 8600000, "霍发改〔2025〕1号")
    for kind in COLUMNS:
        sheet_of(people("auditor"), f"/exports/records/{kind}.xlsx")
    assert "export investment_plan_entry, 1 rows" in set(db.scalars(select(ReadLog.what)))


def test_what_has_no_list_has_no_file(people: People, books: dict[str, int]) -> None:
    for kind in ("sanction", "nonsense"):
        people("auditor").get(f"/exports/records/{kind}.xlsx", 404)
    assert people("auditor").client.get("/api/v1/exports/records/declaration.xlsx?plan_year=soon").status_code == 422


def test_the_columns_are_fields_of_their_records(people: People) -> None:
    from app.records.kinds import as_json

    attached = {"project_code", "project_name", "dept_name"}
    for kind, columns in COLUMNS.items():
        fields = set(as_json(KINDS[kind]())) | attached
        assert {column.name for column in columns} <= fields, kind
    listed = {row["kind"]: row["columns"] for row in kinds_of_records()}
    assert listed["declaration"][0] == {"name": "no", "title": "申报编号", "title_en": "Declaration no.", "shown": "text"}
    assert {row["kind"] for row in people("auditor").get("/records")["items"]} == set(KINDS)
