"""docs/bench.md: the generated part, between its marks, is written anew; what people wrote round it stays."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import date
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.stack import ROOT

FILE = ROOT / "docs" / "bench.md"
BEGIN, END = "<!-- written by `make bench KEEP=1` -->", "<!-- end of what was written -->"


def keep(figures: list[Figure], size: str, profile: str) -> None:
    """Write this run over the one before."""
    text = FILE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    FILE.write_text(f"{head}{BEGIN}\n\n{_machine(size)}\n\n{_table(figures)}\n\n{_short(figures)}\n\n{profile}\n\n{END}{tail}", "utf-8")


def _machine(size: str) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    system = f"{len(os.sched_getaffinity(0))} × {model}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    return f"{date.today()}, commit `{commit}`, SIZE={size}; {system}."


def _table(figures: list[Figure]) -> str:
    rows = ["| figure | value | unit | target | stretch | |", "|---|---|---|---|---|---|"]
    for f in figures:
        sign, reached = ("≥" if f.bound.at_least else "≤"), f.bound.holds(f.value, f.bound.stretch)
        verdict = f.verdict + (", stretch too" if reached else "")
        rows.append(f"| `{f.figure}` | {f.value:,g} | {f.bound.unit} | {sign} {f.bound.target:,g} | {sign} {f.bound.stretch:,g} | {verdict} |")
    return "\n".join(rows)


def _short(figures: list[Figure]) -> str:
    """What it would take, for each figure short of its stretch value."""
    rows = [f"- `{f.figure}`: {f.bound.would_take}." for f in figures if not f.bound.holds(f.value, f.bound.stretch)]
    return "\n".join(["What it would take to reach the stretch values that are not reached:", "", *rows]) if rows else "Every stretch value is reached."
