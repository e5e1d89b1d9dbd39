"""The figures. Wall times on shared machines are noise: CPU is user+system time of web, worker and PostgreSQL; ratios are taken in one run."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.bundle import PEOPLE, ROLES, answers
from tests.bench.client import Person
from tests.bench.stack import Stack


@dataclass(frozen=True)
class Figure:
    """One printed figure; `target` is the bound of targets.md, with its direction."""

    figure: str
    value: float
    unit: str
    target: str = ""


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Crowd:
    """One connection for each role of the benchmark."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.by_role = {role: Person(stack.port, name) for role, name in PEOPLE.items()}

    def start(self, process: str) -> tuple[float, int]:
        """Milliseconds, and the new case's id."""
        took, answer = self.by_role[ROLES[0]].timed("POST", f"/processes/{process}/instances", {"data": {}})
        return took, answer["instance"]["id"]

    def open_task(self, role: str, case: int) -> int:
        """The one open task of this role in this case, looked up beside the server: finding it is not what is measured."""
        query = "SELECT id FROM task WHERE instance_id = %s AND status = 'open' AND %s = ANY (candidates)"
        return int(str(self.stack.one(query, case, f"{role}@{role.split('_')[0]}")))


def one_client(stack: Stack, rounds: int) -> Iterator[Figure]:
    """seq5 by one client: start, then five times open and complete."""
    crowd = Crowd(stack)
    for _ in range(5):
        _walk(crowd, 0, [], [], [])
    starts: list[float] = []
    forms: list[float] = []
    done: list[float] = []
    cpu = stack.cpu_seconds()
    for n in range(rounds):
        _walk(crowd, n, starts, forms, done)
    spent = (stack.cpu_seconds() - cpu) * 1000 / len(done)
    yield Figure("complete.cpu_ms", round(spent, 2), "ms", "<= 12")
    yield Figure("complete.p50_ms", round(statistics.median(done), 2), "ms", "<= 12")
    yield Figure("complete.p99_ms", round(percentile(done, 0.99), 2), "ms", "<= 40")
    yield Figure("start.p50_ms", round(statistics.median(starts), 2), "ms", "<= 15")
    yield Figure("form.p50_ms", round(statistics.median(forms), 2), "ms", "<= 8")


def _walk(crowd: Crowd, n: int, starts: list[float], forms: list[float], done: list[float]) -> None:
    person = crowd.by_role[ROLES[0]]
    took, answer = person.timed("POST", "/processes/seq5/instances", {"data": {}})
    starts.append(took)
    case, task = answer["instance"]["id"], answer["next_tasks"][0]["id"]
    for i, role in enumerate(ROLES):
        person = crowd.by_role[role]
        if i:
            task = crowd.open_task(role, case)
        forms.append(person.timed("GET", f"/tasks/{task}")[0])
        done.append(person.timed("POST", f"/tasks/{task}/complete", {"data": answers(5 * n + i)})[0])


