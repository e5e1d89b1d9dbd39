"""The oracle: a case played in memory, over snapshots and freshly parsed diagrams, and pruned from a log gives the same after every step."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from app import engine
from app.periods import WEEKENDS_ONLY
from tests.engine.arms import BEGINNING, again, play
from tests.engine.patterns import PATTERNS, lots


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", PATTERNS)
def test_a_case_goes_the_same_way_in_memory_over_snapshots_and_replayed(name: str, seed: int) -> None:
    pattern = PATTERNS[name]()
    log, views = play(pattern, seed, steps=45)
    assert len(log) > 5
    for stored in (True, False):
        for number, (was, is_now) in enumerate(zip(views, again(pattern, seed, log, stored=stored), strict=True)):
            assert is_now == was, f"step {number}, {log[number - 1][:2]}, over snapshots: {stored}"


OTHER_PROCESS = """
import json, sys
from datetime import datetime
from app import engine
from app.periods import WEEKENDS_ONLY
said = json.load(sys.stdin)
release = engine.parse(said["files"], name="other")
state = engine.restore(release, bytes.fromhex(said["snapshot"]), now=datetime.fromisoformat(said["now"]), calendar=WEEKENDS_ONLY)
for address in said["addresses"]:
    engine.complete(state, address, {"d": "ok", "n": 3}, by="someone")
print(json.dumps([engine.digest(state), engine.freeze(state).hex()]))
"""


def test_a_snapshot_goes_on_in_another_process() -> None:
    pattern = lots()
    release = engine.parse(pattern.files, name="here")
    state = engine.begin(release, "main", pattern.data, seed="1", now=BEGINNING, calendar=WEEKENDS_ONLY, started_by="x")
    engine.complete(state, "T1.1", {"d": "x"}, by="someone")
    snapshot = engine.freeze(state)
    addresses = [task.address for task in engine.open_tasks(state)]
    assert addresses == ["lots_p.1#0/T4.1", "lots_p.1#1/T4.1", "lots_p.1#2/T4.1"]
    said = json.dumps({"files": pattern.files, "snapshot": snapshot.hex(), "now": BEGINNING.isoformat(), "addresses": addresses})
    ran = subprocess.run([sys.executable, "-c", OTHER_PROCESS], input=said, capture_output=True, text=True, check=True)
    for address in addresses:
        engine.complete(state, address, {"d": "ok", "n": 3}, by="someone")
    assert json.loads(ran.stdout) == [engine.digest(state), engine.freeze(state).hex()]
