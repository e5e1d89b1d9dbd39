"""What every record of the institution has, and the log of every change to one (domain 6: append-only, with an event log).

A row of fact is never changed and never deleted; state and flags are updated in place by `change()` alone, which writes before and after
into `record_change`. What was written by mistake is set aside (`voided_at`), never removed (I24). Money is NUMERIC(18,2) yuan in columns
that end in `_yuan`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Protocol

from sqlalchemy import BigInteger, DateTime, Identity, Index, Numeric, Text, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from app.db import Base
from app.errors import RuleRefused
from app.records.clauses import I24

Yuan = Annotated[Decimal, mapped_column(Numeric(18, 2))]
Percent = Annotated[Decimal, mapped_column(Numeric(6, 2))]


class Origin(Protocol):
    """What an act is read from; a handler's `call` is one."""

    @property
    def session(self) -> Session: ...
    @property
    def actor(self) -> str: ...
    @property
    def now(self) -> datetime: ...
    @property
    def instance_id(self) -> int: ...
    @property
    def element(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def wrote(self) -> list[Any]: ...


@dataclass(frozen=True)
class Act:
    """Who writes, when, in which case and at which element; `key` names the activation, so that its writing can be undone as a whole.

    `wrote`: every change that was written (`Written`), for the event that is to name it.
    """

    session: Session
    by: str
    at: datetime
    instance_id: int | None = None
    element: str | None = None
    key: str | None = None
    wrote: list[Any] = field(default_factory=list)

    @classmethod
    def of(cls, origin: Origin) -> Act:
        """The act behind a handler's call."""
        return cls(origin.session, origin.actor, origin.now, origin.instance_id, origin.element, origin.key, origin.wrote)


class Record(Base):
    """`version` counts changes. `fixed`: columns that never change once they have a value (I19). `shown_as`: column → its name in the interface."""

    __abstract__ = True
    fixed: ClassVar[frozenset[str]] = frozenset()
    title: ClassVar[str] = ""
    shown_as: ClassVar[Mapping[str, str]] = {}

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=False), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_by: Mapped[str] = mapped_column(Text)
    instance_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(default=1)
    voided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    def is_closed(self) -> bool:
        """Whether nothing of this row changes any more (I19)."""
        return False

    def fixed_now(self) -> frozenset[str]:
        """The columns that keep the value they have, as this row stands."""
        return self.fixed


class RecordChange(Base):
    """One change of one record; only ever inserted. `action`: create, change, void. `key`: the activation that wrote it."""

    __tablename__ = "record_change"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=False), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    instance_id: Mapped[int | None] = mapped_column(BigInteger)
    element: Mapped[str | None] = mapped_column(Text)
    key: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("ix_record_change_record", "kind", "record_id", "id"), Index("ix_record_change_key", "key"))


@dataclass(frozen=True)
class Written:
    """A change as it was written, and the version of the record that it led to."""

    entry: RecordChange
    version: int


@event.listens_for(Mapper, "before_delete")
def _never_deleted(_mapper: Any, _connection: Any, target: Any) -> None:
    if isinstance(target, Record | RecordChange):
        raise RuleRefused("台账记录不得删除，只能作废或更正。", "A record is never deleted, only voided or corrected.", clause=I24)
