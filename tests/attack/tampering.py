# ruff: noqa: E501
"""What somebody who owns the tables, but has no key, might do to a history; each with the place where verification must find it.

The cases: 1 in the middle of seq5, 2 in the second round of loop and claimed, 3 ended, 4 waits for a message, 5 for a date, 6 for a bank, 7 the newest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

ROWS_OF_A_CASE = ("timer", "wait", "delivery", "notice", "service_call", "incident", "event", "task")


@dataclass(frozen=True)
class Tampering:
    """SQL statements, and the first difference: of which case (0: the register) it is, and what it says at least."""

    sql: tuple[str, ...]
    case: int
    where: str
    place: Mapping[str, Any] = field(default_factory=dict)
    others_suffer: bool = False


def edit(column: str, value: str, case: int = 1, seq: int = 2) -> Tampering:
    """Change one column of one event."""
    return Tampering((f"UPDATE event SET {column} = {value} WHERE instance_id = {case} AND seq = {seq}",), case, "chain", {"seq": seq})


def removed(case: int) -> tuple[str, ...]:
    """Every row of a case."""
    return (*(f"DELETE FROM {table} WHERE instance_id = {case}" for table in ROWS_OF_A_CASE), f"DELETE FROM instance WHERE id = {case}")


def copied(source: int, target: int, number: int) -> tuple[str, ...]:
    """A second case with the rows of the first."""
    columns = "process, title, business_key, release_id, status, outcome, project_id, dept, build_unit, started_by, started_at, ended_at, last_event_at, snapshot"
    seals = "event_count, head, mac"
    task = "address, element, process, name, form, status, candidates, assignee, decisions, item, priority, due_at, created_at, opened_at, done_at, done_by"
    event = "seq, kind, at, actor, acting_for, element, address, calendar, payload, hash"
    return (
        f"INSERT INTO instance (id, uid, number, {columns}, {seals}) SELECT {target}, gen_random_uuid(), {number}, {columns}, {seals} FROM instance WHERE id = {source}",
        f"INSERT INTO event (instance_id, {event}) SELECT {target}, {event} FROM event WHERE instance_id = {source}",
        f"INSERT INTO task (instance_id, {task}) SELECT {target}, {task} FROM task WHERE instance_id = {source}",
    )


def forged_hash(*parts: str) -> str:
    """What somebody without the key might put: a hash of the right length."""
    return "'\\x" + blake2b("".join(parts).encode(), digest_size=32).hexdigest() + "'::bytea"


EVENTS = {
    "an answer is changed": edit("payload", """replace(payload, '"amount":0', '"amount":9')"""),
    "an answer is changed that re-execution cannot see": edit("payload", """replace(payload, '"name":"事项0"', '"name":"别的0"')"""),
    "a payload is no longer JSON": edit("payload", "'{'"),
    "a payload is a list": edit("payload", "'[]'"),
    "a payload is empty": edit("payload", "'{}'"),
    "a payload is as deep as nobody reads": edit("payload", "repeat('[', 100000) || repeat(']', 100000)"),
    "spaces are put into a payload": edit("payload", "payload || ' '"),
    "the start is of another process": edit("payload", """replace(payload, '"process":"seq5"', '"process":"nothing"')""", seq=1),
    "somebody else did it": edit("actor", "'sgj.second'"),
    "it was done for somebody": edit("acting_for", "'vendor.a'"),
    "it happened a day earlier": edit("at", "at - interval '1 day'"),
    "it happened a microsecond later": edit("at", "at + interval '1 microsecond'"),
    "it was another kind of event": edit("kind", "'task:drop'"),
    "it was no step at all": edit("kind", "'task:claim'"),
    "it was another element": edit("element", "'S2'"),
    "it was another activation": edit("address", "'S1.2'"),
    "an address is emptied": edit("address", "NULL"),
    "it used weekends only": edit("calendar", "0"),
    "it used a calendar that is not there": edit("calendar", "99"),
    "a hash is changed": edit("hash", forged_hash("x")),
    "a hash is cut": edit("hash", "'\\x00'::bytea"),
    "a hash of another case is put": edit("hash", "(SELECT hash FROM event WHERE instance_id = 2 AND seq = 2)"),
    "the claim was somebody else's": edit("actor", "'sgj.handler'", case=2, seq=3),
}
ROWS = {
    "one event in the middle is deleted": Tampering(("DELETE FROM event WHERE instance_id = 1 AND seq = 2",), 1, "chain", {"seq": 2}),
    "the first event is deleted": Tampering(("DELETE FROM event WHERE instance_id = 1 AND seq = 1",), 1, "chain", {"seq": 1}),
    "the last event is deleted": Tampering(("DELETE FROM event WHERE instance_id = 1 AND seq = 3",), 1, "head", {"seq": 3}),
    "all events are deleted": Tampering(("DELETE FROM event WHERE instance_id = 1",), 1, "head", {"seq": 1}),
    "an event in the middle is deleted and the rest renumbered": Tampering(
        ("DELETE FROM event WHERE instance_id = 1 AND seq = 2", "UPDATE event SET seq = 2 WHERE instance_id = 1 AND seq = 3"), 1, "chain", {"seq": 2}
    ),
    "the tail is cut and the counter set back": Tampering(
        (
            "DELETE FROM event WHERE instance_id = 1 AND seq = 3",
            "UPDATE instance SET event_count = 2, head = (SELECT hash FROM event WHERE instance_id = 1 AND seq = 2) WHERE id = 1",
        ),
        1,
        "seal",
    ),
    "everything is cut and the counter set to nothing": Tampering(
        ("DELETE FROM event WHERE instance_id = 1", "UPDATE instance SET event_count = 0, head = decode(repeat('00', 32), 'hex') WHERE id = 1"), 1, "seal"
    ),
    "two events change places": Tampering(
        (
            "UPDATE event SET seq = -2 WHERE instance_id = 1 AND seq = 2",
            "UPDATE event SET seq = 2 WHERE instance_id = 1 AND seq = 3",
            "UPDATE event SET seq = 3 WHERE instance_id = 1 AND seq = -2",
        ),
        1,
        "chain",
        {"seq": 2},
    ),
    "all events are renumbered": Tampering(("UPDATE event SET seq = seq + 10 WHERE instance_id = 1",), 1, "chain", {"seq": 1}),
    "a forged event is put at the end": Tampering(
        (
            "INSERT INTO event SELECT instance_id, 4, 'task:claim', at, actor, NULL, 'S3', 'S3.1', calendar, '{}', "
            f"{forged_hash('claim')} FROM event WHERE instance_id = 1 AND seq = 3",
            f"UPDATE instance SET event_count = 4, head = {forged_hash('claim')} WHERE id = 1",
        ),
        1,
        "chain",
        {"seq": 4},
    ),
    "a forged event is put between": Tampering(
        (
            "UPDATE event SET seq = 4 WHERE instance_id = 1 AND seq = 3",
            f"INSERT INTO event SELECT instance_id, 3, kind, at, actor, NULL, element, address, calendar, payload, {forged_hash('b')} FROM event "
            "WHERE instance_id = 1 AND seq = 2",
        ),
        1,
        "chain",
        {"seq": 3},
    ),
    "a whole history is chained with another key": Tampering(
        (
            *(f"UPDATE event SET hash = {forged_hash('own', str(n))} WHERE instance_id = 1 AND seq = {n}" for n in (1, 2, 3)),
            f"UPDATE instance SET head = {forged_hash('own', '3')} WHERE id = 1",
        ),
        1, "chain", {"seq": 1},
    ),
    "the history of one case is put under another": Tampering(
        (
            "DELETE FROM event WHERE instance_id = 2",
            "UPDATE event SET instance_id = 2 WHERE instance_id = 3",
            "UPDATE instance a SET event_count = b.event_count, head = b.head, mac = b.mac, snapshot = b.snapshot FROM instance b WHERE a.id = 2 AND b.id = 3",
            *removed(3),
        ),
        2,
        "chain",
        {"seq": 1},
        others_suffer=True,
    ),
}
CASES = {
    "a case in the middle is removed": Tampering(removed(3), 0, "register", {"number": 3}),
    "the first case is removed": Tampering(removed(1), 0, "register", {"number": 1}),
    "the newest case is removed": Tampering(removed(7), 0, "register", {"number": 7}),
    "the newest case is removed and the register set back": Tampering((*removed(7), "UPDATE register SET last_number = 6"), 0, "register"),
    "a case is removed and the newest gets its number": Tampering(
        (*removed(3), "UPDATE instance SET number = 3 WHERE id = 7", "UPDATE register SET last_number = 6"), 0, "register", others_suffer=True
    ),
    "the register is emptied": Tampering(("DELETE FROM register",), 0, "register"),
    "the register's seal is emptied": Tampering(("UPDATE register SET mac = ''",), 0, "register"),
    "the register counts a case more": Tampering(("UPDATE register SET last_number = 8",), 0, "register"),
    "a case loses its number": Tampering(("UPDATE instance SET number = 0 WHERE id = 4",), 0, "register", {"number": 4}, others_suffer=True),
    "two cases change numbers": Tampering(
        (
            "UPDATE instance SET number = 99 WHERE id = 4",
            "UPDATE instance SET number = 4 WHERE id = 5",
            "UPDATE instance SET number = 5 WHERE id = 4",
        ),
        4,
        "chain",
        {"seq": 1},
        others_suffer=True,
    ),
    "all rows of a case are copied to a new one": Tampering(copied(1, 8, 8), 0, "register", {"number": 8}, others_suffer=True),
    "a case gets another seed": Tampering(("UPDATE instance SET uid = gen_random_uuid() WHERE id = 3",), 3, "seal"),
    "a case gets the seal of another": Tampering(("UPDATE instance SET mac = (SELECT mac FROM instance WHERE id = 2) WHERE id = 1",), 1, "seal"),
    "a case gets the head of another": Tampering(("UPDATE instance SET head = (SELECT head FROM instance WHERE id = 2) WHERE id = 1",), 1, "head", {"seq": 3}),
    "the counter of a case is raised": Tampering(("UPDATE instance SET event_count = 5 WHERE id = 1",), 1, "head", {"seq": 4}),
    "a case is moved to another release": Tampering(("UPDATE instance SET release_id = 2 WHERE id = 1",), 1, "release", {"release": 2}),
    "a running case is called ended": Tampering(("UPDATE instance SET status = 'ended' WHERE id = 1",), 1, "case", {"field": "status"}),
    "an ended case is called running": Tampering(("UPDATE instance SET status = 'running' WHERE id = 3",), 3, "case", {"field": "status"}),
    "a running case is called cancelled": Tampering(("UPDATE instance SET status = 'cancelled' WHERE id = 1",), 1, "case", {"field": "status"}),
    "a running case is called suspended": Tampering(("UPDATE instance SET status = 'suspended' WHERE id = 1",), 1, "case", {"field": "status"}),
    "a running case is called troubled": Tampering(("UPDATE instance SET status = 'incident' WHERE id = 1",), 1, "case", {"field": "status"}),
    "an outcome is changed": Tampering(("UPDATE instance SET outcome = '终止' WHERE id = 3",), 3, "case", {"field": "outcome"}),
    "who started a case is changed": Tampering(("UPDATE instance SET started_by = 'sgj.second' WHERE id = 1",), 1, "case", {"field": "started_by"}),
    "a case is put into the future": Tampering(
        ("UPDATE instance SET last_event_at = last_event_at + interval '9 years' WHERE id = 1",), 1, "case", {"field": "last_event_at"}
    ),
    "the business key is changed": Tampering(("UPDATE instance SET business_key = '别的' WHERE id = 1",), 1, "case", {"field": "business_key"}),
}
STATES = {
    "the state is emptied": Tampering(("UPDATE instance SET snapshot = '' WHERE id = 1",), 1, "state"),
    "the state is cut": Tampering(("UPDATE instance SET snapshot = substr(snapshot, 1, 40) WHERE id = 1",), 1, "state"),
    "a bit of the state is turned": Tampering(("UPDATE instance SET snapshot = set_byte(snapshot, 30, get_byte(snapshot, 30) # 1) WHERE id = 1",), 1, "state"),
    "the state says another version": Tampering(("UPDATE instance SET snapshot = set_byte(snapshot, 0, 9) WHERE id = 1",), 1, "state"),
    "the state is another case's": Tampering(("UPDATE instance SET snapshot = (SELECT snapshot FROM instance WHERE id = 2) WHERE id = 1",), 1, "state"),
    "the state is an ended case's": Tampering(("UPDATE instance SET snapshot = (SELECT snapshot FROM instance WHERE id = 3) WHERE id = 1",), 1, "state"),
}
SOURCES = {
    "a form of a release is changed": Tampering(
        ("UPDATE release_file SET content = replace(content, '\"minimum\": 0', '\"minimum\": 5') WHERE content LIKE '%minimum%'",),
        1, "release", {"file": "forms/BENCH.json"}, others_suffer=True,
    ),
    "a diagram of a release is changed": Tampering(
        ("UPDATE release_file SET content = replace(content, '五步串行', '五步并行') WHERE content LIKE '%五步串行%'",),
        1, "release", {"file": "processes/seq5.bpmn"}, others_suffer=True,
    ),
    "a diagram of a release is broken": Tampering(
        ("UPDATE release_file SET content = '<' WHERE content LIKE '%五步串行%'",), 1, "release", {"file": "processes/seq5.bpmn"}, others_suffer=True
    ),
    "a file of a release is removed": Tampering(
        ("DELETE FROM release_file WHERE content LIKE '%五步串行%'",), 1, "release", {"file": "processes/seq5.bpmn"}, others_suffer=True
    ),
    "a file of a release gets another digest": Tampering(
        ("UPDATE release_file SET sha256 = repeat('0', 64) WHERE content LIKE '%五步串行%'",), 1, "release", {"file": "processes/seq5.bpmn"}, others_suffer=True
    ),
    "the list of a release is changed": Tampering(("UPDATE release SET manifest = manifest - 'forms/BENCH.ui.json' WHERE id = 1",), 1, "release", {"release": 1}, True),
    "the list of a release is emptied": Tampering(("UPDATE release SET manifest = '[]' WHERE id = 1",), 1, "release", {"release": 1}, others_suffer=True),
    "a release gets another digest": Tampering(("UPDATE release SET digest = repeat('0', 64) WHERE id = 1",), 1, "release", {"release": 1}, others_suffer=True),
    "a release becomes what another one is": Tampering(
        (
            "UPDATE release SET digest = 'aside' WHERE id = 2",
            "UPDATE release a SET digest = b.d, manifest = b.m FROM (SELECT encode(sha256('x'), 'hex') d, manifest m FROM release WHERE id = 2) b WHERE a.id = 1",
        ),
        1, "release", {"release": 1}, others_suffer=True,
    ),
    "a calendar that cases used is changed": Tampering(
        ("UPDATE calendar_version SET content = replace(content, '2026-05-01', '2026-05-02')",), 1, "calendar", {"calendar": 1}, others_suffer=True
    ),
    "a calendar is no longer JSON": Tampering(("UPDATE calendar_version SET content = ''",), 1, "calendar", {"calendar": 1}, others_suffer=True),
    "a calendar is changed, and its digest too": Tampering(
        ("UPDATE calendar_version SET content = '{}', digest = encode(sha256('{}'), 'hex')",), 1, "chain", {"seq": 1}, others_suffer=True
    ),
    "a calendar that cases used is removed": Tampering(("DELETE FROM calendar_version",), 1, "chain", {"seq": 1}, others_suffer=True),
}
WORK = {
    "a done task is opened again": Tampering(
        ("UPDATE task SET status = 'open', done_at = NULL WHERE instance_id = 1 AND element = 'S1'",), 1, "tasks", {"address": "S1.1"}
    ),
    "an open task is cancelled": Tampering(("UPDATE task SET status = 'cancelled' WHERE instance_id = 1 AND status = 'open'",), 1, "tasks", {"address": "S3.1"}),
    "an open task is called done": Tampering(
        ("UPDATE task SET status = 'done', done_by = 'sgj.leader' WHERE instance_id = 1 AND status = 'open'",), 1, "tasks", {"address": "S3.1"}
    ),
    "an open task is removed": Tampering(("DELETE FROM task WHERE instance_id = 1 AND status = 'open'",), 1, "tasks", {"address": "S3.1"}),
    "a done task is removed": Tampering(("DELETE FROM task WHERE instance_id = 1 AND element = 'S2'",), 1, "tasks", {"address": "S2.1"}),
    "somebody else did a task": Tampering(("UPDATE task SET done_by = 'sgj.second' WHERE instance_id = 1 AND element = 'S1'",), 1, "tasks", {"address": "S1.1"}),
    "a task was done earlier": Tampering(
        ("UPDATE task SET done_at = done_at - interval '1 day' WHERE instance_id = 1 AND element = 'S1'",), 1, "tasks", {"address": "S1.1"}
    ),
    "an open task goes to another office": Tampering(
        ("UPDATE task SET candidates = '{sgj_handler@sgj}' WHERE instance_id = 1 AND status = 'open'",), 1, "tasks", {"address": "S3.1"}
    ),
    "an open task goes to a person": Tampering(
        ("UPDATE task SET assignee = 'sgj.second' WHERE instance_id = 1 AND status = 'open'",), 1, "tasks", {"address": "S3.1"}
    ),
    "a claim is taken over": Tampering(("UPDATE task SET assignee = 'sgj.handler' WHERE instance_id = 2 AND status = 'open'",), 2, "tasks", {"address": "L1.2"}),
    "a date is put off": Tampering(("UPDATE timer SET due_at = due_at + interval '1 year' WHERE instance_id = 5",), 5, "timers", {"address": "B_late.1"}),
    "a date is removed": Tampering(("DELETE FROM timer WHERE instance_id = 5",), 5, "timers", {"address": "B_late.1"}),
    "a wait is removed": Tampering(("DELETE FROM wait WHERE instance_id = 4",), 4, "waits", {"address": "W_go.1"}),
    "a wait is for somebody else's message": Tampering(("UPDATE wait SET correlation = 'number=8' WHERE instance_id = 4",), 4, "waits", {"address": "W_go.1"}),
    "an order to the bank is called done": Tampering(("UPDATE service_call SET status = 'done' WHERE instance_id = 6",), 6, "calls", {"address": "S_bank.1"}),
}
ALL = {"events": EVENTS, "rows": ROWS, "cases": CASES, "states": STATES, "sources": SOURCES, "work": WORK}
