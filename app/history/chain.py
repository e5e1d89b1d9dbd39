"""The keyed hash chain of a case, and the seals that find a missing tail, a missing case, a missing newest case. Pure functions.

`hash(n) = BLAKE2b-256(key; hash(n-1) ‖ canonical JSON of row n)`, `hash(0)` = 32 zero bytes. The key is a file beside the data folder,
never in the database: who can write tables but has no key cannot make a row that fits.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import orjson

START = bytes(32)
# What an event's hash begins with: since events name all that they wrote, another word, so that nobody can call a newer event an early one.
EARLY, NAMING = b"event", b"event, naming what it wrote"


@dataclass(frozen=True)
class Row:
    """An event as the chain sees it; `calendar` is the digest of the calendar the command used, `payload` canonical JSON text."""

    seq: int
    kind: str
    at: datetime
    actor: str
    acting_for: str | None
    element: str | None
    address: str | None
    calendar: str
    payload: str
    hash: bytes


@dataclass(frozen=True)
class Break:
    """The first row that does not follow from the one before it: its number, and what is wrong, in words."""

    seq: int
    said: str


def canonical(value: Any) -> str:
    """JSON text with sorted keys: the same value always gives the same text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def keyed(key: bytes, *parts: bytes) -> bytes:
    """A MAC of 32 bytes; the first part says what is sealed."""
    digest = blake2b(digest_size=32, key=key)
    for part in parts:
        digest.update(part)
    return digest.digest()


def link(key: bytes, previous: bytes, number: int, row: Row, form: bytes = NAMING) -> bytes:
    """The hash of `row` in case `number` after `previous`; `row.hash` is not looked at. `form`: EARLY for events that do not name what they wrote."""
    body = [number, row.seq, row.kind, text(row.at), row.actor, row.acting_for, row.element, row.address, row.calendar, row.payload]
    return keyed(key, form, previous, orjson.dumps(body))


def seal(key: bytes, number: int, uid: str, release: str, count: int, head: bytes) -> bytes:
    """The MAC of a case's row: a removed tail, or a case moved to another release, no longer fits."""
    return keyed(key, b"case", orjson.dumps([number, uid, release, count]), head)


def register_seal(key: bytes, last_number: int) -> bytes:
    """The MAC of the register: a removed newest case no longer fits. It also says that the house's own chain was begun, which so cannot vanish."""
    return keyed(key, b"register, house", str(last_number).encode())


def early_register_seal(key: bytes, last_number: int) -> bytes:
    """The MAC of a register from before the house had a chain of its own."""
    return keyed(key, b"register", str(last_number).encode())


def point_seal(key: bytes, number: int, release: str, n: int, seq: int, suspended: bool, head: bytes, snapshot: bytes) -> bytes:
    """The MAC of a state that is kept between two steps: nobody without the key makes one up, nor one for another history."""
    return keyed(key, b"point", orjson.dumps([number, release, n, seq, suspended]), head, snapshot)


def first_break(key: bytes, number: int, rows: Iterable[Row]) -> Break | None:
    """Where the chain breaks first; None when it holds."""
    return walk(key, number, rows)[0]


def walk(key: bytes, number: int, rows: Iterable[Row]) -> tuple[Break | None, int]:
    """Where the chain breaks first, and how many early events it begins with; after the first newer one there is none any more."""
    previous, expected, early = START, 1, 0
    for row in rows:
        if row.seq != expected:
            return Break(expected, f"第 {expected} 条记录缺失"), early
        if not hmac.compare_digest(link(key, previous, number, row), row.hash):
            if early != expected - 1 or not hmac.compare_digest(link(key, previous, number, row, EARLY), row.hash):
                return Break(row.seq, f"第 {row.seq} 条记录（或其所用的工作日历）与其校验值不符"), early
            early = expected
        previous, expected = row.hash, expected + 1
    return None, early


def first_gap(numbers: Sequence[int], last_number: int) -> int | None:
    """The first case number that the register counts and that is not there."""
    there = set(numbers)
    return next((n for n in range(1, last_number + 1) if n not in there), None)


def text(at: datetime) -> str:
    """A moment as chains hold it: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
