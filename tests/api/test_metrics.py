"""`/metrics`: what is open, waits and is late, from the database; requests with their durations, from every process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.orm import Session

from app.clock import real_now
from app.models import Timer
from tests.build import Caller, five
from tests.conftest import Database

People = Callable[[str], Caller]


def scraped(app: Flask) -> dict[str, float]:
    """Sample with its labels → value; no sign-in."""
    answer = app.test_client().get("/metrics")
    assert answer.status_code == 200 and answer.content_type.startswith("text/plain")
    return samples(answer.text)


def samples(text: str) -> dict[str, float]:
    found = {}
    for family in text_string_to_metric_families(text):
        for s in family.samples:
            found[s.name + "".join(f" {k}={v}" for k, v in sorted(s.labels.items()))] = s.value
    return found


def test_what_is_open_and_waits_is_counted_in_the_database(app: Flask, people: People, db: Session) -> None:
    handler, owner = people("sgj.handler"), people("owner")
    for process in ("seq5", "par4", "waiting"):
        handler.start(process)
    owner.post("/instances/2/suspend", {"reason": "等"})
    db.add(Timer(instance_id=1, address="x.1", element="x", process="seq5", due_at=real_now() - timedelta(minutes=2), parked=False))
    db.commit()
    found = scraped(app)
    assert {name: found[name] for name in ("desk_open_tasks", "desk_incidents", "desk_timers", "desk_timers_due", "desk_database_up")} == {
        "desk_open_tasks": 5, "desk_incidents": 0, "desk_timers": 1, "desk_timers_due": 1, "desk_database_up": 1,
    }  # fmt: skip
    assert (found["desk_instances status=running"], found["desk_instances status=suspended"], found["desk_instances_started_total"]) == (2, 1, 3)
    assert 120 <= found["desk_timer_lateness_seconds"] < 180 and found["desk_jobs state=todo"] == 0


def test_requests_are_counted_with_their_durations_and_nothing_about_people(app: Flask, people: People) -> None:
    handler = people("sgj.handler")
    ok, refused = ("desk_request_seconds_count endpoint=tasks.complete method=POST status=" + s for s in ("200", "403"))
    before = scraped(app)
    task = handler.start("seq5")["next_tasks"][0]["id"]
    people("wjw.handler").complete(task, five(), 403)
    handler.complete(task, five())
    after = scraped(app)
    assert (after[ok] - before.get(ok, 0), after[refused] - before.get(refused, 0)) == (1, 1)
    assert after["desk_request_seconds_sum endpoint=tasks.complete method=POST status=200"] > 0
    text = app.test_client().get("/metrics").text
    assert "sgj" not in text and "五步" not in text


def test_a_database_that_is_away_is_said(app: Flask) -> None:
    from app import create_app

    away = create_app({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "HISTORY_KEY": b"x" * 32})
    found = scraped(away)
    assert found["desk_database_up"] == 0 and "desk_open_tasks" not in found


def test_several_processes_are_added_up(database: Database, tmp_path: Path) -> None:
    program = "from wsgi import app; c = app.test_client(); [c.get('/healthz') for _ in range(3)]; print(c.get('/metrics').text)"
    environment = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DATABASE_URL": database.program, "PATH": "/usr/bin:/bin"}
    texts = [subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True).stdout for _ in range(2)]
    counted = [samples(t)["desk_request_seconds_count endpoint=health.alive method=GET status=200"] for t in texts]
    assert counted == [3, 6]
