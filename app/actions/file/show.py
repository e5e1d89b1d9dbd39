"""A file, for who may read it: its sender, readers of its case, and an outside party whose task shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.access.reading import is_of, log_reading, may_read_case, sees_answers
from app.actions.file.upload import file_view
from app.casework.look import look_at
from app.casework.open_form import given_for_task
from app.db import transaction
from app.errors import NotAllowed, NotFound
from app.models import Instance, StoredFile, Task
from app.people import Actor


@dataclass(frozen=True)
class Shown:
    """What is known of the file, and its bytes."""

    about: dict[str, Any]
    content: bytes


def show_file(actor: Actor, file_id: int) -> Shown:
    """The file; that it was read is logged.

    Raises  NotFound, NotAllowed.
    """
    with transaction() as session:
        row = session.get(StoredFile, file_id)
        if row is None:
            raise NotFound(f"没有编号为 {file_id} 的附件。", f"There is no file {file_id}.")
        if not _may_read(session, actor, row):
            raise NotAllowed("您无权查看该附件。", "This file is not yours to see.")
        log_reading(session, actor, f"file {row.id}", row.instance_id)
        return Shown(file_view(row), row.content)


def _may_read(session: Session, actor: Actor, row: StoredFile) -> bool:
    if row.uploaded_by == actor.username:
        return True
    instance = session.get(Instance, row.instance_id) if row.instance_id is not None else None
    if instance is None:
        return False
    if sees_answers(actor) and may_read_case(actor, instance):
        return True
    tasks = [t for t in session.scalars(select(Task).where(Task.instance_id == instance.id)) if is_of(actor, t)]
    return any(t.address == row.address for t in tasks) or _is_shown(session, actor, instance, [t for t in tasks if t.status == "open"], row.id)


def _is_shown(session: Session, actor: Actor, instance: Instance, tasks: list[Task], number: int) -> bool:
    """Whether the form of one of these open tasks shows the file at first."""
    if not tasks:
        return False
    case = look_at(session, instance, actor)
    for task in tasks:
        form = case.release.form(task.form) if task.form else None
        if form is not None and any(str(value) == str(number) for _, value in form.file_ids(given_for_task(case, task))):
            return True
    return False
