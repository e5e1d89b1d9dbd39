"""Releases, newest first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import reading
from app.models import CalendarVersion, Release
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import moment

NEWEST = Order("releases", Part(Release.id, int, descending=True))


def list_releases(*, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """A page of releases without their files.

    Raises  RequestMalformed for a cursor of another list.
    """
    with reading() as session:
        rows, more = cut(session.scalars(select(Release).where(*NEWEST.after(after)).order_by(*NEWEST.by()).limit(limit + 1)).all(), limit)
        total = session.scalars(select(func.count()).select_from(Release)).one()
        calendar = newest_calendar(session)
    return Page([release_view(r, calendar) for r in rows], total, NEWEST.key([rows[-1].id]) if more else None)


def newest_calendar(session: Session) -> str | None:
    """The digest of the calendar that commands use now, whatever the release."""
    return session.scalars(select(CalendarVersion.digest).order_by(CalendarVersion.id.desc()).limit(1)).first()


def release_view(release: Release, calendar: str | None) -> dict[str, Any]:
    """A release without its files."""
    return {
        "n": release.id, "id": release.digest, "message": release.message, "author": release.author,
        "published_at": moment(release.published_at), "calendar": calendar, "file_count": len(release.manifest),
    }  # fmt: skip
