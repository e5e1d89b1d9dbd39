"""The processes that a person may start."""

from __future__ import annotations

from typing import Any

from app.access.startable import is_startable
from app.db import reading
from app.errors import NotFound
from app.ground.releases import current
from app.people import Actor


def list_processes(actor: Actor) -> list[dict[str, Any]]:
    """Of the current release; none when nothing was published yet."""
    with reading() as session:
        try:
            number, release = current(session)
        except NotFound:
            return []
    return [
        {
            "key": p.key, "name": p.name or p.key, "documentation": release.notice.said(p.documentation), "release": number,
            "start_form": p.start_form.rsplit("/", 1)[-1].removesuffix(".json") if p.start_form else None,
        }
        for p in release.processes()
        if is_startable(p, actor)
    ]  # fmt: skip
