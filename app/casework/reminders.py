"""Telling people of what waits and of what is done too often: a notice for each recipient, and an event that names them and the words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select

from app.casework.append import append_events
from app.casework.case import Case
from app.db import run
from app.engine.facts import Step
from app.models import Notice, Reminder, Task
from app.periods import local_day
from app.roles import candidate


@dataclass(frozen=True)
class Due:
    """A reminder whose moment has come, as it lies in its row."""

    address: str
    element: str
    process: str
    due_at: datetime
    later: Sequence[datetime]
    tells: Sequence[str]


def write_reminders(case: Case, step: Step) -> None:
    """The rows of what began to wait and of what waits no more; no statement when nothing did."""
    mine = case.instance.id
    if step.reminders_gone:
        run(case.session, "DELETE FROM reminder WHERE instance_id = %s AND address = ANY(%s)", mine, list(step.reminders_gone))
    rows = [
        {
            "instance_id": mine, "address": r.address, "element": r.element, "process": r.process, "due_at": r.due[0], "later": list(r.due[1:]),
            "tells": list(r.tells), "parked": False,
        }
        for r in step.reminders_set
    ]  # fmt: skip
    if rows:
        case.session.execute(insert(Reminder).values(rows))


def tell_limits(case: Case, step: Step) -> None:
    """Tasks that are done more often than they should be: told once, and nobody is held back."""
    for passed in step.limits:
        text = f"「{passed.name}」已是第{passed.round}轮（限{passed.limit}轮），请关注：仍可继续，也可终止。"
        told = _told(case, addressed(case, passed.tells), text)
        said = {"round": passed.round, "limit": passed.limit, "told": told, "text": text}
        case.note("task:limit", said, passed.element, passed.address)


def remind(case: Case, due: Due) -> None:
    """Tell whom it is about, once for all moments that have passed, and wait for the next one; the case itself does not move."""
    task = _task(case, due.address)
    name = case.release.element(due.process, due.element).name or due.element
    text = f"提醒：「{name}」{_until(case, task)}，请{'关注' if due.tells else '尽快办理'}。"
    told = _told(case, addressed(case, due.tells) or _who_may(task), text)
    case.note("task:remind", {"due_at": due.due_at.astimezone(UTC).isoformat(), "told": told, "text": text}, due.element, due.address)
    ahead = [moment for moment in due.later if moment > case.now]
    if ahead:
        move = "UPDATE reminder SET due_at = %s, later = %s::timestamptz[] WHERE instance_id = %s AND address = %s"
        run(case.session, move, ahead[0], ahead[1:], case.instance.id, due.address)
    else:
        run(case.session, "DELETE FROM reminder WHERE instance_id = %s AND address = %s", case.instance.id, due.address)
    append_events(case)


def addressed(case: Case, tells: Iterable[str]) -> list[str]:
    """Roles as candidates are stored: in the case's department or build unit, or in the office that is named with them."""
    instance = case.instance
    return list(dict.fromkeys(t if "@" in t else candidate(t, instance.dept, instance.build_unit) for t in tells))


def _told(case: Case, recipients: list[str], text: str) -> list[str]:
    for recipient in recipients:
        case.session.add(Notice(recipient=recipient, instance_id=case.instance.id, text=text, created_at=case.now, read_by=[]))
    return recipients


def _task(case: Case, address: str) -> Task | None:
    open_ones = select(Task).where(Task.instance_id == case.instance.id, Task.address == address, Task.status == "open")
    return case.session.scalars(open_ones).one_or_none()


def _who_may(task: Task | None) -> list[str]:
    return [] if task is None else [task.assignee] if task.assignee else list(task.candidates)


def _until(case: Case, task: Task | None) -> str:
    if task is None:
        return "尚未完成"
    if task.due_at is None:
        return "还没有办理"
    last = local_day(task.due_at - timedelta(seconds=1))
    day = f"{last.month}月{last.day}日" if last.year == local_day(case.now).year else f"{last.year}年{last.month}月{last.day}日"
    return f"还没有办理，期限{day}已过" if task.due_at <= case.now else f"还没有办理，期限{day}"
