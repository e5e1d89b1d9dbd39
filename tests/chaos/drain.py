"""After the faults everything that is open is brought to its end, by the same people over the same interface. What does not end is stuck."""

from __future__ import annotations

import time
from typing import Any

import psycopg

from tests.chaos.clients import PEOPLE, Client
from tests.chaos.house import House
from tests.chaos.operator import Operator

RUNNING = "SELECT count(*) FROM instance WHERE ended_at IS NULL"
# Messages that somebody waits for and nobody has sent: their senders were interrupted.
ASKED_FOR = "SELECT correlation FROM wait w WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.name = w.message AND m.correlation = w.correlation)"
WORK_LEFT = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
SUSPENDED = "SELECT '/instances/' || id || '/resume' FROM instance WHERE status = 'suspended'"
INCIDENTS = "SELECT '/incidents/' || id || '/retry' FROM incident WHERE resolved_at IS NULL"


def drain(house: House, clients: dict[str, Client], operator: Operator, seconds: float) -> int:
    """Finish all cases; gives how many are still open when the time is over."""
    until = time.monotonic() + seconds
    for one in (*clients.values(), operator):
        one.person.sign_in()
    with house.owner() as owner:
        while time.monotonic() < until:
            if not _number(owner, RUNNING) and not _number(owner, WORK_LEFT):
                return 0
            for (path,) in owner.execute(f"{SUSPENDED} UNION ALL {INCIDENTS}".encode()).fetchall():
                operator.act(path)
            worked = sum(_inbox(client, until) for client in clients.values()) + _answers(owner, clients[PEOPLE[0]])
            if not worked:
                time.sleep(0.3)
        return _number(owner, RUNNING)


def _inbox(client: Client, until: float) -> int:
    items = [t for view in ("mine", "claimable") for t in client.person.ask("GET", f"/tasks?view={view}&limit=200")[1]["items"]]
    for task in items:
        if time.monotonic() < until:
            client.complete(task)
    return len(items)


def _answers(owner: psycopg.Connection[Any], client: Client) -> int:
    asked = [text.partition("=")[2] for (text,) in owner.execute(ASKED_FOR).fetchall()]
    for number in asked:
        client.answer(int(number))
    return len(asked)


def _number(owner: psycopg.Connection[Any], query: str) -> int:
    row = owner.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])
