"""Append events to a case's history and seal it; the register counts a new case here, as late as possible."""

from __future__ import annotations

from dataclasses import dataclass

from app.casework.case import Case
from app.db import as_written, one, run
from app.errors import HistoryBroken
from app.ground.calendars import calendar_digest
from app.ground.releases import definition
from app.ground.seal import history_key
from app.history import chain
from app.models import Task

# One statement, however many events there are. A snapshot that is not new (NULL) stays as it is stored.
_STEP = """
    WITH {done}sealed AS (
        UPDATE instance SET number = %s, status = %s, outcome = %s, ended_at = %s, last_event_at = %s, snapshot = coalesce(%s, snapshot),
        event_count = %s, head = %s, mac = %s WHERE id = %s RETURNING id, last_event_at)
    INSERT INTO event (instance_id, at, calendar, seq, kind, actor, acting_for, element, address, payload, hash)
    SELECT sealed.*, %s, note.* FROM sealed,
    unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bytea[]) AS note"""
_APPEND = _STEP.format(done="")
_APPEND_DONE = _STEP.format(done="done AS (UPDATE task SET status = 'done', done_at = %s, done_by = %s, done_for = %s, assignee = %s WHERE id = %s), ")


@dataclass(frozen=True)
class Done:
    """The task that the command itself did, by whom and for whom."""

    task: Task
    by: str
    on_behalf: str | None


def append_events(case: Case, snapshot: bytes | None = None, done: Done | None = None) -> None:
    """Write all notes of the command, and the case's row with its status, its count, head and seal. Leaves no notes behind.

    `snapshot`: the state that follows, when it is another one; `done`: a task that is done with it.
    """
    key, instance, session = history_key(), case.instance, case.session
    number = instance.number or _count_case(case, key)
    digest = calendar_digest(case.calendar)
    count, head, rows = instance.event_count, instance.head, []
    for note in case.notes:
        count += 1
        who = note.actor or case.actor.username
        row = chain.Row(count, note.kind, case.now, who, note.acting_for, note.element, note.address, digest, chain.canonical(note.payload), b"")
        head = chain.link(key, head, number, row)
        rows.append((row.seq, row.kind, row.actor, row.acting_for, row.element, row.address, row.payload, head))
    case.notes.clear()
    mac = chain.seal(key, number, str(instance.uid), definition(instance.release_id).name, count, head)
    said = {"number": number, "status": instance.status, "outcome": instance.outcome, "ended_at": instance.ended_at, "last_event_at": case.now}
    sealed = {"event_count": count, "head": head, "mac": mac}
    as_written(instance, **said, snapshot=snapshot or instance.snapshot, **sealed)
    session.flush()
    columns = zip(*rows, strict=True) if rows else [()] * 8
    values = (*said.values(), snapshot, *sealed.values(), instance.id, case.calendar, *map(list, columns))
    if done is None:
        run(session, _APPEND, *values)
        return
    task, assignee = done.task, done.task.assignee or done.by
    run(session, _APPEND_DONE, case.now, done.by, done.on_behalf, assignee, task.id, *values)
    as_written(task, status="done", done_at=case.now, done_by=done.by, done_for=done.on_behalf, assignee=assignee)


def _count_case(case: Case, key: bytes) -> int:
    """Take the next gapless number; the register's row stays locked until the commit, so nothing slow may follow."""
    last, mac = one(case.session, "SELECT last_number, mac FROM register WHERE id = 1 FOR UPDATE")
    if mac != chain.register_seal(key, last):
        zh = "案件登记簿与其封印不符：数据库被改动，或密钥不是原来的密钥。请先恢复密钥文件或数据库，再启动新案件。"
        raise HistoryBroken(zh, "The register does not fit its seal: somebody changed it, or the key is another one. No case is begun over it.")
    number: int = last + 1
    run(case.session, "UPDATE register SET last_number = %s, mac = %s WHERE id = 1", number, chain.register_seal(key, number))
    return number
