"""`replay.*`, `verify.*` and `check.*`: executing finished cases again and comparing them, and checking a diagram by all rules."""

from __future__ import annotations

import time
from collections.abc import Iterator

from app import create_app, engine
from app.actions.history.verify import verify_instance
from app.db import reading
from app.ground.calendars import calendar_digest, calendar_of
from app.ground.releases import definition
from app.ground.seal import history_key
from app.history import chain
from app.history.events import Events, chained, recorded
from app.history.replay import replay as again
from app.models import Event, Instance
from tests.bench.bundle import ROLES, answers, wide
from tests.bench.client import Person
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, percentile
from tests.bench.stack import Stack

STEPS = 10


def replay(stack: Stack, cases: int) -> Iterator[Figure]:
    """Ten-step cases, their histories read before: chain, execution again, compared after each step and at the end; one core, in this very process."""
    person = Crowd(stack).by_role[ROLES[0]]
    ids = [_ten_steps(person) for _ in range(cases)]
    app = create_app(stack.settings())
    with app.app_context(), reading() as session:
        histories = [(session.get_one(Instance, number), list(Events(session, number))) for number in ids]
        states = [instance.snapshot for instance, _ in histories]
        _same(*histories[0], states[0])
        began = time.process_time()
        for (instance, events), state in zip(histories, states, strict=True):
            _same(instance, events, state)
        spent = time.process_time() - began
        began = time.process_time()
        if not all(verify_instance(number).good for number in ids):
            raise RuntimeError("a case does not verify")
        whole = time.process_time() - began
    yield Figure("replay.cases_per_s", round(cases / spent))
    yield Figure("verify.cases_per_s", round(cases / whole))


def _same(instance: Instance, events: list[Event], snapshot: bytes) -> None:
    """Raises RuntimeError unless chain and states are those that were recorded."""
    release, calendars = definition(instance.release_id), {e.calendar: calendar_digest(e.calendar) for e in events}
    broken = chain.first_break(history_key(), instance.number, chained(events, calendars))
    last = None
    for last in again(release, recorded(events), calendar_of):
        if last.differs or last.state is None:
            raise RuntimeError(f"case {instance.id}: {last.differs}")
    stored = engine.restore(release, snapshot, now=instance.last_event_at, calendar=calendar_of(events[-1].calendar))
    if broken or last is None or last.state is None or not engine.same(stored, last.state):
        raise RuntimeError(f"case {instance.id} differs: {broken}")


def _ten_steps(person: Person) -> int:
    answer = person.call("POST", "/processes/loop/instances", {"data": {}})
    number, task = answer["instance"]["id"], answer["next_tasks"][0]["id"]
    for i in range(STEPS):
        said = answers(i) | ({"name": "结束"} if i == STEPS - 1 else {})
        following = person.call("POST", f"/tasks/{task}/complete", {"data": said})["next_tasks"]
        task = following[0]["id"] if following else None
    return int(number)


def check(stack: Stack, rounds: int) -> Iterator[Figure]:
    """`POST /checks` of a diagram with 100 elements, over HTTP."""
    owner = Person(stack.port, "owner")
    took = []
    for n in range(rounds):
        ms, answer = owner.timed("POST", "/checks", {"files": {"processes/wide.bpmn": wide(f"wide{n}")}})
        if any(finding["severity"] == "error" for finding in answer["findings"]):
            raise RuntimeError(str(answer["findings"][0]))
        took.append(ms)
    yield Figure("check.p99_ms", round(percentile(took, 0.99), 1))
