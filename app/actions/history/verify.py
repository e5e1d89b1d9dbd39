"""Prove a case's history: the chain and its seals hold, and executing it again gives the states that were recorded."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from app import engine
from app.actions.history.verify_house import verify_house
from app.db import transaction
from app.errors import DatabaseAway, NotFound
from app.ground.calendars import calendar_of
from app.ground.releases import definition
from app.ground.seal import history_key
from app.history import chain
from app.history.books import books_fault, books_of
from app.history.draws import false_draw
from app.history.events import Events, at_one_moment, chained, recorded, said
from app.history.fold import all_books_fault, records_fault
from app.history.joined import joined_fault
from app.history.replay import replay
from app.history.rows import rows_fault
from app.history.sources import Fault, Sources
from app.models import Instance, Register

MANY = 2**62


@dataclass(frozen=True)
class Verified:
    """`chain`: ok or broken; `replay`: equal or different; `first_difference`: {"where", "said", and what locates it: seq, number, file, …} or None.

    `early`: how many of the events are from before events named what they wrote; what those wrote beside the case's state is not sealed by them.
    """

    instance: int
    chain: str
    replay: str
    events: int
    first_difference: Fault | None
    early: int = 0

    @property
    def good(self) -> bool:
        """Whether both hold."""
        return self.chain == "ok" and self.replay == "equal"


def verify_instance(instance_id: int) -> Verified:
    """One case.

    Raises  NotFound.
    """
    return _verified(instance_id, Sources(), alone=True)


def verify_all() -> Iterator[Verified]:
    """The house first (people, rights, releases, files), then the register (a missing case), then every case, and the books as a whole."""
    house = verify_house()
    if house.fault is not None:
        yield Verified(0, "broken", "different", house.events, house.fault)
    with transaction() as session:
        missing = _register_fault(session)
        ids = list(session.scalars(select(Instance.id).order_by(Instance.id)))
    if missing is not None:
        yield Verified(0, "broken", "different", 0, missing)
    sources = Sources()
    for number in ids:
        yield _verified(number, sources)
    with transaction() as session:
        at_one_moment(session)
        odd = all_books_fault(session, 0 if not sources.early else MANY if sources.first_named is None else sources.first_named)
    if odd is not None:
        yield Verified(0, "ok", "different", 0, odd)


def _register_fault(session: Session) -> Fault | None:
    """One statement: cases that are started meanwhile are in both or in neither."""
    numbers = select(func.array_agg(Instance.number)).scalar_subquery()
    register = session.execute(select(Register.last_number, Register.mac, numbers).where(Register.id == 1)).one_or_none()
    if register is None or not hmac.compare_digest(register.mac, chain.register_seal(history_key(), register.last_number)):
        return {"where": "register", "said": "案件登记簿与其校验值不符"}
    there = register[2] or []
    gap = chain.first_gap(there, register.last_number)
    if gap is not None:
        return {"where": "register", "number": gap, "said": f"登记簿第 {gap} 号案件缺失"}
    extra = [n for n in there if not 0 < n <= register.last_number]
    return {"where": "register", "number": min(extra), "said": f"第 {min(extra)} 号案件不在登记簿中"} if extra else None


def _verified(instance_id: int, sources: Sources, alone: bool = False) -> Verified:
    with transaction() as session:
        at_one_moment(session)
        instance = session.get(Instance, instance_id, options=[undefer(Instance.snapshot)], populate_existing=True)
        if instance is None:
            raise NotFound(f"没有编号为 {instance_id} 的案件。", f"There is no case {instance_id}.")
        return _verify(session, instance, sources, alone)


def _verify(session: Session, instance: Instance, sources: Sources, alone: bool) -> Verified:
    events = Events(session, instance.id)
    _, changed = sources.release(session, instance.release_id)
    changed = changed or sources.calendar_fault(session, {e.calendar for e in events})
    break_, early = chain.walk(history_key(), instance.number, chained(events, sources.calendars))
    broken = changed or _chain_fault(session, instance, events, sources, break_)
    # Over a release or a calendar that somebody has changed nothing can be executed *again*.
    sources.early += early
    different = changed or _replay_fault(session, instance, events) or (None if broken else _books_fault(session, instance, events, sources, early, alone))
    state = "broken" if broken else "ok"
    return Verified(instance.id, state, "different" if different else "equal", len(events), broken or different, early)


def _chain_fault(session: Session, instance: Instance, events: Events, sources: Sources, fault: chain.Break | None) -> Fault | None:
    key = history_key()
    if fault is not None:
        return {"where": "chain", "seq": fault.seq, "said": fault.said}
    head = events.last.hash if events.last else chain.START
    if len(events) != instance.event_count or head != instance.head:
        here = min(len(events), instance.event_count) + (len(events) != instance.event_count)
        return {"where": "head", "seq": here, "said": f"记录应有 {instance.event_count} 条，现有 {len(events)} 条，或末条不符"}
    release, _ = sources.release(session, instance.release_id)
    sealed = chain.seal(key, instance.number, str(instance.uid), release, len(events), head)
    if hmac.compare_digest(sealed, instance.mac):
        return None
    if events.first and said(events.first).get("release") != release:
        return {"where": "release", "release": instance.release_id, "said": "案件所在的流程版本不是其启动时的版本"}
    return {"where": "seal", "said": "案件封签与其校验值不符"}


def _books_fault(session: Session, instance: Instance, events: Events, sources: Sources, early: int, alone: bool) -> Fault | None:
    """What the case wrote; `alone`: the rows of the books that it wrote to as well, which otherwise are looked at all together."""
    books = books_of(events, early)
    sources.first_named = min(filter(None, (sources.first_named, *books.changes)), default=None)
    joined = joined_fault(session, instance, events, definition(instance.release_id), early)
    return joined or books_fault(session, instance, books) or (records_fault(session, books.records) if alone else None)


def _replay_fault(session: Session, instance: Instance, events: Events) -> Fault | None:
    release = definition(instance.release_id)
    last = None
    for last in replay(release, recorded(events), calendar_of):
        if last.differs:
            return {"where": "replay", "seq": last.event.seq, "said": f"第 {last.event.seq} 条记录：{last.differs}"}
    if last is None or last.state is None or events.last is None:
        return {"where": "replay", "said": "没有可以重新执行的记录"}
    try:
        stored = engine.restore(release, instance.snapshot, now=instance.last_event_at, calendar=calendar_of(events.last.calendar))
        equal = engine.digest(stored) == engine.digest(last.state) and engine.same(stored, last.state)
    except DatabaseAway:
        raise
    except Exception as error:  # noqa: BLE001 - a forged state may be anything: whatever it does when it is read is the fault
        return {"where": "state", "said": f"当前状态无法读取：{error}"}
    if not equal:
        return {"where": "state", "said": "当前状态与重新执行的结果不同"}
    false = false_draw(recorded(events))
    if false is not None:
        return {"where": "draw", "seq": false[0], "said": false[1]}
    return rows_fault(session, instance, events, last.state)
