"""Releases as the engine reads them, parsed once per process."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import engine
from app.db import db, one
from app.errors import NotFound
from app.models import Release, ReleaseFile


def definition(number: int) -> engine.Release:
    """The parsed release; specs are kept in this process and never changed. Two threads may parse the same one at first: either is right."""
    kept: dict[int, engine.Release] = current_app.extensions.setdefault("house.releases", {})
    if number not in kept:
        row = db.session.get_one(Release, number)
        kept[number] = engine.parse(files_of(db.session(), row), name=row.digest)
    return kept[number]


def files_of(session: Session, release: Release) -> dict[str, str]:
    """path → text of every file of the bundle."""
    wanted = set(release.manifest.values())
    rows = session.execute(select(ReleaseFile.sha256, ReleaseFile.content).where(ReleaseFile.sha256.in_(wanted)))
    texts = {sha: content for sha, content in rows}  # noqa: C416 - dict(rows) would take the result for a mapping
    return {path: texts[sha] for path, sha in release.manifest.items()}


def current(session: Session) -> tuple[int, engine.Release]:
    """The newest release and its number.

    Raises  NotFound when nothing was published yet.
    """
    (number,) = one(session, "SELECT max(id) FROM release")
    if number is None:
        raise NotFound("尚未发布任何流程版本。", "Nothing has been published yet.")
    return number, definition(number)