def throughput(stack: Stack, cases: int, clients: int = 4) -> Iterator[Figure]:
    """Completions a second by several clients at once, each with cases of its own; the tasks are open before."""
    work: list[list[tuple[str, int]]] = []
    crowds = [Crowd(stack) for _ in range(clients)]
    for crowd in crowds:
        tasks = []
        for _ in range(cases):
            _, case = crowd.start("loop")
            tasks.append((ROLES[0], crowd.open_task(ROLES[0], case)))
        work.append(tasks)
    counts, began = [0] * clients, time.perf_counter()

    def run(k: int) -> None:
        person = crowds[k].by_role[ROLES[0]]
        for _, task in work[k]:
            for n in range(10):
                answer = person.call("POST", f"/tasks/{task}/complete", {"data": answers(n)})
                counts[k] += 1
                task = answer["next_tasks"][0]["id"]

    threads = [threading.Thread(target=run, args=(k,)) for k in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield Figure("throughput.tasks_per_s", round(sum(counts) / (time.perf_counter() - began), 1), "1/s", ">= 130")


def loop(stack: Stack, rounds: int) -> Iterator[Figure]:
    """One case round and round: CPU late against early, size, and whether it is still right at the end."""
    crowd = Crowd(stack)
    person = crowd.by_role[ROLES[0]]
    early: list[float] = []
    late: list[float] = []
    for _ in range(6):
        answer = person.call("POST", "/processes/loop/instances", {"data": {}})
        case, task = answer["instance"]["id"], answer["next_tasks"][0]["id"]
        task, spent = _rounds(stack, person, task, 40)
        early.append(spent)
        task, _ = _rounds(stack, person, task, 200)
        task, spent = _rounds(stack, person, task, 40)
        late.append(spent)
    yield Figure("loop.ratio_240_to_1", round(statistics.median(late) / statistics.median(early), 3), "", "<= 1.2")
    before = _bytes(stack)
    done = 280
    while done < rounds:
        part = min(500, rounds - done)
        task, _ = _rounds(stack, person, task, part)
        done += part
    yield Figure("storage.bytes_per_loop_round", round((_bytes(stack) - before) / max(1, rounds - 280)), "B", "<= 2000")
    person.call("POST", f"/tasks/{task}/complete", {"data": answers(1) | {"name": "结束"}})
    auditor = Person(stack.port, "auditor")
    proof = auditor.call("GET", f"/instances/{case}/verification")
    ended = auditor.call("GET", f"/instances/{case}")["status"] == "ended"
    alive = done if ended and proof["chain"] == "ok" and proof["replay"] == "equal" else 0
    yield Figure("loop.alive_at", alive, "rounds", ">= 10000")


def _rounds(stack: Stack, person: Person, task: int, n: int) -> tuple[int, float]:
    cpu = stack.cpu_seconds()
    for i in range(n):
        task = person.call("POST", f"/tasks/{task}/complete", {"data": answers(i)})["next_tasks"][0]["id"]
    return task, (stack.cpu_seconds() - cpu) / n


def parallel(stack: Stack, cases: int) -> Iterator[Figure]:
    """Four people finish the four branches of one case at the same moment."""
    crowd = Crowd(stack)
    took: list[float] = []
    errors = 0
    for _ in range(cases):
        _, case = crowd.start("par4")
        tasks = {role: crowd.open_task(role, case) for role in ROLES[:4]}
        gate, results = threading.Barrier(4), []

        def finish(role: str, task: int, gate: threading.Barrier = gate, results: list[tuple[float, int]] = results) -> None:
            gate.wait()
            began = time.perf_counter()
            status = crowd.by_role[role].attempt("POST", f"/tasks/{task}/complete", {"data": answers(1)})
            results.append(((time.perf_counter() - began) * 1000, status))

        threads = [threading.Thread(target=finish, args=item) for item in tasks.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        errors += sum(status != 200 for _, status in results)
        took += [ms for ms, _ in results]
    yield Figure("parallel.errors", errors, "", "<= 0")
    yield Figure("parallel.p99_ms", round(percentile(took, 0.99), 1), "ms", "<= 150")


def storage(stack: Stack, cases: int) -> Iterator[Figure]:
    """Bytes of all tables and indexes for a finished five-task case, after vacuum."""
    crowd = Crowd(stack)
    before = _bytes(stack)
    for n in range(cases):
        _walk(crowd, n, [], [], [])
    yield Figure("storage.bytes_per_instance", round((_bytes(stack) - before) / cases), "B", "<= 9000")


def _bytes(stack: Stack) -> int:
    stack.owner.execute("VACUUM FULL")
    query = "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    return int(str(stack.one(query)))


def memory(stack: Stack) -> Iterator[Figure]:
    """Resident memory of the largest web process after all of the above."""
    yield Figure("memory.mb_per_worker", round(stack.megabytes_of_web(), 1), "MB", "<= 120")
