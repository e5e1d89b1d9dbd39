"""Where the CPU milliseconds of one completion go: samples of a WSGI process by processor time, told by whose code runs."""

from __future__ import annotations

import itertools
import signal
import time
from collections import Counter
from types import FrameType

from app import create_app
from tests.bench.bundle import PEOPLE, ROLES, answers
from tests.bench.stack import Stack

SECONDS_PER_SAMPLE = 0.001
OWNERS = {
    "sqlalchemy": "SQLAlchemy", "psycopg": "psycopg and the socket to PostgreSQL", "SpiffWorkflow": "the engine", "/app/engine/": "the engine",
    "/app/expressions/": "the engine", "/app/forms/": "forms", "jsonschema": "forms", "referencing": "forms", "marshmallow": "marshmallow and smorest",
    "webargs": "marshmallow and smorest", "flask_smorest": "marshmallow and smorest", "flask": "Flask and Werkzeug", "werkzeug": "Flask and Werkzeug",
    "/app/history/": "history", "/app/actions/": "actions", "/app/casework/": "actions", "/app/access/": "actions",
    "/app/views/": "actions", "/app/": "the rest of the house",
}  # fmt: skip


def whose(frame: FrameType | None) -> str:
    """Whose code runs: the innermost frame that belongs to somebody."""
    while frame is not None:
        path = frame.f_code.co_filename
        owner = next((said for part, said in OWNERS.items() if part in path), None)
        if owner:
            return owner
        frame = frame.f_back
    return "the benchmark's own client"


def profile(stack: Stack, walks: int) -> str:
    """A table: milliseconds of one completion (with its form, and a fifth of a start) in this process, by owner; PostgreSQL and gunicorn not included."""
    counted: Counter[str] = Counter()
    app = create_app(stack.settings())
    clients = {}
    for role, name in PEOPLE.items():
        clients[role] = app.test_client()
        token = clients[role].post("/api/v1/session", json={"username": name, "password": "demo"}).get_json()["csrf_token"]
        clients[role].environ_base["HTTP_X_CSRF_TOKEN"] = token

    def walk() -> None:
        case = clients[ROLES[0]].post("/api/v1/processes/seq5/instances", json={"data": {}}).get_json()["instance"]["id"]
        for i, role in enumerate(ROLES):
            task = stack.one("SELECT id FROM task WHERE instance_id = %s AND status = 'open'", int(case))
            clients[role].get(f"/api/v1/tasks/{task}")
            clients[role].post(f"/api/v1/tasks/{task}/complete", json={"data": answers(i)})

    def sample(_: int, frame: FrameType | None) -> None:
        counted[whose(frame)] += 1

    for _ in range(10):
        walk()
    began = time.process_time()
    before = signal.signal(signal.SIGPROF, sample)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_PER_SAMPLE, SECONDS_PER_SAMPLE)
    try:
        for _ in range(walks):
            walk()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    # The system samples more seldom than it is asked to: the samples give the shares, the processor time gives the whole.
    whole = (time.process_time() - began) * 1000 / (walks * len(ROLES))
    cost = {owner: whole * samples / counted.total() for owner, samples in counted.most_common()}
    rows = [f"| {owner} | {ms:.2f} |" for owner, ms in cost.items() if ms >= 0.01]
    return "\n".join(itertools.chain(["| in the web process | ms |", "|---|---|"], rows))
