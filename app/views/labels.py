"""Names out of a release, for showing: collected once a release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app import engine
from app.ground.releases import definition
from app.views.because import Because
from app.views.because import because as why


@dataclass(frozen=True)
class Labels:
    """`processes`: key → name; `elements`: (process, element) → name; `named`: element → name; by (process, element):
    `run_by` who runs a step, `because` why it is due, as people read it.
    """

    processes: dict[str, str]
    elements: dict[tuple[str, str], str]
    named: dict[str, str]
    run_by: dict[tuple[str, str], str]
    because: dict[tuple[str, str], Because]


# Older releases carry numbers of ours in names: «P12 申报», «D03 申报资格», «等待窗口开放 MSG_WINDOW_OPENED».
_CODE = re.compile(r"^[PD]\d{2}[A-Z]?\s+|\s*MSG_[A-Z_]+$")


def _said(name: str) -> str:
    return _CODE.sub("", name)


@lru_cache(maxsize=512)
def _labels(release: engine.Release) -> Labels:
    processes = {p.key: _said(p.name) or p.key for p in release.processes()}
    elements, run_by, because = {}, {}, {}
    for key in processes:
        for element, facts in release.elements(key).items():
            elements[key, element] = _said(facts.name) or element
            if "runBy" in facts.properties:
                run_by[key, element] = facts.properties["runBy"]
            if (reason := why(facts.due_because, release.notice)) is not None:
                because[key, element] = reason
    return Labels(processes, elements, {element: name for (_, element), name in elements.items()}, run_by, because)


def labels_of(number: int) -> Labels:
    """The names in a published release."""
    return _labels(definition(number))
