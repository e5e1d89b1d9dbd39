"""`python -m tests.oracle [--runs N] [--diagrams M] [--seed S]`: the large campaign; `--only a:17~2` plays one run again and makes it small."""

from __future__ import annotations

import argparse
import sys
from time import monotonic

from tests.oracle.arms import Other
from tests.oracle.campaign import Campaign, campaign, plan_of
from tests.oracle.plan import shown
from tests.oracle.play import play
from tests.oracle.shrink import shrink

EVERY = 20


def main() -> int:
    """0 when all agree."""
    said = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    said.add_argument("--runs", type=int, default=3_000, help="random orders, over all diagrams together (3,000)")
    said.add_argument("--diagrams", type=int, default=300, help="random diagrams (300)")
    said.add_argument("--seed", default="1", help="the same seed draws and plays the same")
    said.add_argument("--only", metavar="RUN", help="one run again, such as 1:17~2, and the smallest diagram that shows the same")
    given = said.parse_args()
    return again(given.only) if given.only else large(given.seed, given.diagrams, given.runs)


def large(seed: str, diagrams: int, runs: int) -> int:
    """Play, tell how far it is, and what came of it."""
    began, done = monotonic(), Campaign(seed)
    for done, order, run in campaign(seed, diagrams, runs):
        if run.problem is not None:
            print(f"DIFFERS {order}: {run.problem}", flush=True)
        elif done.runs % (EVERY * max(1, runs // diagrams)) == 0:
            print(f"{done.runs} of {runs} runs, {done.diagrams} diagrams, {monotonic() - began:.0f} s", flush=True)
    print(*done.lines(), sep="\n")
    return 1 if done.differ or not done.runs else 0


def again(order: str) -> int:
    """One run, and why it differs."""
    plan, other = plan_of(order.rpartition("~")[0]), Other()
    try:
        run = play(plan, order, other)
        if run.problem is not None:
            plan, order, run = shrink(plan, order, run.kind, other)
    finally:
        other.close()
    for key, root in plan.processes.items():
        print(f"process {key}", shown(root, 1), sep="\n")
    print(*(f"{number}. {act.kind} {act.address} {act.what!r} {act.now.isoformat()}" for number, act in enumerate(run.log, 1)), sep="\n")
    print(f"{order}: {run.problem or 'agrees'}")
    return 1 if run.problem else 0


if __name__ == "__main__":
    sys.exit(main())
