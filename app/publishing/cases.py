"""The cases of a bundle as findings: a diagram that no longer does what its cases say is not what its owner meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app import engine
from app.engine.cases import run_cases
from app.engine.facts import Finding
from app.periods import Calendar

FOLDER = "processes/cases/"


def case_findings(bundle: Mapping[str, str], books: Iterable[str], calendar: Calendar) -> Iterator[Finding]:
    """Play the case files `books` of a bundle without errors; a finding for each case that came otherwise."""
    release = None
    for path in books:
        release = release or engine.parse({name: text for name, text in bundle.items() if not name.startswith(FOLDER)}, name="check")
        for result in run_cases(release, bundle[path], calendar):
            if result.problem is not None:
                yield Finding(
                    "cases",
                    None,
                    f"案例「{result.name}」与流程不符：{result.problem}",
                    "修改流程图，或把案例改成现在应有的结果",
                    "error",
                    path,
                    f"Case “{result.name}” came otherwise: {result.problem}",
                    "Change the diagram, or the case if it should now be so",
                )
