"""What the events of a case say that it wrote — changes of records, files, notices — held against the rows, none missing, none more, none changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.history.difference import differs, foreign, missing
from app.history.events import Events, said
from app.history.sources import Fault
from app.history.written import COLUMNS, change_digest
from app.models import Event, Instance, Notice, StoredFile
from app.records.base import RecordChange

CHANGES = select(*(getattr(RecordChange, name) for name in COLUMNS))


@dataclass
class Books:
    """What the events of a case name, each with the event; of events that name nothing yet, when the last was written, and at which places they were."""

    changes: dict[int, tuple[Event, Mapping[str, Any]]] = field(default_factory=dict)
    files: dict[int, tuple[Event, Mapping[str, Any]]] = field(default_factory=dict)
    notices: dict[tuple[str, str, datetime], list[int]] = field(default_factory=dict)
    until: datetime | None = None
    places: set[str | None] = field(default_factory=set)

    @property
    def records(self) -> set[tuple[str, int]]:
        """Kind and id of every record that the case wrote."""
        return {(row["kind"], row["id"]) for _, row in self.changes.values()}


def books_of(events: Events, early: int) -> Books:
    """Read from the events once."""
    books = Books()
    for event in events:
        if event.seq <= early:
            books.until = event.at
            books.places.add(event.address or event.element)
        if not any(word in event.payload for word in ('"records"', '"files"', '"notices"', '"told"')):
            continue
        payload = said(event)
        if event.seq > early:
            books.changes |= {row["change"]: (event, row) for row in payload.get("records", ())}
            books.files |= {row["id"]: (event, row) for row in payload.get("files", ())}
            for row in payload.get("notices", ()):
                books.notices.setdefault((row["to"], row["text"], event.at), []).append(event.seq)
        for person in payload["told"] if event.kind in ("task:remind", "task:limit") else ():
            books.notices.setdefault((person, payload["text"], event.at), []).append(event.seq)
    return books


def books_fault(session: Session, instance: Instance, books: Books) -> Fault | None:
    """The first row that differs."""
    return next(chain(_changes(session, instance, books), _files(session, instance, books), _notices(session, instance, books)), None)


def _changes(session: Session, instance: Instance, books: Books) -> Iterator[Fault]:
    mine = or_(RecordChange.instance_id == instance.id, RecordChange.id.in_(books.changes)) if books.changes else RecordChange.instance_id == instance.id
    rows = {row.id: row for row in session.execute(CHANGES.where(mine).order_by(RecordChange.id))}
    for number, (event, named) in books.changes.items():
        row = rows.get(number)
        if row is None:
            yield missing("record_change", number, event.seq)
        elif (fault := change_fault(row, instance, event, named)) is not None:
            yield fault
    for number, row in rows.items():
        if number not in books.changes and not (books.until and row.at <= books.until):
            yield foreign("record_change", number)


def change_fault(row: Any, instance: Instance, event: Event, named: Mapping[str, Any]) -> Fault | None:
    """Whether a change is as its event names it; else which column is not, as far as the other columns and the event say."""
    values = dict(zip(COLUMNS, row, strict=True))
    if change_digest(values.values(), named["version"]) == named["digest"]:
        return None
    key = f"{instance.uid}:{event.address}"
    must: dict[str, Any] = {
        "kind": named["kind"], "record_id": named["id"], "action": named["action"], "at": event.at, "actor": event.actor, "instance_id": instance.id,
        "element": event.element, "key": values["key"] if values["key"] in (key, f"{key}:undo") else key,
    }  # fmt: skip
    column = next((name for name in must if values[name] != must[name]), None)
    if column is not None:
        return differs("record_change", row.id, column, must[column], values[column], event.seq)
    return differs("record_change", row.id, "before/after", f"BLAKE2b {named['digest'][:16]}…", {"before": row.before, "after": row.after}, event.seq)


def _files(session: Session, instance: Instance, books: Books) -> Iterator[Fault]:
    mine = or_(StoredFile.instance_id == instance.id, StoredFile.id.in_(books.files)) if books.files else StoredFile.instance_id == instance.id
    columns = ("instance_id", "address", "sha256", "name", "size", "type")
    rows = {row.id: row for row in session.execute(select(StoredFile.id, *(getattr(StoredFile, c) for c in columns)).where(mine))}
    for number, (event, named) in books.files.items():
        row = rows.get(number)
        if row is None:
            yield missing("stored_file", number, event.seq)
            continue
        must = {**named, "instance_id": instance.id, "address": event.address or event.element}
        yield from (differs("stored_file", number, c, must[c], getattr(row, c), event.seq) for c in columns if getattr(row, c) != must[c])
    extra = min((n for n, row in rows.items() if n not in books.files and row.address not in books.places), default=None)
    if extra is not None:
        yield differs("stored_file", extra, "instance_id", None, instance.id, None)


def _notices(session: Session, instance: Instance, books: Books) -> Iterator[Fault]:
    """As a heap, for a notice's number is only a number: what is told too seldom, what too often."""
    rows = session.execute(select(Notice.id, Notice.recipient, Notice.text, Notice.created_at).where(Notice.instance_id == instance.id).order_by(Notice.id))
    wanted = Counter({row: len(seqs) for row, seqs in books.notices.items()})
    extra = []
    for number, recipient, told, at in rows:
        heap = (recipient, told, at)
        if wanted[heap] > 0:
            wanted[heap] -= 1
        elif not (books.until and at <= books.until):
            extra.append((number, heap))
    gone = next((heap for heap, count in wanted.items() if count), None)
    if gone is None:
        yield from (foreign("notice", number) for number, _ in extra)
        return
    seq = books.notices[gone][0]
    near = max(extra, key=lambda e: sum(a == b for a, b in zip(e[1], gone, strict=True)), default=None)
    if near is None:
        yield missing("notice", f"«{gone[0]}»", seq)
        return
    names = ("recipient", "text", "created_at")
    column = next(i for i in range(3) if near[1][i] != gone[i])
    yield differs("notice", near[0], names[column], gone[column], near[1][column], seq)
