"""One record."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from app.access.reading import log_reading
from app.actions.record.list import kind_of_record, readable_records, record_view
from app.db import transaction
from app.errors import NotAllowed, NotFound
from app.people import Actor


def show_record(actor: Actor, kind: str, record_id: int) -> dict[str, Any]:
    """The record; that it was read is logged.

    Raises  NotFound, NotAllowed.
    """
    table = kind_of_record(kind)
    with transaction() as session:
        row = session.execute(select(table, readable_records(actor, table)).where(table.id == record_id)).one_or_none()
        if row is None:
            raise NotFound(f"没有编号为 {record_id} 的记录。", f"There is no record {record_id}.")
        if not row[1]:
            raise NotAllowed("您无权查看该记录。", "This record is not yours to see.")
        log_reading(session, actor, f"record {kind} {record_id}", row[0].instance_id)
        return record_view(row[0])
