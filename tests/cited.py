"""The clauses of the specification (R30, I20) as people read them: tests speak in codes, the program in the words of the notice."""

from __future__ import annotations

import re
from pathlib import Path

from app.engine.clauses import notice_of
from app.records import clauses

NOTICE = notice_of((Path(__file__).resolve().parents[1] / "processes/clauses.json").read_text("utf-8"))[0]


def said(code: str) -> str:
    """`R30` → «《通知》二(二)2»; `I20` → its rule; other words as they are."""
    return f"《通知》{NOTICE.clauses[code].place}" if re.fullmatch(r"R\d+", code) else str(getattr(clauses, code, code))
