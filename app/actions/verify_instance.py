"""Prove a case's history: the chain and its seals hold, and executing it again gives the states that were recorded."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app import engine
from app.actions._calendars import calendar_of
from app.actions._history import chained, recorded, rows_of
from app.actions._releases import definition, files_of
from app.actions._seal import history_key
from app.db import transaction
from app.errors import HouseError, NotFound
from app.history import chain
from app.history.replay import replay
from app.models import CalendarVersion, Event, Instance, Register, Release, Task


@dataclass(frozen=True)
class Verified:
    """`chain`: ok or broken; `replay`: equal or different; `first_difference`: {"where", "seq"?, "said"} or None."""

    instance: int
    chain: str
    replay: str
    events: int
    first_difference: dict[str, str | int] | None

    @property
    def good(self) -> bool:
        """Whether both hold."""
        return self.chain == "ok" and self.replay == "equal"


def verify_instance(instance_id: int) -> Verified:
    """One case.

    Raises  NotFound.
    """
    with transaction() as session:
        instance = session.get(Instance, instance_id, options=[undefer(Instance.snapshot)])
        if instance is None:
            raise NotFound(f"没有编号为 {instance_id} 的案件。", f"There is no case {instance_id}.")
        return _verify(session, instance)


def verify_all() -> Iterator[Verified]:
    """The register first (a missing case), then every case."""
    with transaction() as session:
        missing = _register_fault(session)
        ids = list(session.scalars(select(Instance.id).order_by(Instance.id)))
    if missing is not None:
        yield Verified(0, "broken", "different", 0, missing)
    for number in ids:
        yield verify_instance(number)


def _register_fault(session: Session) -> dict[str, str | int] | None:
    register = session.get(Register, 1)
    if register is None or not hmac.compare_digest(register.mac, chain.register_seal(history_key(), register.last_number)):
        return {"where": "register", "said": "案件登记簿与其校验值不符"}
    numbers = list(session.scalars(select(Instance.number)))
    gap = chain.first_gap(numbers, register.last_number)
    if gap is not None:
        return {"where": "register", "number": gap, "said": f"登记簿第 {gap} 号案件缺失"}
    extra = [n for n in numbers if n > register.last_number]
    return {"where": "register", "number": min(extra), "said": f"第 {min(extra)} 号案件不在登记簿中"} if extra else None


def _verify(session: Session, instance: Instance) -> Verified:
    events = rows_of(session, instance.id)
    broken = _chain_fault(session, instance, events)
    different = _replay_fault(session, instance, events)
    state = "broken" if broken else "ok"
    return Verified(instance.id, state, "different" if different else "equal", len(events), broken or different)


def _chain_fault(session: Session, instance: Instance, events: list[Event]) -> dict[str, str | int] | None:
    key = history_key()
    fault = chain.first_break(key, instance.number, chained(events))
    if fault is not None:
        return {"where": "chain", "said": fault}
    release = session.get_one(Release, instance.release_id)
    head = events[-1].hash if events else chain.START
    if len(events) != instance.event_count or head != instance.head:
        return {"where": "head", "said": f"记录应有 {instance.event_count} 条，现有 {len(events)} 条，或末条不符"}
    sealed = chain.seal(key, instance.number, str(instance.uid), release.digest, len(events), head)
    if not hmac.compare_digest(sealed, instance.mac):
        return {"where": "seal", "said": "案件封签与其校验值不符"}
    return _source_fault(session, release, events)


def _source_fault(session: Session, release: Release, events: list[Event]) -> dict[str, str | int] | None:
    """The release and the calendars themselves: their contents must still have the digests by which the history names them."""
    manifest = sha256(orjson.dumps(release.manifest, option=orjson.OPT_SORT_KEYS)).hexdigest()
    if manifest != release.digest:
        return {"where": "release", "said": f"流程版本 {release.id} 的清单被改动"}
    for path, text in files_of(session, release).items():
        if sha256(text.encode()).hexdigest() != release.manifest[path]:
            return {"where": "release", "said": f"流程版本 {release.id} 的文件 {path} 被改动"}
    for row in session.scalars(select(CalendarVersion).where(CalendarVersion.id.in_({e.calendar for e in events}))):
        if sha256(row.content.encode()).hexdigest() != row.digest:
            return {"where": "calendar", "said": f"工作日历 {row.id} 被改动"}
    return None


def _replay_fault(session: Session, instance: Instance, events: list[Event]) -> dict[str, str | int] | None:
    release = definition(instance.release_id)
    last = None
    for last in replay(release, recorded(events), calendar_of):
        if last.differs:
            return {"where": "replay", "seq": last.event.seq, "said": f"第 {last.event.seq} 条记录：{last.differs}"}
    if last is None or last.state is None:
        return {"where": "replay", "said": "没有可以重新执行的记录"}
    try:
        stored = engine.restore(release, instance.snapshot, now=instance.last_event_at, calendar=calendar_of(events[-1].calendar))
    except (HouseError, ValueError) as error:
        return {"where": "state", "said": f"当前状态无法读取：{error}"}
    if engine.digest(stored) != engine.digest(last.state):
        return {"where": "state", "said": "当前状态与重新执行的结果不同"}
    return _task_fault(session, instance, last.state)


def _task_fault(session: Session, instance: Instance, state: engine.State) -> dict[str, str | int] | None:
    """The open tasks that people see are those that the engine has."""
    rows = set(session.scalars(select(Task.address).where(Task.instance_id == instance.id, Task.status == "open")))
    wanted = {t.address for t in engine.open_tasks(state)} if instance.status in ("running", "incident", "suspended") else set()
    if rows != wanted:
        odd = min(rows ^ wanted)
        return {"where": "tasks", "said": f"待办任务与流程状态不符：{odd}"}
    return None
