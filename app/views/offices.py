"""Names of offices, for showing. They hardly ever change, and nothing is decided by them: kept for a minute in each process."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import select

from app.clock import stopwatch
from app.db import reading
from app.models import Office
from app.roles import ROLES

FRESH_SECONDS = 60


@dataclass
class _Names:
    read_at: float = -FRESH_SECONDS
    names: dict[str, str] = field(default_factory=dict)


def office_name(code: str | None) -> str | None:
    """The Chinese name of an office; its code when there is none of this code."""
    if not code:
        return None
    kept: _Names = current_app.extensions.setdefault("house.offices", _Names())
    if stopwatch() - kept.read_at > FRESH_SECONDS or (code not in kept.names and stopwatch() - kept.read_at > 1):
        with reading() as session:
            kept.names = {o.code: o.name for o in session.execute(select(Office.code, Office.name))}
        kept.read_at = stopwatch()
    return kept.names.get(code, code)


def label_of(candidate: str, language: str = "zh") -> dict[str, str | None]:
    """`dept_handler@wjw` as people read it."""
    role, _, office = candidate.partition("@")
    known = ROLES.get(role)
    label = (known.label_en if language == "en" else known.label) if known else role
    name = office_name(office)
    said = not name or (known is not None and known.scope == office)  # a county role names its office itself
    return {"role": role, "office": office or None, "label": label if said else f"{name}·{label}"}
