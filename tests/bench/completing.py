"""`complete.*`, `start.*`, `form.*`, `throughput.*`, `parallel.*`: wall times on shared machines are noise, CPU is user+system time of the whole stack."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator

from tests.bench.bundle import ROLES, answers
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, percentile
from tests.bench.stack import Stack


def one_client(stack: Stack, rounds: int) -> Iterator[Figure | str]:
    """seq5 by one client: start, then five times open and complete."""
    crowd = Crowd(stack)
    for _ in range(15):
        crowd.walk(0)
    starts: list[float] = []
    forms: list[float] = []
    done: list[float] = []
    cpu, by_kind = stack.cpu_seconds(), stack.cpu_by_kind()
    for n in range(rounds):
        crowd.walk(n, starts, forms, done)
    spent = (stack.cpu_seconds() - cpu) * 1000 / len(done)
    parts = {kind: (after - by_kind[kind]) * 1000 / len(done) for kind, after in stack.cpu_by_kind().items()}
    yield "One completion, with its form and its share of the start: " + ", ".join(f"{kind} {ms:.2f} ms" for kind, ms in parts.items()) + "."
    yield Figure("complete.cpu_ms", round(spent, 2))
    yield Figure("complete.p50_ms", round(statistics.median(done), 2))
    yield Figure("complete.p99_ms", round(percentile(done, 0.99), 2))
    yield Figure("start.p50_ms", round(statistics.median(starts), 2))
    yield Figure("form.p50_ms", round(statistics.median(forms), 2))


def idle(stack: Stack) -> Iterator[str]:
    """What the stack costs while nobody does anything: it is part of `complete.cpu_ms`, by the time that a completion takes."""
    time.sleep(3)
    before, seconds = stack.cpu_by_kind(), 6
    time.sleep(seconds)
    spent = {kind: (after - before.get(kind, 0)) * 1000 / seconds for kind, after in stack.cpu_by_kind().items()}
    yield "Idle, per second: " + ", ".join(f"{kind} {ms:.0f} ms" for kind, ms in spent.items()) + "."


def throughput(stack: Stack, cases: int, clients: int = 4) -> Iterator[Figure]:
    """Completions a second by several clients at once, each with cases of its own; the tasks are open before."""
    work: list[list[int]] = []
    crowds = [Crowd(stack) for _ in range(clients)]
    for crowd in crowds:
        work.append([crowd.open_task(ROLES[0], crowd.start("loop")[1]) for _ in range(cases)])
    counts, began = [0] * clients, time.perf_counter()

    def run(k: int) -> None:
        person = crowds[k].by_role[ROLES[0]]
        for task in work[k]:
            for n in range(10):
                answer = person.call("POST", f"/tasks/{task}/complete", {"data": answers(n)})
                counts[k] += 1
                task = answer["next_tasks"][0]["id"]

    threads = [threading.Thread(target=run, args=(k,)) for k in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield Figure("throughput.tasks_per_s", round(sum(counts) / (time.perf_counter() - began), 1))


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
    yield Figure("parallel.errors", errors)
    yield Figure("parallel.p99_ms", round(percentile(took, 0.99), 1))
