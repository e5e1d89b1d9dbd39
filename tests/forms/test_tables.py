"""Tables that a task shows filled: their columns are the server's, the person fills the others."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.forms import Form, fill, load


def entries(**more: Any) -> Form:
    row = {
        "type": "object", "additionalProperties": False, "required": ["project_code", "score"],
        "properties": {
            "project_code": {"type": "string", "title": "项目编号", "readOnly": True},
            "budget_wan": {"type": "string", "format": "decimal", "title": "金额", "readOnly": True},
            "score": {"type": "integer", "title": "评分", "minimum": 0, "maximum": 100},
        },
    }  # fmt: skip
    table = {"type": "array", "title": "排序", "items": row, **more}
    return load("F45.json", json.dumps({"type": "object", "additionalProperties": False, "properties": {"entries": table}, "required": ["entries"]}))


GIVEN = {"entries": [{"project_code": "A", "budget_wan": "1.00"}, {"project_code": "B", "budget_wan": "2.00"}]}


def test_without_a_key_rows_are_known_by_their_place() -> None:
    filled = fill(entries(), {"entries": [{"score": 5, "budget_wan": "99.00"}, {"score": 6}]}, given=GIVEN)
    assert filled.errors == []
    assert filled.data["entries"] == [{"score": 5, "project_code": "A", "budget_wan": "1.00"}, {"score": 6, "project_code": "B", "budget_wan": "2.00"}]


def test_with_a_key_rows_may_be_sent_in_any_order() -> None:
    filled = fill(entries(**{"x-key": "project_code"}), {"entries": [{"project_code": "B", "score": 6}, {"project_code": "A", "score": 5}]}, given=GIVEN)
    assert [row["budget_wan"] for row in filled.data["entries"]] == ["2.00", "1.00"]


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([{"project_code": "A", "score": 5}], "缺少行：B"),
        ([{"project_code": "A", "score": 5}, {"project_code": "B", "score": 5}, {"project_code": "C", "score": 5}], "不能增加行"),
        ([{"project_code": "A", "score": 5}, {"project_code": "B", "score": 5}, {"project_code": "B", "score": 5}], "重复"),
    ],
)
def test_a_fixed_table_has_exactly_the_rows_it_was_shown_with(rows: list[Any], word: str) -> None:
    filled = fill(entries(**{"x-key": "project_code", "x-fixed": True}), {"entries": rows}, given=GIVEN)
    assert any(word in error.message_zh for error in filled.errors)


def test_a_row_that_nobody_gave_has_no_columns_of_the_server() -> None:
    filled = fill(entries(**{"x-key": "project_code"}), {"entries": [{"project_code": "C", "score": 5, "budget_wan": "9.00"}]}, given=GIVEN)
    assert filled.data["entries"] == [{"project_code": "C", "score": 5}]


@pytest.mark.parametrize("rows", [[None], [5], ["x"], {}, None, [[]]])
def test_a_table_of_nonsense_is_a_fault_and_no_crash(rows: Any) -> None:
    assert fill(entries(**{"x-key": "project_code"}), {"entries": rows}, given=GIVEN).errors
    assert fill(entries(), {"entries": rows}, given=GIVEN).errors
