"""Every row of the institution's books is what its changes lead to, column by column; and every change belongs to a case whose events name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain, groupby
from typing import Any

from sqlalchemy import Numeric, select
from sqlalchemy.orm import Session

from app.history.books import CHANGES, change_fault
from app.history.difference import differs, foreign, missing
from app.history.events import said
from app.history.sources import Fault
from app.models import Event, Instance
from app.records.base import Record, RecordChange
from app.records.changes import typed
from app.records.kinds import KINDS

AT_ONCE = 1000
Wanted = dict[str, tuple[Any, int]]  # column → what it must be, and the change that says so


def all_books_fault(session: Session, since: int) -> Fault | None:
    """The first row of all books that differs; rows and changes are read side by side, and none is kept.

    `since`: the first change that must belong to a case; those before were written when events did not name changes yet.
    """
    return next(chain(_nobodys(session, since), _all(session)), None)


def records_fault(session: Session, touched: Iterable[tuple[str, int]]) -> Fault | None:
    """The same for these records (kind, id)."""
    by_kind: dict[str, set[int]] = {}
    for kind, number in touched:
        by_kind.setdefault(kind, set()).add(number)
    return next((fault for kind, numbers in sorted(by_kind.items()) if (fault := _kind_fault(session, kind, numbers))), None)


def _all(session: Session) -> Iterator[Fault]:
    for kind in KINDS:
        if fault := _kind_fault(session, kind, None):
            yield fault
            return


def _nobodys(session: Session, since: int) -> Iterator[Fault]:
    """A change that belongs to no case, or is of no kind of record."""
    of_a_case = select(Instance.id).where(Instance.id == RecordChange.instance_id).exists()
    odd = select(RecordChange.id).where((RecordChange.id >= since) & ~of_a_case | RecordChange.kind.not_in(list(KINDS))).order_by(RecordChange.id).limit(1)
    yield from (foreign("record_change", number) for number in session.scalars(odd))


def _kind_fault(session: Session, kind: str, numbers: set[int] | None) -> Fault | None:
    model = KINDS.get(kind)
    if model is None:
        return None
    rows = select(*model.__table__.columns).order_by(model.__table__.c.id)
    changes = CHANGES.where(RecordChange.kind == kind).order_by(RecordChange.record_id, RecordChange.id)
    if numbers is not None:
        rows, changes = rows.where(model.id.in_(numbers)), changes.where(RecordChange.record_id.in_(numbers))
    stream = {"yield_per": AT_ONCE}
    told = groupby(session.execute(changes, execution_options=stream), key=lambda change: change.record_id)
    found = iter(session.execute(rows, execution_options=stream))
    row = next(found, None)
    for number, group in told:
        if row is not None and row.id < number:
            return foreign(kind, row.id)
        entries = list(group)
        fault = _row_fault(model, number, entries, row if row is not None and row.id == number else None)
        if fault is not None:
            return _blamed(session, entries) or _located(session, entries, fault)
        row = next(found, None)
    return None if row is None else foreign(kind, row.id)


def _row_fault(model: type[Record], number: int, entries: list[Any], row: Any) -> tuple[str, Any, Any, int] | None:
    """Column («»: the whole row), what it must be, what stands there, and the change that says so."""
    if entries[0].action != "create":
        return "", None, None, entries[0].id
    wanted: Wanted = {}
    for entry in entries:
        for name, value in (entry.after or {}).items():
            wanted[name] = (value, entry.id)
    wanted["version"] = (len(entries), entries[-1].id)
    if row is None:
        return "", None, None, entries[0].id
    for column in model.__table__.columns:
        value, change = wanted.get(column.key, (None, entries[0].id))
        must, now = _as_stored(column, typed(model, column.key, value)), getattr(row, column.key)
        if must != now:
            return column.key, must, now, change
    return None


def _as_stored(column: Any, value: Any) -> Any:
    """Money and percentages are rounded by the database to what the column holds."""
    if isinstance(value, Decimal) and isinstance(column.type, Numeric) and column.type.scale is not None:
        return value.quantize(Decimal(1).scaleb(-column.type.scale), ROUND_HALF_UP)
    return value


def _blamed(session: Session, entries: list[Any]) -> Fault | None:
    """Before a row is blamed: whether one of its changes is not what its event names."""
    for entry in entries:
        event, named = _naming(session, entry.instance_id, entry.id)
        instance = session.get(Instance, entry.instance_id) if entry.instance_id is not None else None
        if event is not None and named is not None and instance is not None and (fault := change_fault(entry, instance, event, named)):
            return fault | {"case": instance.id}
    return None


def _located(session: Session, entries: list[Any], fault: tuple[str, Any, Any, int]) -> Fault:
    column, must, found, change = fault
    entry = next(e for e in entries if e.id == change)
    event, _ = _naming(session, entry.instance_id, change)
    seq, case = (event.seq, event.instance_id) if event is not None else (None, None)
    if not column:
        return missing(entry.kind, entry.record_id, seq, case) if entry.action == "create" else foreign("record_change", change)
    return differs(entry.kind, entry.record_id, column, must, found, seq, case)


def _naming(session: Session, case: int | None, change: int) -> tuple[Event | None, Any]:
    holds = Event.payload.contains(f'"change":{change},', autoescape=True)
    for event in session.scalars(select(Event).where(Event.instance_id == case, holds)):
        named = next((row for row in said(event).get("records", ()) if row["change"] == change), None)
        if named is not None:
            return event, named
    return None, None
