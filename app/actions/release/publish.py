"""Publish a bundle of diagrams, tables, forms and parameters: an immutable release; new cases run on it from now on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson
from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from app import engine
from app.actions.release.check_files import BUNDLE, CALENDAR, require_cases, require_publishable
from app.clock import real_now
from app.db import transaction
from app.engine.facts import Finding
from app.errors import AlreadyThere, DataInvalid, Outdated
from app.ground.calendars import calendar_of, latest_calendar
from app.ground.case_clock import case_now
from app.ground.house import house_act
from app.ground.releases import definition
from app.models import CalendarVersion, Release, ReleaseFile, StartTimer
from app.publishing.calendars import calendar_for, publish_calendar
from app.publishing.cases import FOLDER as CASES

PUBLISHING = 5_2019


@dataclass(frozen=True)
class Published:
    """What was new: a release, a calendar, both — or nothing; `warnings` are the findings that did not stop it."""

    release: Release | None
    calendar: CalendarVersion | None
    warnings: list[Finding]


def publish_release(author: str, files: Mapping[str, str], message: str, based_on: int | None = None) -> Published:
    """Check the whole bundle, play the cases that come with it (they are no part of the release), then store it.
    A changed `processes/calendar.json` is published beside it; alone it makes no release.

    `based_on`: the release that the author has looked at.
    Raises  DiagramRefused (findings of severity error), Outdated (another one was published meanwhile), AlreadyThere (nothing changed),
            DataInvalid (no diagram, no message, a calendar that cannot be read).
    """
    books = {path: content for path, content in files.items() if path.startswith(CASES)}
    bundle = {path: content for path, content in sorted(files.items()) if path != CALENDAR and path not in books}
    if not any(path.endswith(".bpmn") for path in bundle) and (bundle or CALENDAR not in files):
        raise _nothing("/files", "发布内容中没有流程图。", "There is no diagram to publish.")
    warnings = require_publishable(bundle) if bundle else []
    with transaction() as session:
        if books:
            require_cases(bundle, books, calendar_for(session, files.get(CALENDAR)))
        session.execute(text("SELECT pg_advisory_xact_lock(:k)"), {"k": PUBLISHING})
        calendar = publish_calendar(session, author, files.get(CALENDAR))
        release = _publish_bundle(session, author, bundle, message, based_on) if bundle else None
        if calendar is None and release is None:
            raise AlreadyThere("内容与当前版本完全相同，没有可发布的改动。", "Nothing has changed since the current release.")
        if release is not None:
            _set_start_timers(session, release.id)
    return Published(release, calendar, warnings)


def publish_folder(folder: Path, message: str, author: str = "system", *, play: bool = False) -> Published:
    """Publish `folder`/processes and `folder`/forms; `play`: with the cases of `folder`/processes/cases."""
    return publish_release(author, read_folder(folder, *(["processes/cases/*.json"] if play else [])), message)


def read_folder(folder: Path, *more: str) -> dict[str, str]:
    """path → text of everything that belongs to a release, the calendar, and `more` (patterns)."""
    found = {p.relative_to(folder).as_posix(): p for pattern in (*BUNDLE, *more) for p in sorted(folder.glob(pattern))}
    if not any(path.endswith(".bpmn") for path in found):
        raise DataInvalid(f"{folder} 中没有流程图。", f"There is no diagram in {folder}.")
    return {path: file.read_text(encoding="utf-8") for path, file in found.items()}


def _nothing(pointer: str, zh: str, en: str) -> DataInvalid:
    return DataInvalid(zh, en, errors=[{"pointer": pointer, "message": f"{zh} / {en}"}])


def _publish_bundle(session: Session, author: str, bundle: Mapping[str, str], message: str, based_on: int | None) -> Release | None:
    manifest = {path: sha256(content.encode()).hexdigest() for path, content in bundle.items()}
    digest = sha256(orjson.dumps(manifest, option=orjson.OPT_SORT_KEYS)).hexdigest()
    newest = session.scalars(select(Release).order_by(Release.id.desc()).limit(1)).first()
    if based_on is not None and newest is not None and newest.id != based_on:
        raise Outdated(f"他人已发布版本 {newest.id}，请先查看其改动。", f"Release {newest.id} was published meanwhile.", release=newest.id)
    if newest is not None and newest.digest == digest:
        return None
    if session.scalars(select(func.count()).where(Release.digest == digest)).one():
        raise AlreadyThere("相同内容的版本以前发布过；请写明改动后再发布。", "A release with this very content exists.")
    if not message.strip():
        raise _nothing("/message", "请填写发布说明。", "A message is needed.")
    texts = {manifest[path]: content for path, content in bundle.items()}
    there = set(session.scalars(select(ReleaseFile.sha256).where(ReleaseFile.sha256.in_(texts))))
    release = Release(digest=digest, manifest=manifest, message=message, author=author, published_at=real_now())
    with house_act(session, "release:publish", author) as act:
        act.put(*(ReleaseFile(sha256=sha, content=content) for sha, content in texts.items() if sha not in there), release)
    return release


def _set_start_timers(session: Session, number: int) -> None:
    """Timer starts are rows of the current release: the old ones go, nothing from before is caught up."""
    release = definition(number)
    now, calendar = case_now(session), calendar_of(latest_calendar(session))
    session.execute(delete(StartTimer))
    for facts in release.processes():
        due = engine.next_start(release, facts.key, after=now, now=now, calendar=calendar) if facts.start_timer else None
        if due is not None:
            session.add(StartTimer(process=facts.key, element=facts.start_element, release_id=number, due_at=due))
