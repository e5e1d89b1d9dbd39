"""The working calendar that comes with a bundle: content-addressed, published beside the release, not pinned by it (decision 4)."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import real_now
from app.errors import AlreadyThere, DataInvalid
from app.ground.calendars import calendar_of, latest_calendar
from app.ground.house import house_act
from app.models import CalendarVersion
from app.periods import Calendar


def publish_calendar(session: Session, author: str, content: str | None) -> CalendarVersion | None:
    """Store a calendar that is new; None when there is none, or it is the newest.

    Raises  DataInvalid (cannot be read), AlreadyThere (an older one is never published again).
    """
    if content is None:
        return None
    digest = sha256(content.encode()).hexdigest()
    newest = session.scalars(select(CalendarVersion.digest).order_by(CalendarVersion.id.desc()).limit(1)).first()
    if newest == digest:
        return None
    _read_calendar(content)
    existing = session.scalars(select(CalendarVersion).where(CalendarVersion.digest == digest)).one_or_none()
    if existing is not None:
        raise AlreadyThere("这一工作日历以前发布过；请改动后再发布。", "This calendar was published before.")
    row = CalendarVersion(digest=digest, content=content, author=author, published_at=real_now())
    with house_act(session, "calendar:publish", author) as act:
        act.put(row)
    return row


def _read_calendar(content: str) -> Calendar:
    try:
        return Calendar.from_json(content)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        zh, en = f"工作日历无法读取：{error}", f"The calendar cannot be read: {error}"
        raise DataInvalid(zh, en, errors=[{"pointer": "/files/processes~1calendar.json", "message": f"{zh} / {en}"}]) from error


def calendar_for(session: Session, content: str | None) -> Calendar:
    """The calendar that comes with the bundle, else the newest published one."""
    return _read_calendar(content) if content is not None else calendar_of(latest_calendar(session))
