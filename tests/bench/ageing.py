"""`loop.*`, `storage.*`, `memory.*`: what age and size cost."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from tests.bench.bundle import ROLES, answers
from tests.bench.client import Person
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, percentile
from tests.bench.stack import Stack


def loop(stack: Stack, rounds: int) -> Iterator[Figure]:
    """Cases round and round: CPU late against early, size, and whether one is still right at the end."""
    person = Crowd(stack).by_role[ROLES[0]]
    early: list[float] = []
    late: list[float] = []
    for _ in range(8):
        answer = person.call("POST", "/processes/loop/instances", {"data": {}})
        case, task = answer["instance"]["id"], answer["next_tasks"][0]["id"]
        task, spent = _rounds(stack, person, task, 40)
        early.append(spent)
        task, _ = _rounds(stack, person, task, 180)
        task, spent = _rounds(stack, person, task, 40)
        late.append(spent)
    yield Figure("loop.ratio_240_to_1", round(statistics.median(late) / statistics.median(early), 3))
    before = stack.bytes()
    task, _ = _rounds(stack, person, task, rounds - 260)
    yield Figure("storage.bytes_per_loop_round", round((stack.bytes() - before) / (rounds - 260)))
    person.call("POST", f"/tasks/{task}/complete", {"data": answers(1) | {"name": "结束"}})
    auditor = Person(stack.port, "auditor", patience=600)
    proof = auditor.call("GET", f"/instances/{case}/verification")
    ended = auditor.call("GET", f"/instances/{case}")["status"] == "ended"
    yield Figure("loop.alive_at", rounds if ended and proof["chain"] == "ok" and proof["replay"] == "equal" else 0)
    yield from _looked_at(auditor, case)


def _looked_at(auditor: Person, case: str) -> Iterator[Figure]:
    """The replay of the long case: its time line with its last step for the first time, then steps here and there."""
    line, shown = auditor.timed("GET", f"/instances/{case}/line")
    last = len(shown["steps"])
    yield Figure("replay.first_ms", round(line + auditor.timed("GET", f"/instances/{case}/steps/{last}")[0]))
    took = [auditor.timed("GET", f"/instances/{case}/steps/{1 + n * 7919 % last}")[0] for n in range(120)]
    yield Figure("replay.step_p99_ms", round(percentile(took, 0.99), 1))


def _rounds(stack: Stack, person: Person, task: int, n: int) -> tuple[int, float]:
    """The next task, and CPU seconds of one round."""
    cpu = stack.cpu_seconds()
    for i in range(n):
        task = person.call("POST", f"/tasks/{task}/complete", {"data": answers(i)})["next_tasks"][0]["id"]
    return task, (stack.cpu_seconds() - cpu) / n


def storage(stack: Stack, cases: int) -> Iterator[Figure]:
    """Bytes of all tables and indexes for a finished five-task case, after vacuum."""
    crowd = Crowd(stack)
    before = stack.bytes()
    for n in range(cases):
        crowd.walk(n)
    yield Figure("storage.bytes_per_instance", round((stack.bytes() - before) / cases))


def memory(stack: Stack) -> Iterator[Figure]:
    """Memory of the largest web process after all of the above."""
    yield Figure("memory.mb_per_worker", round(stack.megabytes_of_web(), 1))
