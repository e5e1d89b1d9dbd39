"""docs/bpmn.md says for each element of BPMN 2.0 whether it runs here: a tiny diagram for each row proves it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app import engine
from app.engine.checking import blocks, check
from app.engine.facts import Finding
from app.errors import DiagramRefused
from tests.bpmn import activities, events, others, required
from tests.bpmn.played import completed
from tests.bpmn.row import KNOWN, Row

TABLE = Path(__file__).resolve().parents[2] / "docs" / "bpmn.md"
ROWS: dict[str, Row] = {**activities.ROWS, **events.ROWS, **others.ROWS}
RUNS, LIMITED, REFUSED = "运行", "有限制", "不支持"


def said() -> dict[str, tuple[str, str]]:
    """Key of each row of the table → (verdict, what it says)."""
    found = {}
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        if len(cells) == 4 and (key := " ".join(re.findall(r"`([^`]+)`", cells[1]))):
            assert key not in found, f"{key} has two rows"
            found[key] = (cells[2], cells[3])
    return found


def findings(row: Row, body: str) -> list[Finding]:
    return blocks(check(row.files(body), KNOWN))


def named(row: Row, body: str) -> None:
    """It is refused, at the element, with what to do, in both languages."""
    at = [finding for finding in findings(row, body) if finding.element == row.at]
    assert at, findings(row, body)
    for finding in at:
        assert re.search(r"[\u4e00-\u9fff]", finding.message) and re.search(r"[\u4e00-\u9fff]", finding.fix)
        assert finding.message_en and finding.fix_en


def test_the_table_has_a_row_for_every_element_trigger_and_marker_of_bpmn() -> None:
    keys = said().keys()
    assert required.words() - {word for key in keys for word in key.split()} == set()
    assert required.events() - set(keys) == set()
    assert set(keys) == set(ROWS)


@pytest.mark.parametrize("key", ROWS)
def test_each_row_is_true(key: str) -> None:
    row, (verdict, text) = ROWS[key], said()[key]
    assert verdict in (RUNS, LIMITED, REFUSED) and text, "every row says what is meant"
    if verdict == REFUSED:
        assert not row.goes and not row.moves
        named(row, row.body)
        return
    assert findings(row, row.body) == []
    assert " ".join(completed(row)) == row.goes
    if row.limit:
        assert verdict == LIMITED
        named(row, row.limit)


@pytest.mark.parametrize("key", [key for key in ROWS if any(f"{word}EventDefinition" in key for word in ("signal", "compensate", "conditional", "cancel"))])
def test_what_would_never_happen_is_not_even_read(key: str) -> None:
    with pytest.raises(DiagramRefused) as refused:
        engine.parse(ROWS[key].files(ROWS[key].body), name="row")
    assert "x" in [finding["element"] for finding in refused.value.facts["findings"]]
