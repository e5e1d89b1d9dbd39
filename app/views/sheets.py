"""Rows as files to save: Excel, and CSV for other programs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from app.periods import SHANGHAI
from app.records.columns import Column

_FORMATS = {"money": "#,##0.00", "date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
_WIDTHS = {"money": 20, "date": 12, "moment": 18, "number": 10, "yes_no": 8, "text": 26}


@dataclass(frozen=True)
class Sheet:
    """A file to save: its name and its bytes."""

    name: str
    content: bytes


def workbook(title: str, columns: Sequence[Column], rows: Sequence[dict[str, Any]], now: datetime) -> bytes:
    """One sheet under Chinese headings, the first row fixed."""
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


def csv_text(columns: Sequence[Column], rows: Sequence[dict[str, Any]]) -> bytes:
    """UTF-8 with a mark, so that Excel knows it; a text that Excel would take for a formula begins with an apostrophe."""
    file = StringIO()
    lines = csv.writer(file)
    lines.writerow(column.title for column in columns)
    for row in rows:
        lines.writerow(_plain(_value(row.get(column.name), column.shown)) for column in columns)
    return file.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
