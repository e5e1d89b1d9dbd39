"""`make chaos [SEED=7,8,9] [MINUTES=10] [CLIENTS=12]`: a bounded fault campaign; ends with one JSON line. The same seed does the same harm again."""

from __future__ import annotations

import argparse
import json
import os
import random
import sys

from tests.chaos.campaign import Summary, campaign

KEPT = ("requests", "completed", "started", "orders", "orders_repeated", "cases_verified", "lost", "doubled")


def main() -> int:
    """0 when every seed held."""
    said = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    said.add_argument("--seed", default=os.environ.get("SEED") or str(random.SystemRandom().randrange(10**6)), help="one, or several with commas (random)")
    said.add_argument("--minutes", type=float, default=float(os.environ.get("MINUTES") or 1), help="load and faults for so long, each seed (1)")
    said.add_argument("--clients", type=int, default=int(os.environ.get("CLIENTS") or 12), help="(12)")
    given = said.parse_args()
    minutes = min(max(given.minutes, 0.1), 60.0)
    done: list[Summary] = []
    for seed in given.seed.split(","):
        size = f"MINUTES={minutes:g} CLIENTS={given.clients}"
        print(f"seed {seed}: again with make chaos SEED={seed} {size}", flush=True)
        done.append(campaign(seed, minutes * 60, given.clients, lambda text: print(text, flush=True)))
        print(json.dumps(done[-1].line(), ensure_ascii=False), flush=True)
    held = all(s.held for s in done)
    whole = {name: sum(getattr(s, name) for s in done) for name in KEPT}
    whole |= {"faults": sum(sum(s.faults.values()) for s in done), "broken": sum(len(s.broken) for s in done)}
    print(json.dumps({"chaos": "held" if held else "BROKEN", "seeds": [s.seed for s in done], "minutes": minutes, **whole}))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
