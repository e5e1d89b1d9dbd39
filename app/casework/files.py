"""Files that answers name: they must exist, be the sender's own or already of this case, and belong to the case from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import engine
from app.errors import DataInvalid
from app.models import Instance, StoredFile
from app.people import Actor


def bind_files(session: Session, release: engine.Release, form: str | None, answers: Mapping[str, Any], actor: Actor, instance: Instance, address: str) -> None:
    """For every file id in the answers of this form.

    Raises  DataInvalid with the pointer of an id that is no file of this person or case.
    """
    known = release.form(form) if form else None
    if known is None:
        return
    named = known.file_ids(answers)
    _bind(session, {pointer: str(number) for pointer, number in named}, actor, instance, address)


def bind_papers(session: Session, papers: Sequence[int], actor: Actor, instance: Instance, address: str) -> None:
    """For the papers beside the answers (代录)."""
    _bind(session, {f"/papers/{i}": str(number) for i, number in enumerate(papers)}, actor, instance, address)


def _bind(session: Session, named: Mapping[str, str], actor: Actor, instance: Instance, address: str) -> None:
    if not named:
        return
    numbers = {int(n) for n in named.values() if n.isdigit()}
    rows = {f.id: f for f in session.scalars(select(StoredFile).where(StoredFile.id.in_(numbers)))}
    wrong = [pointer for pointer, number in named.items() if not number.isdigit() or not _usable(rows.get(int(number)), actor, instance)]
    if wrong:
        errors = [{"pointer": pointer, "message": "附件不存在 / unknown file"} for pointer in wrong]
        raise DataInvalid("所填附件不存在或不属于本案件。", "A file is unknown.", errors=errors)
    fresh = [n for n, f in rows.items() if f.instance_id is None]
    if fresh:
        belong = update(StoredFile).where(StoredFile.id.in_(fresh)).values(instance_id=instance.id, address=address)
        session.execute(belong.execution_options(synchronize_session=False))


def _usable(file: StoredFile | None, actor: Actor, instance: Instance) -> bool:
    return file is not None and (file.instance_id == instance.id or (file.instance_id is None and file.uploaded_by == actor.username))
