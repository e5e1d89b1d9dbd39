"""Check diagrams, tables and forms without storing anything: findings with element, rule and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from app.clock import real_now, stopwatch
from app.db import transaction
from app.engine.checking import blocks, check
from app.engine.facts import Finding
from app.errors import DiagramRefused, RequestMalformed
from app.ground.calendars import calendar_of, latest_calendar
from app.models import Release
from app.periods import Calendar
from app.publishing.cases import case_findings
from app.publishing.known import catalogue_known, release_known

MOST_FILES = 300
# A check that strangers may ask for answers within two seconds; publishing and the command line look through everything.
SECONDS = 1.2
CALENDAR = "processes/calendar.json"
# What a release is made of, and the calendar that is published beside it.
BUNDLE = ("processes/*.bpmn", "processes/*.dmn", "processes/parameters.json", "processes/clauses.json", CALENDAR, "forms/*.json")


def check_files(files: Mapping[str, str]) -> list[Finding]:
    """Findings over a few files, or a bundle; what they do not bring themselves the current release gives.

    Raises  XmlRefused, TooLarge: XML that is malformed or attacks (with findings); RequestMalformed: no files, or too many.
    """
    if not 0 < len(files) <= MOST_FILES:
        raise RequestMalformed(f"请提交 1 到 {MOST_FILES} 个文件。", f"Send 1 to {MOST_FILES} files.")
    with transaction() as session:
        number = session.scalars(select(func.max(Release.id))).one()
        known = catalogue_known() if number is None else release_known(number)
        published = latest_calendar(session)
        calendar = calendar_of(published) if published else None
    end = stopwatch() + SECONDS
    return [*check(files, known, enough=lambda: stopwatch() > end), *calendar_findings(calendar, real_now())]


def require_publishable(bundle: Mapping[str, str]) -> list[Finding]:
    """The warnings of a whole bundle, which must stand alone.

    Raises  DiagramRefused with the findings of severity error; XmlRefused, TooLarge as `check_files`.
    """
    findings = check(bundle, catalogue_known())
    _stop_at_errors(findings)
    return findings


def require_cases(bundle: Mapping[str, str], books: Mapping[str, str], calendar: Calendar) -> None:
    """Raises DiagramRefused when a case of `books` (processes/cases/…) comes otherwise over this bundle."""
    _stop_at_errors(list(case_findings({**bundle, **books}, books, calendar)))


def _stop_at_errors(findings: list[Finding]) -> None:
    if errors := blocks(findings):
        first = errors[0]
        raise DiagramRefused(
            f"流程定义有 {len(errors)} 处错误，例如 {first.file}：{first.message}",
            f"The definition has {len(errors)} errors, such as {first.file}: {first.message_en}",
            findings=findings,
        )


def calendar_findings(calendar: Calendar | None, now: datetime) -> list[Finding]:
    """A warning when the working calendar does not know this year or the next: there only weekends count."""
    if calendar is None:
        return []
    return [
        Finding(
            "calendar",
            None,
            f"工作日历没有 {year} 年的节假日，只按周末计算",
            "国务院办公厅公布放假安排后，补充 processes/calendar.json 并发布",
            "warning",
            CALENDAR,
            f"The working calendar does not know the holidays of {year}: only weekends count",
            "Add them to processes/calendar.json once they are announced, and publish",
        )
        for year in (now.year, now.year + 1)
        if not calendar.knows(year)
    ]
