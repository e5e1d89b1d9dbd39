"""The list: for every table and column of the schema, what proves it, or why nothing does. `docs/proof.md` is written from it."""

from __future__ import annotations

from app.history.proof.books import BOOKS
from app.history.proof.cases import CASES
from app.history.proof.house import TABLES as HOUSE
from app.history.proof.machine import MACHINE
from app.history.proof.said import EVERY, Open, Proven, Said, Table

PARTS: tuple[tuple[str, tuple[Table, ...]], ...] = (
    ("案件", CASES),
    ("台账", BOOKS),
    ("单位与权限", HOUSE),
    ("运行", MACHINE),
)
TABLES: dict[str, Table] = {table.name: table for _, tables in PARTS for table in tables}

__all__ = ["EVERY", "PARTS", "TABLES", "Open", "Proven", "Said", "Table"]
