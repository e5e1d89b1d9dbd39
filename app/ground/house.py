"""The one way to write what the house's chain proves: people, offices, rights, releases, calendars, files, the training clock.

An act is written with its event in one transaction. Its head's row is locked last and only for the event; no command on a case comes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from app.clock import real_now
from app.db import Base, one
from app.errors import HistoryBroken
from app.ground.case_clock import training
from app.ground.seal import history_key
from app.history import chain, house
from app.history.house_rows import SEALED, Sealed, sealed_row
from app.models import CaseClock, HouseEvent, HouseHead, Register

BASELINE, SETTINGS = "house:baseline", "settings:read"
COMMAND_LINE = "command line"
SYSTEM = "system"
AT_ONCE = 200
_LOCK = """
    INSERT INTO house_head (id, count, head, mac) VALUES (1, 0, '', '') ON CONFLICT (id) DO UPDATE SET id = 1 RETURNING count, head, mac"""


class Act:
    """What an act puts and takes; the rows are the session's as always."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._put: list[Base] = []
        self._gone: dict[str, list[Any]] = {}

    def put(self, *rows: Base) -> None:
        """These rows are new, or changed."""
        self._session.add_all(rows)
        self._put += rows

    def take(self, row: Base) -> None:
        """This row goes."""
        table = SEALED[row.__tablename__]
        self._gone.setdefault(table.name, []).append(getattr(row, table.key))
        self._session.delete(row)

    def said(self) -> dict[str, Any]:
        """As the event holds it."""
        put: dict[str, list[Any]] = {}
        for row in self._put:
            table = SEALED[row.__tablename__]
            put.setdefault(table.name, []).append(sealed_row(table, row))
        return {name: found for name, found in (("put", put), ("take", self._gone)) if found}


@contextmanager
def house_act(session: Session, kind: str, by: str, **more: Any) -> Iterator[Act]:
    """Inside: `put` and `take` rows. At the end they are written, and the event with them; `more`: what else it is to say.

    Raises  HistoryBroken when the chain cannot be continued: somebody has changed it, or the key is another one.
    """
    act = Act(session)
    yield act
    session.flush()
    _append(session, [(kind, by, act.said() | more)])


def note_settings(session: Session, settings: Mapping[str, Any]) -> None:
    """Write down the settings that change what people may do, when they are others than at the last start."""
    last = session.scalars(select(HouseEvent.payload).where(HouseEvent.kind == SETTINGS).order_by(HouseEvent.seq.desc()).limit(1)).first()
    if last != chain.canonical({"settings": settings}):
        with house_act(session, SETTINGS, SYSTEM, settings=dict(settings)):
            pass


def open_house(session: Session) -> bool:
    """Begin the chain, unless it was begun before: what is there already becomes its first events, said to be unsealed until now.

    Raises  HistoryBroken where a chain was begun before and is gone.
    """
    head = house.Head(*one(session, _LOCK))
    if head.mac:
        return False
    _begin(session)
    return True


def _append(session: Session, notes: list[tuple[str, str, dict[str, Any]]]) -> None:
    session.flush()
    head = house.Head(*one(session, _LOCK))
    if not head.mac:
        head = _begin(session)
    if not house.sealed(history_key(), head):
        zh = "单位与权限的记录链与其封印不符：数据库被改动，或密钥不是原来的密钥。请恢复原来的密钥文件，并校验全部记录。"
        raise HistoryBroken(zh, "The house's chain does not fit its seal: it was changed, or the key is another one. Bring back the key, then verify.")
    _write(session, head, notes)


def _write(session: Session, head: house.Head, notes: list[tuple[str, str, dict[str, Any]]]) -> house.Head:
    key, at = history_key(), _moment(session, head.count)
    count, last, rows = head.count, head.hash, []
    for kind, by, said in notes:
        count += 1
        entry = house.Entry(count, kind, at, by, chain.canonical(said), b"")
        last = house.house_link(key, last, entry)
        rows.append({"seq": count, "kind": kind, "at": at, "actor": by, "payload": entry.payload, "hash": last})
    if rows:
        session.execute(insert(HouseEvent), rows)
    mac = house.head_seal(key, count, last)
    written = upsert(HouseHead).values(id=1, count=count, head=last, mac=mac)
    session.execute(written.on_conflict_do_update(index_elements=["id"], set_={"count": count, "head": last, "mac": mac}))
    return house.Head(count, last, mac)


def _begin(session: Session) -> house.Head:
    """The baseline, in pieces, and the register's seal: from now on it says that there is a chain of the house."""
    key = history_key()
    register = session.get_one(Register, 1, with_for_update=True, populate_existing=True)
    unused = register.last_number == 0 and register.mac == b""
    if not unused and register.mac != chain.early_register_seal(key, register.last_number):
        zh = "单位与权限的记录链缺失或被清空，不能重新开始：请从备份恢复数据库，或恢复原来的密钥文件。"
        raise HistoryBroken(zh, "The house's chain is gone, or the key is another one; it is not begun again: restore the database, or the key.")
    register.mac = chain.register_seal(key, register.last_number)
    session.flush()
    notes = [(BASELINE, SYSTEM, {"put": {table.name: rows}}) for table in SEALED.values() for rows in _pieces(session, table)]
    return _write(session, house.NOT_BEGUN, notes or [(BASELINE, SYSTEM, {})])


def _pieces(session: Session, table: Sealed) -> Iterator[list[dict[str, Any]]]:
    columns = [getattr(table.model, name) for name in table.columns]
    for found in session.execute(select(*columns).order_by(columns[0]), execution_options={"yield_per": AT_ONCE}).partitions():
        yield [sealed_row(table, row) for row in found]


def _moment(session: Session, count: int) -> datetime:
    """The time of cases, never before the last event."""
    now = session.scalars(select(CaseClock.now)).one_or_none() if training() else None
    last = session.scalars(select(HouseEvent.at).where(HouseEvent.seq == count)).one_or_none()
    return max(moment for moment in (now or real_now(), last) if moment is not None)
