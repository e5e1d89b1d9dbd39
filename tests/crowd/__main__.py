"""`make crowd`: prints one JSON object a line. SEED=, PROJECTS=, WEEKS= for another crowd; PART=crowd or PART=year for one of its two parts."""

from __future__ import annotations

import json
import os
import time
from random import SystemRandom

from app.actions.history.verify import verify_all
from tests.crowd.county import county
from tests.crowd.crowd import Crowd
from tests.crowd.year import figures


def main() -> None:
    """One crowd of 300 projects over two plan years, then what a year costs at 30, 100 and 300 projects."""
    part = os.environ.get("PART", "")
    if part in ("", "crowd"):
        _crowd(int(os.environ.get("SEED") or SystemRandom().randrange(10**6)), int(os.environ.get("PROJECTS") or 300), int(os.environ.get("WEEKS") or 92))
    if part in ("", "year"):
        for size in (30, 100, 300):
            print(json.dumps(figures(size), ensure_ascii=False), flush=True)


def _crowd(seed: int, projects: int, weeks: int) -> None:
    print(json.dumps({"seed": seed, "projects": projects, "weeks": weeks}), flush=True)
    began = time.monotonic()
    with county() as stage:
        stage.clock("2025-06-10 09:00:00")
        crowd = Crowd(stage, seed, projects, weeks, says=True)
        crowd.run()
        proofs = list(verify_all())
        told = crowd.told() | {"verified": len(proofs), "differ": sum(not proof.good for proof in proofs), "minutes": round((time.monotonic() - began) / 60, 1)}
        print(json.dumps(told, ensure_ascii=False), flush=True)
        assert told["differ"] == 0, [proof for proof in proofs if not proof.good][:3]


if __name__ == "__main__":
    main()
