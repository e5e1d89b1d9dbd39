"""What must hold afterwards, read from the rows of the database and from the memory of the outside world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import psycopg

from tests.chaos.person import Told
from tests.chaos.world import World

COMPLETIONS = """SELECT e.payload::json->'data'->>'name', t.id, e.actor, e.instance_id, e.address
    FROM event e LEFT JOIN task t ON t.instance_id = e.instance_id AND t.address = e.address WHERE e.kind = 'task:complete'"""
FINISHED = """SELECT i.uid || ':' || e.address, e.payload::json->'result'->>'receipt' FROM event e JOIN instance i ON i.id = e.instance_id
    WHERE e.kind = 'service:finish' AND e.payload::json->>'handler' = 'chaos.order'"""
# Rows that nobody will ever look at again, by what they are. Each must be empty.
LEFT_OVER = {
    "open task of a case that is over": "SELECT t.id FROM task t JOIN instance i ON i.id = t.instance_id WHERE t.status = 'open' AND i.ended_at IS NOT NULL",
    "timer of a case that is over": "SELECT t.address FROM timer t JOIN instance i ON i.id = t.instance_id WHERE i.ended_at IS NOT NULL",
    "reminder of a case that is over": "SELECT r.address FROM reminder r JOIN instance i ON i.id = r.instance_id WHERE i.ended_at IS NOT NULL",
    "wait of a case that is over": "SELECT w.address FROM wait w JOIN instance i ON i.id = w.instance_id WHERE i.ended_at IS NOT NULL",
    "call of a case that is over": "SELECT c.id FROM service_call c JOIN instance i ON i.id = c.instance_id WHERE i.ended_at IS NOT NULL AND c.status = 'open'",
    "timer that is overdue": "SELECT address FROM timer WHERE due_at < now() - interval '10 seconds'",
    "reminder that is overdue": "SELECT address FROM reminder WHERE due_at < now() - interval '10 seconds'",
    "message on its way to nobody": "SELECT message_id FROM delivery WHERE delivered_at IS NULL",
    "job": "SELECT id FROM procrastinate_jobs WHERE status <> 'succeeded'",
    "request that is half answered": "SELECT key FROM idempotency_key WHERE status IS NULL",
    "open incident": "SELECT id FROM incident WHERE resolved_at IS NULL",
    "case without a number": "SELECT id FROM instance WHERE number = 0",
    "case that is not over": "SELECT id FROM instance WHERE ended_at IS NULL",
}
# Things that happen once, by what they are: every row is one that happened more often.
DOUBLED = {
    "task completed": "SELECT instance_id, address FROM event WHERE kind = 'task:complete' GROUP BY 1, 2 HAVING count(*) > 1",
    "timer fired": "SELECT instance_id, address FROM event WHERE kind = 'timer:fire' GROUP BY 1, 2 HAVING count(*) > 1",
    "service finished": "SELECT instance_id, address FROM event WHERE kind = 'service:finish' GROUP BY 1, 2 HAVING count(*) > 1",
    "message delivered": "SELECT payload::json->>'message' FROM event WHERE kind = 'message:deliver' GROUP BY 1 HAVING count(*) > 1",
    "case started": "SELECT business_key FROM instance GROUP BY 1 HAVING count(*) > 1",
    "case ended": "SELECT instance_id FROM event WHERE kind IN ('instance:end', 'instance:cancel') GROUP BY 1 HAVING count(*) > 1",
}


def broken(owner: psycopg.Connection[Any], told: Told, world: World) -> Iterator[str]:
    """Each breach in words; nothing when all holds."""

    def rows(query: str) -> list[tuple[Any, ...]]:
        return owner.execute(query.encode()).fetchall()

    yield from _completions(rows, told)
    yield from _starts_and_claims(rows, told)
    yield from _outside(rows, world)
    yield from _once(rows)
    for name, query in LEFT_OVER.items():
        yield from (f"left over: {name} {row[0]}" for row in rows(query)[:5])
    for name, query in DOUBLED.items():
        yield from (f"doubled: {name} {row}" for row in rows(query)[:5])


def _completions(rows: Callable[[str], list[tuple[Any, ...]]], told: Told) -> Iterator[str]:
    found: dict[str, list[tuple[int, str]]] = {}
    for token, task, actor, _, _ in rows(COMPLETIONS):
        found.setdefault(token, []).append((task, actor))
    for token, said in told.done.items():
        if token not in found:
            yield f"lost: completion {token} of task {said[0]} was acknowledged"
        elif found[token] != [said]:
            yield f"doubled or another's: completion {token} {found[token]}, acknowledged {said}"
    yield from (f"doubled: completion {token} {where}" for token, where in found.items() if len(where) > 1 and token not in told.done)
    yield from (f"refused with {status}, and done: completion {token}" for token, status in told.refused.items() if token in found)


def _starts_and_claims(rows: Callable[[str], list[tuple[Any, ...]]], told: Told) -> Iterator[str]:
    cases = {key: number for number, key in rows("SELECT id, business_key FROM instance")}
    yield from (f"lost: case {token} was acknowledged as {number}" for token, number in told.started.items() if cases.get(token) != number)
    claims = set(rows("SELECT t.id, e.actor FROM event e JOIN task t ON t.instance_id = e.instance_id AND t.address = e.address WHERE e.kind = 'task:claim'"))
    yield from (f"lost: claim of task {task} by {person}" for task, person in told.claimed if (task, person) not in claims)
    over = {number for (number,) in rows("SELECT instance_id FROM event WHERE kind = 'instance:cancel'")}
    yield from (f"lost: case {number} was cancelled" for number in told.cancelled if number not in over)
    sent = dict(rows("SELECT id, correlation FROM message"))
    yield from (f"lost: message for {number}" for number, row in told.sent.items() if sent.get(row) != f"number={number}")


def _outside(rows: Callable[[str], list[tuple[Any, ...]]], world: World) -> Iterator[str]:
    counts, finished = world.counts(), dict(rows(FINISHED))
    calls = {key for (key,) in rows("SELECT key FROM service_call")}
    receipts: dict[str, str] = {}
    for key, _, receipt, repeated in world.orders:
        if repeated != (key in receipts) or receipts.setdefault(key, receipt) != receipt:
            yield f"outside: {key} came again and was not marked"
    yield from (f"outside: order {key} of a call that does not exist" for key in counts.keys() - calls)
    for key, receipt in finished.items():
        if receipts.get(key) != receipt:
            yield f"outside: the case knows receipt {receipt} of {key}, the world gave {receipts.get(key)}"


def _once(rows: Callable[[str], list[tuple[Any, ...]]]) -> Iterator[str]:
    """What a records service does happens as often as its step: the notice and the message of every answer."""
    [(steps,)] = rows("SELECT count(*) FROM event WHERE kind = 'service:finish' AND payload::json->>'handler' = 'chaos.answer'")
    [(notices,)] = rows("SELECT count(*) FROM notice WHERE text LIKE '答复%'")
    [(messages,)] = rows("SELECT count(*) FROM event WHERE kind = 'message:send'")
    if not steps == notices == messages:
        yield f"records: {steps} answers, {notices} notices, {messages} messages"


def happened(owner: psycopg.Connection[Any]) -> dict[str, int]:
    """How much of each kind of event there is."""
    return Counter({str(kind): int(count) for kind, count in owner.execute("SELECT kind, count(*) FROM event GROUP BY 1 ORDER BY 1").fetchall()})
