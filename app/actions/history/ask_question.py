"""A question that an auditor asks, answered over a period: a page of rows, or all of them for a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.access.reading import log_reading
from app.clock import real_now
from app.db import transaction
from app.errors import DataInvalid, NotFound
from app.ground.calendars import calendar_of, latest_calendar
from app.ground.case_clock import case_now
from app.people import Actor, require
from app.periods import SHANGHAI, local_day
from app.questions import QUESTIONS, Asked, Question
from app.records.changes import plain
from app.views.labels import labels_of
from app.views.offices import office_name
from app.views.paging import Order, Page, Part, cut
from app.views.tasks import names_of

LONGEST_YEARS = 10
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Period:
    """Days, both included; None: the last twelve months up to today. `office`: of this department alone; `n`: the number some questions ask for."""

    first: date | None = None
    last: date | None = None
    office: str | None = None
    n: int | None = None


def list_questions(actor: Actor) -> list[dict[str, Any]]:
    """The questions with their words and columns.

    Raises  NotAllowed.
    """
    _require(actor)
    return [
        {
            "key": q.key, "title": q.title, "title_en": q.title_en, "words": q.words, "words_en": q.words_en, "limit": q.limit,
            "columns": [vars(column) for column in q.columns],
        }
        for q in QUESTIONS.values()
    ]  # fmt: skip


def ask_question(actor: Actor, key: str, period: Period, *, limit: int = 50, after: list[Any] | None = None) -> Page[dict[str, Any]]:
    """Newest first. That it was asked is logged.

    Raises  NotAllowed, NotFound, DataInvalid for a period that is none, RequestMalformed for a cursor of another list.
    """
    _require(actor)
    question = _known(key)
    with transaction() as session:
        asked = _asked(session, question, period)
        log_reading(session, actor, f"question {key}", None)
        found = question.rows(asked).subquery()
        order = Order(key, Part(found.c.at, datetime, descending=True), Part(found.c.tie, int, descending=True))
        matching = _of_office(select(found), found, period)
        total = session.scalars(select(func.count()).select_from(matching.subquery())).one()
        rows, more = cut(session.execute(matching.where(*order.after(after)).order_by(*order.by()).limit(limit + 1)).all(), limit)
        shown = _shown(session, actor, question, asked, [dict(row._mapping) for row in rows])
    return Page(shown, total, order.key([rows[-1].at, rows[-1].tie]) if more else None)


def all_rows(session: Session, actor: Actor, key: str, period: Period) -> tuple[Question, list[dict[str, Any]]]:
    """For a file; at most 20,000 rows.

    Raises  the same.
    """
    _require(actor)
    question = _known(key)
    asked = _asked(session, question, period)
    found = question.rows(asked).subquery()
    matching = _of_office(select(found), found, period).order_by(found.c.at.desc(), found.c.tie.desc())
    rows = session.execute(matching.limit(MOST_ROWS + 1)).all()
    if len(rows) > MOST_ROWS:
        raise DataInvalid(f"超过{MOST_ROWS}行，请缩小范围后导出。", f"More than {MOST_ROWS} rows: narrow the period.", errors=[])
    log_reading(session, actor, f"question {key}, {len(rows)} rows", None)
    return question, _shown(session, actor, question, asked, [dict(row._mapping) for row in rows])


def _require(actor: Actor) -> None:
    require(actor.holds("auditor"), "只有审计人员可以查看审计问题。", "These questions are for auditors.")


def _known(key: str) -> Question:
    if key not in QUESTIONS:
        raise NotFound(f"没有审计问题「{key}」。", f"There is no question {key!r}.")
    return QUESTIONS[key]


def _asked(session: Session, question: Question, period: Period) -> Asked:
    now = case_now(session)
    days = local_day(now), local_day(real_now())  # cases have their own clock while people are trained; acts on people and reads have not
    last = period.last or max(days)
    first = period.first or _year_before(min(*days, last))
    if first > last:
        raise _wrong("first", "开始日期晚于结束日期。", "It ends before it begins.")
    if first < last.replace(year=max(1, last.year - LONGEST_YEARS), day=min(last.day, 28)):
        raise _wrong("first", f"时间范围不能超过{LONGEST_YEARS}年，请分段查询。", f"At most {LONGEST_YEARS} years at once.")
    start, end = (datetime.combine(day, time(), SHANGHAI) for day in (first, last + timedelta(days=1)))
    return Asked(start, end, period.n if period.n is not None else (question.limit or 0), now, calendar_of(latest_calendar(session)))


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _wrong(field: str, zh: str, en: str) -> DataInvalid:
    return DataInvalid(zh, en, errors=[{"pointer": f"/query/{field}", "message": f"{zh} / {en}"}])


def _of_office(matching: Select[Any], found: Any, period: Period) -> Select[Any]:
    return matching.where(found.c.dept == period.office) if period.office and "dept" in found.c else matching


def _shown(session: Session, actor: Actor, question: Question, asked: Asked, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    finished = [row | question.finish(row, asked) for row in rows]
    names = names_of(session, actor, {row.get(column) for row in finished for column in question.people})
    return [_row(question, row, names) for row in finished]


def _row(question: Question, row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {"dept_name": office_name(row["dept"]) if row.get("dept") else None}
    for column in question.people:
        said[column] = names.get(row[column], row[column]) if row.get(column) else None
    for column in question.elements:
        said[column] = labels_of(row["release_id"]).named.get(row[column], row[column]) if row.get(column) else None
    shown = {column.name: plain(said.get(column.name, row.get(column.name))) for column in question.columns}
    return {**shown, "instance": str(row["instance_id"]) if row.get("instance_id") else None}
