"""Writing records: `create` a row, `change` it, set it aside, and take back all that one activation wrote. Nothing else writes to a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleRefused
from app.periods import SHANGHAI
from app.records.base import Act, Record, RecordChange, Written
from app.records.clauses import I19, I24

R = TypeVar("R", bound=Record)


def plain(value: Any) -> Any:
    """A column's value as JSON: money and percentages as decimal text, moments (in Shanghai's time) and dates as ISO text."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(SHANGHAI).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def typed(kind: type[Record], column: str, value: Any) -> Any:
    """A logged value as the column of this kind of record holds it: the other way of `plain`."""
    if not isinstance(value, str):
        return value
    holds = kind.__table__.columns[column].type.python_type
    if issubclass(holds, datetime):
        return datetime.fromisoformat(value)
    if issubclass(holds, date):
        return date.fromisoformat(value)
    return Decimal(value) if issubclass(holds, Decimal) else value


def create(act: Act, record: R) -> R:
    """Write a new row; gives it with its id."""
    create_all(act, [record])
    return record


def create_all(act: Act, records: Sequence[R]) -> Sequence[R]:
    """Write many new rows of one kind in two statements, however many they are; gives them with their ids."""
    for record in records:
        record.created_at, record.created_by, record.instance_id, record.version = act.at, act.by, act.instance_id, 1
    act.session.add_all(records)
    act.session.flush()
    _log(act, [(record, _entry(act, record, "create", None, _values(record))) for record in records])
    return records


def change(act: Act, record: R, **values: Any) -> R:
    """Update state or flags of a row; nothing is written when nothing differs.

    Raises  RuleRefused when a column that is fixed once it has a value would change, or the row was set aside.
    """
    change_all(act, [(record, values)])
    return record


def change_all(act: Act, changes: Iterable[tuple[Record, Mapping[str, Any]]]) -> None:
    """The same for many rows of one kind, in two statements; a refusal of one refuses all."""
    touched = [(record, before) for record, values in changes if (before := _set(record, values))]
    _touch(act, "change", touched)


def void(act: Act, record: Record) -> None:
    """Set a row aside: it stays, and counts no more.

    Raises  RuleRefused when nothing of the row may change any more (I19).
    """
    _require_open(record, ["voided_at"])
    record.voided_at = act.at
    _touch(act, "void", [(record, {"voided_at": None})])


def log_of(session: Session, record: Record) -> list[RecordChange]:
    """All changes of one row, oldest first."""
    mine = (RecordChange.kind == record.__tablename__, RecordChange.record_id == record.id)
    return list(session.scalars(select(RecordChange).where(*mine).order_by(RecordChange.id)))


def last_changed(session: Session, record: Record) -> datetime:
    """When this row was last written."""
    mine = (RecordChange.kind == record.__tablename__, RecordChange.record_id == record.id)
    return session.scalar(select(func.max(RecordChange.at)).where(*mine)) or record.created_at


def _set(record: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """Put the values into the row; gives what differed, as it was."""
    if record.voided_at is not None:
        raise RuleRefused(f"{record.title}（编号{record.id}）已作废，不能更改。", "The record was set aside.", clause=I24)
    before = {name: getattr(record, name) for name in values if getattr(record, name) != values[name]}
    _require_open(record, list(before))
    fixed = record.fixed_now()
    for name in before:
        if name in fixed and before[name] is not None:
            raise RuleRefused(f"{record.title}的“{name}”一经确定不得更改。", f"«{name}» of a {record.__tablename__} never changes.", clause=I19)
    for name in before:
        setattr(record, name, values[name])
    return before


def _require_open(record: Record, columns: Sequence[str]) -> None:
    if columns and record.is_closed():
        raise RuleRefused(f"{record.title}（编号{record.id}）已定，不得更改或撤回。", f"A {record.__tablename__} that was decided never changes.", clause=I19)


def _touch(act: Act, action: str, touched: Sequence[tuple[Record, Mapping[str, Any]]]) -> None:
    if not touched:
        return
    for record, _ in touched:
        record.version += 1
    act.session.flush()
    entries = []
    for record, before in touched:
        after = {name: plain(getattr(record, name)) for name in before}
        entries.append((record, _entry(act, record, action, {name: plain(value) for name, value in before.items()}, after)))
    _log(act, entries)


def _log(act: Act, entries: Sequence[tuple[Record, RecordChange]]) -> None:
    act.session.add_all(entry for _, entry in entries)
    act.session.flush()
    act.wrote.extend(Written(entry, record.version) for record, entry in entries)


def _values(record: Record) -> dict[str, Any]:
    values = {c.key: plain(getattr(record, c.key)) for c in record.__table__.columns}
    return {name: value for name, value in values.items() if value is not None}


def _entry(act: Act, record: Record, action: str, before: dict[str, Any] | None, after: dict[str, Any]) -> RecordChange:
    return RecordChange(
        at=act.at,
        actor=act.by,
        action=action,
        kind=record.__tablename__,
        record_id=record.id,
        before=before,
        after=after,
        instance_id=act.instance_id,
        element=act.element,
        key=act.key,
    )
