"""What histories rest on — releases and calendars — as it lies in the database now, held against the digests by which histories name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CalendarVersion, Release, ReleaseFile

Fault = dict[str, str | int]


@dataclass
class Sources:
    """Read once for a whole run; never from what this process keeps, which was read before somebody wrote.

    Beside it what the run has met: how many events that name nothing yet, and the first change of a record that an event names.
    """

    calendars: dict[int, str] = field(default_factory=lambda: {0: ""})
    changed_calendars: dict[int, Fault] = field(default_factory=dict)
    releases: dict[int, tuple[str, Fault | None]] = field(default_factory=dict)
    early: int = 0
    first_named: int | None = None

    def calendar_fault(self, session: Session, numbers: set[int]) -> Fault | None:
        """The first of these calendars whose content was changed; one that is gone breaks the chain instead."""
        wanted = numbers - self.calendars.keys()
        for number, digest, content in _calendars(session, wanted) if wanted else ():
            self.calendars[number] = digest
            if sha256(content.encode()).hexdigest() != digest:
                self.changed_calendars[number] = {"where": "calendar", "calendar": number, "said": f"工作日历 {number} 被改动"}
        return next((self.changed_calendars[n] for n in sorted(numbers) if n in self.changed_calendars), None)

    def release(self, session: Session, number: int) -> tuple[str, Fault | None]:
        """Its digest, and what was changed in it."""
        if number not in self.releases:
            self.releases[number] = _release(session, number)
        return self.releases[number]


def _calendars(session: Session, numbers: set[int]) -> list[tuple[int, str, str]]:
    found = select(CalendarVersion.id, CalendarVersion.digest, CalendarVersion.content).where(CalendarVersion.id.in_(numbers))
    return [(number, digest, content) for number, digest, content in session.execute(found)]


def _release(session: Session, number: int) -> tuple[str, Fault | None]:
    row = session.execute(select(Release.digest, Release.manifest).where(Release.id == number)).one_or_none()
    if row is None:
        return "", _fault(number, "缺失")
    digest, manifest = row
    if not isinstance(manifest, dict) or sha256(orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS)).hexdigest() != digest:
        return digest, _fault(number, "的清单被改动")
    found = session.execute(select(ReleaseFile.sha256, ReleaseFile.content).where(ReleaseFile.sha256.in_(set(manifest.values()))))
    texts = {name: content for name, content in found}  # noqa: C416 - dict(rows) would take the result for a mapping
    for path, wanted in sorted(manifest.items()):
        if wanted not in texts:
            return digest, _fault(number, f"的文件 {path} 缺失", path)
        if sha256(texts[wanted].encode()).hexdigest() != wanted:
            return digest, _fault(number, f"的文件 {path} 被改动", path)
    return digest, None


def _fault(number: int, said: str, file: str | None = None) -> Fault:
    fault: Fault = {"where": "release", "release": number, "said": f"流程版本 {number} {said}"}
    return fault | {"file": file} if file else fault
