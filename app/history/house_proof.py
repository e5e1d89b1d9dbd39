"""The rows of the house held against its chain: every row is computed again from the events, and the first that differs is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.history.chain import Break
from app.history.house import AT_ONCE, Entry, house_entries, house_head, linked, sealed
from app.history.house_rows import MANIFEST, SEALED, Sealed, manifest_digest, told
from app.history.sources import Fault
from app.models import Register, Release

Said = dict[str, tuple[Any, int]]  # column → what it must be, and which event says so


@dataclass
class Known:
    """What the events say until now: the rows of each table by key, the rows that are gone; of tables with many rows the keys alone."""

    rows: dict[str, dict[Any, Said]] = field(default_factory=lambda: {name: {} for name, table in SEALED.items() if not table.many})
    gone: dict[tuple[str, Any], int] = field(default_factory=dict)
    keys: dict[str, set[Any]] = field(default_factory=lambda: {name: set() for name, table in SEALED.items() if table.many})
    events: int = 0


@dataclass(frozen=True)
class Proven:
    """How many events and rows there are, and the first fault."""

    events: int
    rows: int
    fault: Fault | None


def prove_house(session: Session, key: bytes) -> Proven:
    """The chain first, then every row of every table; inside a transaction that sees one moment."""
    known, waiting = Known(), _Waiting()
    head, last = house_head(session), None
    for entry, broken in linked(key, house_entries(session)):
        if broken:
            return Proven(known.events, 0, _chain_fault(broken))
        last, known.events = entry, entry.seq
        _learn(known, waiting, entry)
        if waiting.full and (fault := _compare_waiting(session, waiting, known)):
            return Proven(known.events, 0, fault)
    if not head.mac and not known.events and _never_begun(session):
        return Proven(0, 0, None)
    if (known.events, last.hash if last else head.hash) != (head.count, head.hash):
        said = f"单位与权限的记录应有 {head.count} 条，现有 {known.events} 条，或末条不符"
        return Proven(known.events, 0, {"where": "house", "seq": min(known.events, head.count) + 1, "said": said})
    if not sealed(key, head):
        return Proven(known.events, 0, {"where": "house", "seq": known.events, "said": "单位与权限记录链的封印与其校验值不符"})
    fault = _compare_waiting(session, waiting, known) or next(_row_faults(session, known), None)
    return Proven(known.events, sum(map(len, known.rows.values())) + sum(map(len, known.keys.values())), fault)


def _chain_fault(broken: Break) -> Fault:
    return {"where": "house", "seq": broken.seq, "said": f"单位与权限的记录链：{broken.said}"}


def _never_begun(session: Session) -> bool:
    """An empty database before its first start."""
    register = session.execute(select(Register.last_number, Register.mac).where(Register.id == 1)).one_or_none()
    return register is not None and tuple(register) == (0, b"")


class _Waiting:
    """Rows of tables with many rows that are compared together."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, Any], Said] = {}

    @property
    def full(self) -> bool:
        return len(self.rows) >= AT_ONCE


def _learn(known: Known, waiting: _Waiting, entry: Entry) -> None:
    said = orjson.loads(entry.payload)
    for name, rows in said.get("put", {}).items():
        table = SEALED[name]
        for row in rows:
            key = row[table.key]
            known.gone.pop((name, key), None)
            if table.many:
                known.keys[name].add(key)
                waiting.rows[name, key] = {column: (value, entry.seq) for column, value in row.items()}
            else:
                before = known.rows[name].setdefault(key, {})
                before.update({c: (v, entry.seq) for c, v in row.items() if c not in before or before[c][0] != v})
    for name, keys in said.get("take", {}).items():
        for key in keys:
            known.gone[name, key] = entry.seq
            waiting.rows.pop((name, key), None)
            (known.keys[name].discard if SEALED[name].many else known.rows[name].pop)(key)


