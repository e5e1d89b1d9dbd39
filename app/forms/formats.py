"""The formats of fields. Each says no with a reason: the form in which the value is wanted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,10})?", re.ASCII)
_DECIMALS = {
    "yuan": (re.compile(r"-?[0-9]+\.[0-9]{2}", re.ASCII), "请按元填写，保留两位小数，例如 1234567.50", "write 元 with two decimals, e.g. 1234567.50"),
    "wan": (re.compile(r"-?[0-9]+\.[0-9]{2,6}", re.ASCII), "请按万元填写，保留 2 至 6 位小数，例如 860.00", "write 万元 with 2 to 6 decimals, e.g. 860.00"),
    "": (re.compile(r".*"), "请填写规范的数字，例如 12.5", "write a plain decimal, e.g. 12.5"),
}
_PATTERNS: Mapping[str, tuple[re.Pattern[str], str, str]] = {
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII), "请填写日期，例如 2025-07-31", "write a date, e.g. 2025-07-31"),
    "month": (re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])", re.ASCII), "请填写年月，例如 2025-07", "write a month, e.g. 2025-07"),
    "date-time": (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII),
        "请填写带时区的时刻，例如 2025-07-31T09:00:00+08:00", "write a moment with its offset, e.g. 2025-07-31T09:00:00+08:00",
    ),
    "file-id": (re.compile(r"[1-9][0-9]{0,17}", re.ASCII), "附件须先上传", "upload the file first"),
    "project": (re.compile(r"[1-9][0-9]{0,17}", re.ASCII), "请选择项目", "choose a project"),
    "office": (re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}", re.ASCII), "请选择单位", "choose an office"),
    "supplier": (re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,49}", re.ASCII), "请选择供应商", "choose a supplier"),
    "person": (re.compile(r"[^\s/@]{1,80}"), "请选择人员", "choose a person"),
}  # fmt: skip
FORMATS = frozenset({*_PATTERNS, "decimal"})
# The formats whose values name something that the action must look up.
REFERENCES = frozenset({"office", "supplier", "person", "project", "file-id"})


def wrong_format(name: str, text: str, unit: str = "", *, signed: bool = False) -> tuple[str, str] | None:
    """Why `text` is not of this format (Chinese, English); None when it is. A decimal is told its unit and whether it may be negative."""
    if name == "decimal":
        shape, zh, en = _DECIMALS[unit]
        if len(text) > 40 or not DECIMAL.fullmatch(text) or not shape.fullmatch(text) or (text.startswith("-") and not Decimal(text)):
            return zh, en
        return ("不能为负数", "may not be negative") if text.startswith("-") and not signed else None
    known = _PATTERNS.get(name)
    if known is None:
        return None
    pattern, zh, en = known
    if not pattern.fullmatch(text) or not _is_in_the_calendar(name, text):
        return zh, en
    return None


def _is_in_the_calendar(name: str, text: str) -> bool:
    try:
        if name == "date":
            date.fromisoformat(text)
        elif name == "date-time":
            datetime.fromisoformat(text.upper().replace(" ", "T"))
        elif name == "month":
            date.fromisoformat(f"{text}-01")
    except ValueError:
        return False
    return True
