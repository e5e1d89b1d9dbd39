"""What a command wrote, as the event that caused it names it. Pure functions: the writer and the verification count the same digests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from typing import Any

from app.history.chain import canonical, text
from app.models import Notice, StoredFile
from app.records.base import Written

# The parts of a change that its digest seals, beside the version that it led to.
COLUMNS = ("id", "kind", "record_id", "action", "at", "actor", "before", "after", "instance_id", "element", "key")


def named(wrote: Iterable[Any]) -> dict[str, Any]:
    """The part of an event's payload that names these rows; nothing when there are none."""
    rows = list(wrote)
    changes = [_change(row) for row in rows if isinstance(row, Written)]
    notices = [{"to": row.recipient, "text": row.text} for row in rows if isinstance(row, Notice)]
    return ({"records": changes} if changes else {}) | ({"notices": notices} if notices else {})


def _change(written: Written) -> dict[str, Any]:
    entry = written.entry
    digest = change_digest([getattr(entry, name) for name in COLUMNS], written.version)
    return {
        "change": entry.id, "kind": entry.kind, "id": entry.record_id, "version": written.version, "action": entry.action, "digest": digest,
    }  # fmt: skip


def change_digest(values: Iterable[Any], version: int) -> str:
    """BLAKE2b-256 (hex) of the canonical JSON of a whole change: the values of COLUMNS in that order, and the version."""
    body = [text(value) if isinstance(value, datetime) else steady(value) for value in values]
    return blake2b(canonical([*body, version]).encode(), digest_size=32).hexdigest()


def file_said(file: StoredFile) -> dict[str, Any]:
    """A file as the event names it that binds it to its case."""
    return {"id": file.id, "sha256": file.sha256, "name": file.name, "size": file.size, "type": file.type}


def steady(value: Any) -> Any:
    """A JSON value as the database gives it back: it knows no exponents and no negative zero."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) >= 1e15 else value or 0.0
    if isinstance(value, dict):
        return {name: steady(part) for name, part in value.items()}
    return [steady(part) for part in value] if isinstance(value, list | tuple) else value