def _compare_waiting(session: Session, waiting: _Waiting, known: Known) -> Fault | None:
    asked, waiting.rows = waiting.rows, {}
    for name, table in SEALED.items():
        wanted = {key: said for (of, key), said in asked.items() if of == name}
        if wanted:
            found = {row[0]: row for row in _rows(session, table, wanted)}
            fault = next(_compared(table, wanted, found, session), None)
            if fault:
                return fault
    return None


def _row_faults(session: Session, known: Known) -> Iterator[Fault]:
    for name, table in SEALED.items():
        if table.many:
            keys = session.scalars(select(getattr(table.model, table.key)), execution_options={"yield_per": 10 * AT_ONCE})
            extra = min((key for key in keys if key not in known.keys[name]), default=None)
            if extra is not None:
                yield _foreign(table, extra, known)
            continue
        wanted, found = known.rows[name], {row[0]: row for row in _rows(session, table)}
        yield from _compared(table, wanted, found, session)
        for key in sorted(found.keys() - wanted.keys()):
            yield _foreign(table, key, known)


def _rows(session: Session, table: Sealed, keys: Iterable[Any] | None = None) -> Iterator[Any]:
    """The columns that events hold, then what proves itself, counted by the database."""
    columns = [getattr(table.model, name) for name in table.columns]
    extra = [counted.label(name) for name, (_, counted) in table.itself.items()]
    more = [Release.manifest] if table.model is Release else []
    statement = select(*columns, *extra, *more)
    yield from session.execute(statement if keys is None else statement.where(columns[0].in_(list(keys))))


def _compared(table: Sealed, wanted: Mapping[Any, Said], found: Mapping[Any, Any], session: Session) -> Iterator[Fault]:
    """Row by row: one that is gone, one that says something else, one whose content is not what it is known by."""
    for key, said in wanted.items():
        row = found.get(key)
        if row is None:
            seq = max((seq for _, seq in said.values()), default=0)
            yield _fault(table, key, said, {"seq": seq}, f"缺失，第 {seq} 条记录载有这一行")
            continue
        for column in (name for name in table.columns if name in said):
            must, seq = said[column]
            if (now := told(getattr(row, column), secret=column in table.secret)) != must:
                where: Fault = {"column": column, "must": shown(must), "found": shown(now), "seq": seq}
                text = f"的「{table.columns[column]}」应为 {shown(must)}（见第 {seq} 条记录），现为 {shown(now)}"
                yield _fault(table, key, said, where, text)
        for column, must, now in _contents(table, row):
            if must != now:
                seq = said[table.key][1]
                text = f"的内容与其 SHA-256 不符：应为 {must[:12]}…（见第 {seq} 条记录），现为 {now[:12]}…"
                yield _fault(table, key, said, {"column": column, "must": must, "found": now, "seq": seq}, text)


def _contents(table: Sealed, row: Any) -> Iterator[tuple[str, str, str]]:
    yield from ((column, getattr(row, by), getattr(row, column)) for column, (by, _) in table.itself.items())
    if table.model is Release:
        yield MANIFEST, row.digest, manifest_digest(row.manifest)


def _foreign(table: Sealed, key: Any, known: Known) -> Fault:
    seq = known.gone.get((table.name, key))
    if seq is not None:
        return _fault(table, key, {}, {"seq": seq}, f"已由第 {seq} 条记录取消，却仍在表中")
    return _fault(table, key, {}, {}, "没有任何记录说明其由来")


def _fault(table: Sealed, key: Any, said: Said, where: Fault, text: str) -> Fault:
    name = next((said[c][0] for c in ("name", "person", "label") if said.get(c, ("",))[0]), None)
    who = f"{table.title}「{name}」（{key}）" if name and name != key else f"{table.title}「{key}」"
    return {"where": "house", "table": table.name, "row": str(key), **where, "said": f"{who}{text}"}


def shown(value: Any) -> str:
    """A value in a sentence."""
    if value is None or value == []:
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)
