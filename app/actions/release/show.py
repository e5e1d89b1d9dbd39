"""One release: its files by hash, its processes."""

from __future__ import annotations

from typing import Any

from app.actions.release.list import newest_calendar, release_view
from app.db import reading
from app.errors import NotFound
from app.models import Release
from app.views.labels import labels_of


def show_release(number: int) -> dict[str, Any]:
    """The release.

    Raises  NotFound.
    """
    with reading() as session:
        release = session.get(Release, number)
        if release is None:
            raise NotFound(f"没有第 {number} 版。", f"There is no release {number}.")
        processes = [{"key": key, "name": name} for key, name in labels_of(number).processes.items()]
        files = [{"path": path, "sha256": sha} for path, sha in sorted(release.manifest.items())]
        return release_view(release, newest_calendar(session)) | {"processes": processes, "files": files}
