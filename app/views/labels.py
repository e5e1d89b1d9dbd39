"""Names out of a release, for showing: collected once a release."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app import engine
from app.ground.releases import definition


@dataclass(frozen=True)
class Labels:
    """`processes`: key → name; `elements`: (process, element) → name; `named`: element → name; by (process, element):
    `run_by` who runs a step, `because` why it is due.
    """

    processes: dict[str, str]
    elements: dict[tuple[str, str], str]
    named: dict[str, str]
    run_by: dict[tuple[str, str], str]
    because: dict[tuple[str, str], str]


@lru_cache(maxsize=512)
def _labels(release: engine.Release) -> Labels:
    processes = {p.key: p.name or p.key for p in release.processes()}
    elements, run_by, because = {}, {}, {}
    for key in processes:
        for element, facts in release.elements(key).items():
            elements[key, element] = facts.name or element
            if "runBy" in facts.properties:
                run_by[key, element] = facts.properties["runBy"]
            if facts.due_because:
                because[key, element] = facts.due_because
    return Labels(processes, elements, {element: name for (_, element), name in elements.items()}, run_by, because)


def labels_of(number: int) -> Labels:
    """The names in a published release."""
    return _labels(definition(number))
