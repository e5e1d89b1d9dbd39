"""What a diagram may name: the catalogue, the roles, and what the current release and the files under check hold. Plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ServiceFacts:
    """A service of the catalogue: its parameters (name → required) and the fields of its result."""

    title: str
    effect: str
    parameters: Mapping[str, bool]
    results: frozenset[str]


@dataclass(frozen=True)
class CalledFacts:
    """A process others may call: its inputs, those it can do without, the values of its `outcome`, the processes it calls, the ids of its elements."""

    file: str
    inputs: tuple[str, ...] | None
    outcomes: frozenset[str]
    calls: frozenset[str]
    elements: frozenset[str]
    foreign: bool
    optional: frozenset[str] = frozenset()


@dataclass(frozen=True)
class DecisionFacts:
    """A decision table: its outputs (name → the values its rules give), the names its inputs read, whether it gives a list."""

    file: str
    outputs: Mapping[str, frozenset[Any]]
    inputs: tuple[str, ...]
    gives_list: bool


def _nothing(*_: str) -> Iterable[Any]:
    return ()


@dataclass(frozen=True)
class Known:
    """The surroundings of a check. `forms` are JSON Schemas by name (`F21`).

    `form_problems(schema, ui)` and `table_problems(xml)` say what is wrong in a form and in a decision table: the forms and the
    tables have modules of their own, which the engine does not know.
    """

    services: Mapping[str, ServiceFacts] = field(default_factory=dict)
    readers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    decisions: Mapping[str, DecisionFacts] = field(default_factory=dict)
    processes: Mapping[str, CalledFacts] = field(default_factory=dict)
    parameters: Mapping[str, Any] | None = None
    clauses: frozenset[str] | None = None
    form_problems: Callable[[str, str], Iterable[Any]] = _nothing
    table_problems: Callable[[str], Iterable[Any]] = _nothing
