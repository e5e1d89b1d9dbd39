"""Decision tables as values: as written in the file (texts), and as one can ask them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

HIT_POLICIES = ("UNIQUE", "FIRST", "ANY", "PRIORITY", "COLLECT", "RULE ORDER")
AGGREGATIONS = ("SUM", "MIN", "MAX", "COUNT")
# True: the value passes; False: it does not; None: it cannot be said (null was compared).
Test = Callable[[Any], bool | None]


@dataclass(frozen=True)
class Input:
    """An input column: its id, its label (the expression where it has none), the expression in the house's language."""

    id: str
    label: str
    expression: str


@dataclass(frozen=True)
class Output:
    """An output column: name, allowed values in falling priority (PRIORITY), what it gives when nothing hits, and what people call it."""

    id: str
    name: str
    values: tuple[Any, ...] = ()
    default: Any = None
    label: str = ""


@dataclass(frozen=True)
class Rule:
    """A row: its id, one test for every input, one value for every output; the description cites the clause."""

    id: str
    tests: tuple[Test, ...]
    outputs: tuple[Any, ...]
    description: str = ""


@dataclass(frozen=True)
class Table:
    """A decision table that can be asked. `gives_list`: what comes out is a list of outputs, not one."""

    id: str
    name: str
    hit_policy: str
    aggregation: str | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    @property
    def gives_list(self) -> bool:
        """COLLECT without aggregation and RULE ORDER give a list."""
        return self.hit_policy == "RULE ORDER" or (self.hit_policy == "COLLECT" and self.aggregation is None)

    @property
    def output_values(self) -> Mapping[str, frozenset[Any]]:
        """For each output the plain values that its rules (and its default) may give; for the check of diagrams."""
        found: dict[str, frozenset[Any]] = {}
        for column, output in enumerate(self.outputs):
            values = [rule.outputs[column] for rule in self.rules] + [output.default]
            found[output.name] = frozenset(value for value in values if isinstance(value, (str, int)) or value is None)
        return found


@dataclass(frozen=True)
class Outcome:
    """What a table said: its inputs (by label, as JSON), the ids of the rules that hit, the outputs (an object, or a list of them)."""

    inputs: Mapping[str, Any]
    hits: tuple[str, ...]
    outputs: Any
