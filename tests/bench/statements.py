"""SQL statements and commits of one completion, counted in the database's own log, in a pass of its own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from tests.bench.bundle import ROLES, answers
from tests.bench.crowd import Crowd
from tests.bench.figures import Figure
from tests.bench.stack import running

STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*)")
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SET SESSION CHARACTERISTICS")


def counted() -> Iterator[Figure]:
    """The middle one of five completions in a row of seq5."""
    with running("log_statement=all;log_line_prefix=[%a] ") as stack:
        crowd = Crowd(stack)
        for _ in range(3):
            _, case = crowd.start("seq5")
            seen: list[list[str]] = []
            for i, role in enumerate(ROLES):
                task = crowd.open_task(role, case)
                time.sleep(0.3)
                before = len(stack.log())
                crowd.by_role[role].call("POST", f"/tasks/{task}/complete", {"data": answers(i)})
                time.sleep(0.3)
                seen.append(_statements(stack.log()[before:]))
        middle = seen[2]
        yield Figure("complete.sql_statements", sum(not s.upper().startswith(NOT_COUNTED) for s in middle))
        yield Figure("complete.commits", sum(s.upper().startswith("COMMIT") for s in middle))


def _statements(text: str) -> list[str]:
    """Those of the web processes: the worker's own polling and heartbeat are left out by what they ask."""
    return [m.group(1).strip() for line in text.splitlines() if "[web]" in line and (m := STATEMENT.search(line))]
