"""`make bench`: prints one JSON object a line, ends with a table. SIZE=large for the largest sizes; PART=seq,loop,… for some of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from tests.bench import measure, statements
from tests.bench.measure import Figure
from tests.bench.stack import running

SIZES = {"small": (60, 20, 400, 20, 60), "default": (300, 40, 10_000, 60, 300), "large": (2000, 200, 100_000, 300, 2000)}


def figures() -> Iterator[Figure]:
    """All figures of this size, one after the other."""
    walks, cases, rounds, parallel, stored = SIZES[os.environ.get("SIZE", "default") or "default"]
    wanted = set(filter(None, os.environ.get("PART", "").split(",")))

    def want(part: str) -> bool:
        return not wanted or part in wanted

    if want("sql"):
        yield from statements.counted()
    with running() as stack:
        if want("seq"):
            yield from measure.one_client(stack, walks)
        if want("throughput"):
            yield from measure.throughput(stack, cases)
        if want("parallel"):
            yield from measure.parallel(stack, parallel)
        if want("storage"):
            yield from measure.storage(stack, stored)
        if want("loop"):
            yield from measure.loop(stack, rounds)
        if want("memory"):
            yield from measure.memory(stack)


def main() -> None:
    """Print as they come, then the table."""
    rows = []
    for figure in figures():
        rows.append(figure)
        print(json.dumps({"figure": figure.figure, "value": figure.value, "unit": figure.unit}, ensure_ascii=False), flush=True)
    width = max(len(r.figure) for r in rows)
    print()
    for row in rows:
        direction, bound = row.target.split(" ")
        met = row.value <= float(bound) if direction == "<=" else row.value >= float(bound)
        print(f"{row.figure:{width}}  {row.value:>12} {row.unit:6}  target {row.target:>9}  {'met' if met else 'MISSED'}")


if __name__ == "__main__":
    main()
