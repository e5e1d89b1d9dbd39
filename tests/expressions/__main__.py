"""`python -m tests.expressions`: every escape and bomb at the check and at run time; how many are refused, and the most that any of them costs."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from app.expressions import check, evaluate, run
from tests.expressions.attacks import FORBIDDEN_SCRIPTS, HEAVY, REACHING, SCRIPTS
from tests.expressions.measure import cost, hostile_context, hostile_data, quietly

SECONDS, BYTES = 0.05, 20 * 1024 * 1024
# name, texts, whether they are scripts, whether both sides must refuse them
GROUPS = (
    ("escapes", REACHING, False, True),
    ("bombs", HEAVY, False, False),
    ("scripts that are none", FORBIDDEN_SCRIPTS, True, True),
    ("scripts that grow", SCRIPTS, True, False),
)


def main() -> int:
    """0 when all that must be refused is refused on both sides, and none takes 50 ms or 20 MB."""
    context, blanks = hostile_context(hostile_data()), itertools.count(1)

    def looked_at(text: str, script: bool) -> bool:
        # What has been read is kept: with other blanks behind it is read anew each time.
        return bool(check(text + " " * next(blanks), script=script))

    bad = 0
    for name, texts, script, both in GROUPS:
        perform: Callable[..., Any] = run if script else evaluate
        at_check = sum(bool(check(text, script=script)) for text in texts)
        at_run = sum(quietly(partial(perform, text, context)) for text in texts)
        costs = [(*cost(partial(looked_at, text, script)), "check", text) for text in texts]
        costs += [(*cost(partial(perform, text, context)), "run", text) for text in texts]
        slow, large = max(costs, key=lambda c: c[0]), max(costs, key=lambda c: c[1])
        print(f"{name}: {len(texts)}, refused at the check {at_check}, at run time {at_run}")
        print(f"  longest {slow[0] * 1000:.1f} ms ({slow[2]} of {ascii(slow[3])[:60]}), largest {large[1] / 1e6:.1f} MB ({large[2]} of {ascii(large[3])[:60]})")
        bad += (both and (at_check, at_run) != (len(texts), len(texts))) + (slow[0] > SECONDS) + (large[1] > BYTES)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
