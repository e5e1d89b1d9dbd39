"""The house's own history: who joined, which rights were given and taken, what was published and sent. Append-only, chained, like a case's."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment


class HouseEvent(Base):
    """One act on people, offices, rights, releases, calendars, files or the training clock, in the order `seq` (from 1, no gap).

    `kind` is noun:verb. `payload` is canonical JSON text: the rows as they stand after the act (`put`), those that are gone (`take`), and what else
    is to be known. `hash` = keyed hash over the previous hash and this row (app/history/house.py).
    """

    __tablename__ = "house_event"
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[Moment]
    actor: Mapped[str] = mapped_column(Text)
    payload: Mapped[str] = mapped_column(Text)
    hash: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_house_event_kind_seq", "kind", "seq"),)


class HouseHead(Base):
    """One row, locked by who appends: how many events there are and the hash of the last one, sealed; `mac` is empty until the first one."""

    __tablename__ = "house_head"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
