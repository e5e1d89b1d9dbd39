"""`/metrics` for Prometheus: requests with their durations, counted in each process; and what the database says is open, waiting, late.

With several web processes each writes its counts into the folder that PROMETHEUS_MULTIPROC_DIR names (`flask serve` sets it), and whichever
is asked adds all of them up. No name, title or answer is in it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.actions.case.measure_load import Load, measure_load
from app.clock import stopwatch
from app.errors import DatabaseAway

metrics = Blueprint("metrics", __name__)
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_own = CollectorRegistry()
_requests = Histogram(
    "desk_request_seconds", "Requests by endpoint and status, with how long they took; completions are tasks.complete", ["endpoint", "method", "status"],
    buckets=SECONDS, registry=_own,
)  # fmt: skip


def measure(app: Flask) -> None:
    """Time every request."""

    @app.before_request
    def begin() -> None:
        g.began = stopwatch()

    @app.after_request
    def end(response: Response) -> Response:
        began = g.pop("began", None)
        if began is not None:
            _requests.labels(request.endpoint or "none", request.method, str(response.status_code)).observe(stopwatch() - began)
        return response


class _Load(Collector):
    """What the database says, when it is asked."""

    def collect(self) -> Iterator[Metric]:
        try:
            load = measure_load()
        except DatabaseAway:
            yield GaugeMetricFamily("desk_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("desk_database_up", "Whether the database answers", 1)
        yield from _families(load)


def _families(load: Load) -> Iterator[Metric]:
    yield GaugeMetricFamily("desk_open_tasks", "Tasks that people may do now", load.open_tasks)
    yield _by("desk_instances", "Cases that are not over, by status", "status", load.instances)
    yield CounterMetricFamily("desk_instances_started", "Cases ever started", load.instances_started)
    yield GaugeMetricFamily("desk_incidents", "Incidents that wait for a person", load.incidents)
    yield GaugeMetricFamily("desk_timers", "Timers that run", load.timers)
    yield GaugeMetricFamily("desk_timers_due", "Timers that are due and have not fired", load.timers_due)
    yield GaugeMetricFamily("desk_timer_lateness_seconds", "How late the latest of them is, on the cases' clock", load.timer_lateness)
    yield GaugeMetricFamily("desk_messages_kept", "Messages that nobody waits for yet", load.messages_kept)
    yield _by("desk_jobs", "Jobs of the worker: due now, running, failed for good", "state", load.jobs)
    if load.worker_age is not None:
        yield GaugeMetricFamily("desk_worker_seen_seconds", "Since a worker was last seen", load.worker_age)


def _by(name: str, said: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, said, labels=[label])
    for value, count in values.items():
        family.add_metric([value], count)
    return family


@metrics.get("/metrics")
def scrape() -> Response:
    """Everything, as it is now."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        counted = generate_latest(registry)
    else:
        counted = generate_latest(_own)
    asked = CollectorRegistry()
    asked.register(_Load())
    return Response(counted + generate_latest(asked), content_type=CONTENT_TYPE_LATEST)
