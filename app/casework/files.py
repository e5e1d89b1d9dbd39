"""Files that answers name: they must exist, be the sender's own or already of this case, and belong to the case from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import engine
from app.errors import DataInvalid
from app.history.written import file_said
from app.models import Instance, StoredFile
from app.people import Actor


def files_in(
    session: Session, release: engine.Release, form: str | None, answers: Mapping[str, Any], actor: Actor, instance: Instance | None = None
) -> list[StoredFile]:
    """Those that the answers of this form name and that belong to no case yet; `instance` None: of a case that is about to begin.

    Raises  DataInvalid with the pointer of an id that is no file of this person or case.
    """
    known = release.form(form) if form else None
    if known is None:
        return []
    return _fresh(session, {pointer: str(number) for pointer, number in known.file_ids(answers)}, actor, instance)


def papers_in(session: Session, papers: Sequence[int], actor: Actor, instance: Instance) -> list[StoredFile]:
    """The same for the papers beside the answers (代录)."""
    return _fresh(session, {f"/papers/{i}": str(number) for i, number in enumerate(papers)}, actor, instance)


def bind(session: Session, files: Sequence[StoredFile], instance: Instance, address: str) -> None:
    """They belong to the case from here on: the event that says so names them (`files_said`)."""
    if files:
        belong = update(StoredFile).where(StoredFile.id.in_({file.id for file in files})).values(instance_id=instance.id, address=address)
        session.execute(belong.execution_options(synchronize_session=False))


def files_said(files: Sequence[StoredFile]) -> dict[str, Any]:
    """The part of an event that names them; nothing when there are none."""
    return {"files": [file_said(file) for file in sorted({f.id: f for f in files}.values(), key=lambda f: f.id)]} if files else {}


def _fresh(session: Session, named: Mapping[str, str], actor: Actor, instance: Instance | None) -> list[StoredFile]:
    if not named:
        return []
    numbers = {int(n) for n in named.values() if n.isdigit()}
    rows = {f.id: f for f in session.scalars(select(StoredFile).where(StoredFile.id.in_(numbers)))}
    wrong = [pointer for pointer, number in named.items() if not number.isdigit() or not _usable(rows.get(int(number)), actor, instance)]
    if wrong:
        errors = [{"pointer": pointer, "message": "附件不存在 / unknown file"} for pointer in wrong]
        raise DataInvalid("所填附件不存在或不属于本案件。", "A file is unknown.", errors=errors)
    return [f for f in rows.values() if f.instance_id is None]


def _usable(file: StoredFile | None, actor: Actor, instance: Instance | None) -> bool:
    if file is None:
        return False
    return file.uploaded_by == actor.username if file.instance_id is None else instance is not None and file.instance_id == instance.id
