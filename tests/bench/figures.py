"""What is measured against: each figure's unit, its target and what would be better still, and where it falls short of that, what it would take."""

from __future__ import annotations

import operator
from dataclasses import dataclass


@dataclass(frozen=True)
class Bound:
    """`target` must hold, `stretch` is wished for; `at_least`: larger values are better. `would_take`: how the stretch value could be reached."""

    unit: str
    target: float
    stretch: float
    at_least: bool = False
    would_take: str = ""

    def holds(self, value: float, bound: float) -> bool:
        """Whether a value keeps a bound."""
        return (operator.ge if self.at_least else operator.le)(value, bound)


_ONE_LOOK_UP = "ask who calls and lock the case in one statement: only when the API need not answer 401 and 404 apart"
_NO_PYTHON = "a server that is no Python program: gunicorn, Flask and the driver take most of what is left"
BOUNDS: dict[str, Bound] = {
    "complete.sql_statements": Bound("", 10, 8, would_take=_ONE_LOOK_UP),
    "complete.commits": Bound("", 1, 1),
    "complete.cpu_ms": Bound("ms", 12, 6, would_take=_NO_PYTHON),
    "complete.p50_ms": Bound("ms", 12, 6, would_take=_NO_PYTHON),
    "complete.p99_ms": Bound("ms", 40, 20, would_take="a quieter machine: the slowest ones wait for the disk or for the processor"),
    "throughput.tasks_per_s": Bound("1/s", 130, 250, True, would_take="more processors: both are busy, half with the clients and PostgreSQL"),
    "start.p50_ms": Bound("ms", 15, 8, would_take="start a case without its page: the answer reads all that the case waits for"),
    "form.p50_ms": Bound("ms", 8, 4, would_take="log the reading without waiting for the disk (synchronous_commit off): an auditor may not want that"),
    "loop.ratio_240_to_1": Bound("", 1.2, 1.05, would_take="nothing: the same work at every age, the rest is noise of the machine"),
    "loop.alive_at": Bound("rounds", 10_000, 100_000, True, would_take="only time: SIZE=large runs that many"),
    "parallel.errors": Bound("", 0, 0),
    "parallel.p99_ms": Bound("ms", 150, 60, would_take="more processors: the four wait for each other at the case's lock"),
    "inbox.p99_ms.10k": Bound("ms", 25, 10, would_take=_NO_PYTHON),
    "inbox.p99_ms.100k": Bound("ms", 50, 15, would_take="totals that are counted when a task opens or closes: exact ones are counted when asked"),
    "inbox.p99_ms.1m": Bound("ms", 150, 30, would_take="totals that are counted when a task opens or closes: exact ones are counted when asked"),
    "map.p99_ms": Bound("ms", 50, 15, would_take="counts that are kept when a case moves: exact ones for every right to read are counted when asked"),
    "map.list_p99_ms": Bound("ms", 50, 15, would_take="the same: who stands at a place is found among all that one may read"),
    "timers.lateness_p99_s": Bound("s", 2, 0.5, would_take="more processors and more workers: a firing takes two milliseconds of one"),
    "timers.lateness_p99_s.restart": Bound("s", 2, 0.5, would_take="more processors and more workers: a firing takes two milliseconds of one"),
    "storage.bytes_per_instance": Bound("B", 9000, 6000, would_take="events packed by case once it has ended: no longer rows that a verifier reads"),
    "storage.bytes_per_loop_round": Bound("B", 2000, 1200, would_take="the same; and one row for a task that opens again instead of a new one"),
    "verify.cases_per_s": Bound("1/s", 180, 500, True, would_take="read the rows of many cases with one statement"),
    "replay.cases_per_s": Bound("1/s", 300, 600, True, would_take="compare the state at the end alone instead of after each step"),
    "replay.first_ms": Bound("ms", 2000, 1000, would_take="states kept while the case runs instead of when somebody first looks"),
    "replay.step_p99_ms": Bound("ms", 50, 25, would_take="a state kept every ten steps instead of every fifty"),
    "check.p99_ms": Bound("ms", 500, 100, would_take="rules that share what they gather of a diagram"),
    "memory.mb_per_worker": Bound("MB", 120, 90, would_take="fewer libraries in a web process: SQLAlchemy, lxml and the engine are most of it"),
}


@dataclass(frozen=True)
class Figure:
    """One printed figure."""

    figure: str
    value: float

    @property
    def bound(self) -> Bound:
        """What it is measured against."""
        return BOUNDS[self.figure]

    @property
    def verdict(self) -> str:
        """In a word."""
        return "met" if self.bound.holds(self.value, self.bound.target) else "MISSED"


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def table(figures: list[Figure]) -> str:
    """Every figure with its bounds, one a line."""
    width = max(len(f.figure) for f in figures)
    lines = []
    for f in figures:
        b, sign = f.bound, ">=" if f.bound.at_least else "<="
        better = "stretch met" if b.holds(f.value, b.stretch) else "above stretch" if not b.at_least else "below stretch"
        lines.append(f"{f.figure:{width}}  {f.value:>10g} {b.unit:6}  target {sign} {b.target:<8g} {f.verdict:6}  stretch {sign} {b.stretch:<8g} {better}")
    return "\n".join(lines)
