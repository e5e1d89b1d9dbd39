"""通知: what this person was told, newest first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from app.access.notices import addressed_to, unread_by
from app.db import reading
from app.models import Notice
from app.people import Actor
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import moment

NEWEST = Order("newest", Part(Notice.id, int, descending=True))


def list_notices(actor: Actor, *, unread: bool | None = None, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """A page of notices to this person or to a role of his.

    Raises  RequestMalformed for a cursor of another list.
    """
    conditions = [addressed_to(actor)]
    if unread is not None:
        conditions.append(unread_by(actor) if unread else ~unread_by(actor))
    with reading() as session:
        page = select(Notice).where(*conditions, *NEWEST.after(after)).order_by(*NEWEST.by()).limit(limit + 1)
        rows, more = cut(session.scalars(page).all(), limit)
        total = session.scalars(select(func.count()).select_from(Notice).where(*conditions)).one()
    return Page([notice_view(n, actor) for n in rows], total, NEWEST.key([rows[-1].id]) if more else None)


def notice_view(notice: Notice, actor: Actor) -> dict[str, Any]:
    """A notice as this person sees it: `read_at` is null until he has read it himself."""
    read = actor.username in notice.read_by
    return {
        "id": str(notice.id), "text": notice.text, "instance": str(notice.instance_id) if notice.instance_id is not None else None,
        "created_at": moment(notice.created_at), "read_at": moment(notice.read_at) if read else None,
    }  # fmt: skip
