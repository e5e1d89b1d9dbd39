"""Taking back what one activation wrote (退回): created rows are set aside, changed columns get their former value. Nothing is removed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.errors import RuleRefused
from app.records.base import Act, RecordChange
from app.records.changes import change, typed, void
from app.records.clauses import I24
from app.records.kinds import KINDS


def reverse(act: Act) -> None:
    """Reverse all changes logged under `act.key`, the newest first. What is fixed for good (a project's code) stays. Doing it twice changes nothing.

    Raises  RuleRefused when a later step has changed the same column again: that one must be taken back first.
    """
    undone = f"{act.key}:undo"
    logged = select(RecordChange).where(RecordChange.key.in_([act.key, undone])).order_by(RecordChange.id.desc())
    entries = list(act.session.scalars(logged))
    if any(entry.key == undone for entry in entries):
        return
    for entry in entries:
        _reverse_one(replace(act, key=undone), entry)


def _reverse_one(act: Act, entry: RecordChange) -> None:
    record = act.session.get(KINDS[entry.kind], entry.record_id, with_for_update={"key_share": True})
    if record is None:
        raise RuleRefused(f"台账记录{entry.kind} {entry.record_id}不存在。", "The record is gone.", clause=I24)
    if entry.action == "create":
        if record.voided_at is None:
            void(act, record)
        return
    former = {name: value for name, value in (entry.before or {}).items() if name not in record.fixed}
    moved = [name for name in former if getattr(record, name) != typed(type(record), name, (entry.after or {}).get(name))]
    if moved:
        raise RuleRefused(
            f"{record.title}（编号{record.id}）在后续步骤中又有更改（{'、'.join(moved)}），不能退回。",
            "A later step changed this record again.",
            clause=I24,
        )
    change(act, record, **{name: typed(type(record), name, value) for name, value in former.items()})
