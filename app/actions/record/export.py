"""A list of records as an Excel file, as far as this person may read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from sqlalchemy import select

from app.access.reading import log_reading
from app.actions.record.list import Looked, conditions_of, kind_of_record, with_projects
from app.db import transaction
from app.errors import DataInvalid, NotFound
from app.ground.case_clock import case_now
from app.people import Actor
from app.periods import SHANGHAI
from app.records.columns import COLUMNS, Column

MAX_ROWS = 20_000
_FORMATS = {"money": "#,##0.00", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
_WIDTHS = {"money": 20, "date": 12, "moment": 18, "number": 10, "yes_no": 8, "text": 26}


@dataclass(frozen=True)
class Sheet:
    """A file to save: its name and its bytes."""

    name: str
    content: bytes


def export_records(actor: Actor, kind: str, looked: Looked) -> Sheet:
    """The rows that the list gives this person under the same filters, newest first, under Chinese headings.

    Raises  NotFound for a kind without a list, DataInvalid when there are more than 20,000 rows.
    """
    table = kind_of_record(kind)
    if kind not in COLUMNS:
        raise NotFound(f"「{table.title}」没有清单可导出。", f"There is no list of {kind} to export.")
    with transaction() as session:
        found = select(table).where(*conditions_of(actor, table, looked)).order_by(table.id.desc()).limit(MAX_ROWS + 1)
        rows = session.scalars(found).all()
        if len(rows) > MAX_ROWS:
            raise DataInvalid(f"超过{MAX_ROWS}行，请缩小范围后导出。", f"More than {MAX_ROWS} rows: narrow the filter.", errors=[])
        log_reading(session, actor, f"export {kind}, {len(rows)} rows", None)
        now, shown = case_now(session), with_projects(session, rows)
    year = f"_{looked.plan_year}年度" if looked.plan_year is not None else ""
    return Sheet(f"{table.title}{year}_{now.astimezone(SHANGHAI):%Y%m%d}.xlsx", _workbook(table.title, COLUMNS[kind], shown, now))


def _workbook(title: str, columns: tuple[Column, ...], rows: list[dict[str, Any]], now: datetime) -> bytes:
    # Read when the first list is saved: a worker that saves none does not carry it.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = now.astimezone(SHANGHAI).replace(tzinfo=None)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column.shown]

    def cell(value: Any, shown: str) -> Any:
        made = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            made.data_type = "s"  # a text that begins with «=» is a text, no formula
        elif value is not None and shown in _FORMATS:
            made.number_format = _FORMATS[shown]
        return made

    head = [cell(column.title, "text") for column in columns]
    for made in head:
        made.font = Font(bold=True)
    sheet.append(head)
    for row in rows:
        sheet.append([cell(_value(row.get(column.name), column.shown), column.shown) for column in columns])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _value(value: Any, shown: str) -> Any:
    """A field of the interface as Excel holds it: money and numbers as numbers, days and moments (Shanghai) as such, the rest as text."""
    if value is None:
        return None
    if shown == "yes_no":
        return "是" if value else "否"
    if shown in ("money", "number"):
        return Decimal(str(value))
    if shown == "date":
        return date.fromisoformat(value)
    if shown == "moment":
        return datetime.fromisoformat(value).astimezone(SHANGHAI).replace(tzinfo=None)
    return str(value)
