"""Offices, for choosing one in a form."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select, true

from app.db import reading
from app.models import Office
from app.views.paging import Order, Page, Part, cut

BY_CODE = Order("offices", Part(Office.code, str))


def list_offices(*, kind: str | None = None, q: str | None = None, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """Offices of a kind, by code.

    Raises  RequestMalformed for a cursor of another list.
    """
    conditions = [Office.kind == kind if kind else true()]
    if q and q.strip():
        conditions.append(or_(Office.code.icontains(q.strip(), autoescape=True), Office.name.icontains(q.strip(), autoescape=True)))
    with reading() as session:
        page = select(Office).where(*conditions, *BY_CODE.after(after)).order_by(*BY_CODE.by()).limit(limit + 1)
        rows, more = cut(session.scalars(page).all(), limit)
        total = session.scalars(select(func.count()).select_from(Office).where(*conditions)).one()
    return Page([{"code": o.code, "name": o.name, "kind": o.kind} for o in rows], total, BY_CODE.key([rows[-1].code]) if more else None)
