"""How the list of what is proven is written: for each table its rows and its columns, each proven by something or not, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Proven:
    """`by`: what shows a later change, in words for a court."""

    by: str


@dataclass(frozen=True)
class Open:
    """Not proven, and why that does no harm, or what stands beside it."""

    why: str


Said = Proven | Open
EVERY = "*"


@dataclass(frozen=True)
class Table:
    """One table: what it holds; `rows`: whether a row that was put in or taken out is found; `columns`: column (or EVERY: those not named) → what."""

    name: str
    title: str
    rows: Said
    columns: Mapping[str, Said]

    def column(self, name: str) -> Said | None:
        """What is said of a column; None: nothing."""
        return self.columns.get(name, self.columns.get(EVERY))

    @property
    def locates(self) -> bool:
        """Whether anything of it is proven."""
        return any(isinstance(said, Proven) for said in (self.rows, *self.columns.values()))


def of(said: Said, names: str) -> dict[str, Said]:
    """The same for several columns, their names apart by blanks."""
    return dict.fromkeys(names.split(), said)
