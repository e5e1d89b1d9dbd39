"""`map.*`: the phases and steps with their projects counted, and the list behind one step, among ten thousand projects."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from tests.bench.bundle import PHASES, ROLES, STEPS
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure, percentile
from tests.bench.filling import standing_cases
from tests.bench.stack import Stack


def overview(stack: Stack, projects: int, rounds: int) -> Iterator[Figure]:
    """By somebody who may read them all, which is the dearest."""
    crowd = Crowd(stack)
    case, person = crowd.start("phased")[1], crowd.by_role[ROLES[0]]
    standing_cases(stack, case, projects - 1, PHASES, STEPS)
    for name, query in (("map.p99_ms", "/map"), ("map.list_p99_ms", f"/instances?phase={quote('阶段2')}&element=K3_2&overdue=true")):
        took = []
        for n in range(rounds + 8):
            ms, answer = person.timed("GET", query)
            if (shown := answer["projects"] if query == "/map" else answer["total"] * PHASES * STEPS) < projects / 3:
                raise RuntimeError(f"{query}: {shown} of {projects}")
            took += [ms] if n >= 8 else []
        yield Figure(name, round(percentile(took, 0.99), 1))
