"""Who acts: plain values, and the question «may this person?»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.errors import NotAllowed

COUNTY_READERS = frozenset({"sgj", "fgw", "czj", "ggj", "sjj", "xzf", "das"})
OUTSIDE_ROLES = frozenset({"expert", "vendor", "supervision_firm", "mlps_firm", "test_firm"})


@dataclass(frozen=True)
class Membership:
    """A role held in an office (`office` None: county pool or system role); `alone`: nobody else who is active holds it there."""

    role: str
    office: str | None
    alone: bool = False

    @property
    def key(self) -> str:
        """As stored with tasks and notices: `dept_handler@wjw`, `expert@`."""
        return f"{self.role}@{self.office or ''}"


@dataclass(frozen=True)
class Actor:
    """A signed-in person (or the program itself: `SYSTEM`). `scopes`: what a machine's token is good for; None for who signed in."""

    username: str
    name: str
    memberships: tuple[Membership, ...] = ()
    language: str = "zh"
    works_in: str | None = None
    scopes: frozenset[str] | None = None

    @cached_property
    def keys(self) -> list[str]:
        """All `role@office` of this person."""
        return [m.key for m in self.memberships]

    @cached_property
    def alone_keys(self) -> list[str]:
        """Those that nobody else holds: what only they may do waits for this person, and needs no claiming."""
        return [m.key for m in self.memberships if m.alone]

    @property
    def roles(self) -> frozenset[str]:
        """All roles, wherever held."""
        return frozenset(m.role for m in self.memberships)

    @property
    def offices(self) -> frozenset[str]:
        """The codes of all offices this person is a member of."""
        return frozenset(m.office for m in self.memberships if m.office)

    @property
    def is_outside(self) -> bool:
        """An expert, a vendor, a firm: nothing but an outside party, or a machine without any role."""
        return self.roles <= OUTSIDE_ROLES

    def holds(self, role: str, office: str | None = None) -> bool:
        """Whether this person holds the role (in that office, when one is named)."""
        return any(m.role == role and (office is None or m.office == office) for m in self.memberships)

    def is_candidate(self, candidates: Iterable[str]) -> bool:
        """Whether one of `role@office` is this person's."""
        return not self._keys.isdisjoint(candidates)

    def is_sole_candidate(self, candidates: Iterable[str]) -> bool:
        """Whether nobody but this person may do what these may do."""
        found = set(candidates)
        return bool(found) and found.issubset(self.alone_keys)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self.keys)


SYSTEM = Actor("system", "系统")


def require(allowed: bool, message: str, message_en: str) -> None:
    """Raises NotAllowed with the message unless `allowed`."""
    if not allowed:
        raise NotAllowed(message, message_en)
