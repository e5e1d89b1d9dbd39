"""A person marks a notice as read, for himself; colleagues of the same role still see it as new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.access.notices import addressed_to
from app.actions.notice.list import notice_view
from app.db import transaction
from app.errors import NotFound
from app.ground.case_clock import case_now
from app.models import Notice
from app.people import Actor


def read_notice(actor: Actor, notice_id: int) -> dict[str, Any]:
    """The notice; reading it twice changes nothing.

    Raises  NotFound, also for a notice to somebody else: its existence is private.
    """
    with transaction() as session:
        notice = session.scalars(select(Notice).where(Notice.id == notice_id, addressed_to(actor)).with_for_update()).one_or_none()
        if notice is None:
            raise NotFound(f"没有编号为 {notice_id} 的通知。", f"There is no notice {notice_id}.")
        if actor.username not in notice.read_by:
            notice.read_by = [*notice.read_by, actor.username]
            notice.read_at = notice.read_at or case_now(session)
        return notice_view(notice, actor)
