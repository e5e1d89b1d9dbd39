"""The history: append-only, chained. The program's own role may only insert and read here (0001_start.py)."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment

_ACTS = "'instance:suspend', 'instance:resume', 'instance:cancel', 'instance:move', 'incident:retry'"


class Event(Base):
    """One thing that happened in a case, in the order `seq` (from 1, no gap).

    `kind` is noun:verb. `payload` is canonical JSON text. `hash` = keyed hash over the previous hash and this row (app/history/chain.py).
    `calendar` is the id of the calendar that the command used.
    """

    __tablename__ = "event"
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment]
    actor: Mapped[str] = mapped_column(Text)
    acting_for: Mapped[str | None] = mapped_column(Text)
    element: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    calendar: Mapped[int]
    payload: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_event_operator_acts", "instance_id", "seq", postgresql_where=text(f"kind IN ({_ACTS})")),)


class Register(Base):
    """One row: how many cases there are, sealed; so that a vanished newest case is found."""

    __tablename__ = "register"
    id: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column(BigInteger)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
