"""The keyed hash chain of the house itself, and the seal of its head. Pure functions, but for those that read the rows.

`hash(n) = BLAKE2b-256(key; "house event" ‖ hash(n-1) ‖ canonical JSON of row n)`: the key of the cases, told apart by the first word.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.history.chain import START, Break, keyed, text
from app.models import HouseEvent, HouseHead

AT_ONCE = 200


@dataclass(frozen=True)
class Entry:
    """An event of the house as the chain sees it; `payload` is canonical JSON text."""

    seq: int
    kind: str
    at: datetime
    actor: str
    payload: str
    hash: bytes


@dataclass(frozen=True)
class Head:
    """How long the chain is and the hash of its last event; `mac` seals both (empty: not begun)."""

    count: int
    hash: bytes
    mac: bytes


NOT_BEGUN = Head(0, START, b"")


def house_link(key: bytes, previous: bytes, entry: Entry) -> bytes:
    """The hash of `entry` after `previous`; `entry.hash` is not looked at."""
    return keyed(key, b"house event", previous, orjson.dumps([entry.seq, entry.kind, text(entry.at), entry.actor, entry.payload]))


def head_seal(key: bytes, count: int, head: bytes) -> bytes:
    """The MAC of the head: a removed last event no longer fits."""
    return keyed(key, b"head of the house", str(count).encode(), head)


def sealed(key: bytes, head: Head) -> bool:
    """Whether the head's own seal holds."""
    return hmac.compare_digest(head_seal(key, head.count, head.hash), head.mac)


def linked(key: bytes, entries: Iterable[Entry]) -> Iterator[tuple[Entry, Break | None]]:
    """Each event, and where the chain breaks at it; ends at the first break."""
    previous, expected = START, 1
    for entry in entries:
        broken = None
        if entry.seq != expected:
            broken = Break(expected, f"第 {expected} 条记录缺失")
        elif not hmac.compare_digest(house_link(key, previous, entry), entry.hash):
            broken = Break(entry.seq, f"第 {entry.seq} 条记录与其校验值不符")
        yield entry, broken
        if broken:
            return
        previous, expected = entry.hash, expected + 1


def house_head(session: Session) -> Head:
    """As it stands in the database now: what a checkpoint signs, and how long the chain is."""
    row = session.execute(select(HouseHead.count, HouseHead.head, HouseHead.mac).where(HouseHead.id == 1)).one_or_none()
    return Head(*row) if row is not None else NOT_BEGUN


def house_entries(session: Session, behind: int = 0, besides: Collection[str] = ()) -> Iterator[Entry]:
    """The events with `seq` above `behind` in order, without the kinds `besides`, read in pieces; to be gone through inside the transaction."""
    columns = (HouseEvent.seq, HouseEvent.kind, HouseEvent.at, HouseEvent.actor, HouseEvent.payload, HouseEvent.hash)
    wanted = select(*columns).where(HouseEvent.seq > behind, HouseEvent.kind.not_in(besides))
    rows = session.execute(wanted.order_by(HouseEvent.seq), execution_options={"yield_per": AT_ONCE})
    yield from (Entry(*row) for row in rows)
