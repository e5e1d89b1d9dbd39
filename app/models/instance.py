"""A case: one running (or ended) process, its state, and the head of its history."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class Instance(Base):
    """One row per case, locked by every command on it.

    `snapshot` is the engine's pruned state: a cache, never evidence. `uid` is random: the seed of the
    engine's ids and of all keys. `number` is gapless (history register); 0 only
    inside the transaction that starts the case. `head`, `event_count`
    and `mac` seal the history. `status`: running, suspended, incident, ended, cancelled. `dept` and `build_unit` are office codes of
    the case's project. `search` holds bigrams of the title.
    """

    __tablename__ = "instance"
    id: Mapped[Id]
    uid: Mapped[UUID] = mapped_column(unique=True)
    number: Mapped[int] = mapped_column(BigInteger, default=0)
    process: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    business_key: Mapped[str | None] = mapped_column(Text)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    status: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(Text)
    project_id: Mapped[int | None] = mapped_column(BigInteger)
    dept: Mapped[str | None] = mapped_column(Text)
    build_unit: Mapped[str | None] = mapped_column(Text)
    started_by: Mapped[str] = mapped_column(Text)
    started_at: Mapped[Moment]
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_event_at: Mapped[Moment]
    snapshot: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    event_count: Mapped[int]
    head: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    search: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)

    __table_args__ = (
        Index("uq_instance_number", "number", unique=True, postgresql_where=text("number > 0")),
        Index("ix_instance_process_id", "process", "id"),
        Index("ix_instance_project_id", "project_id"),
        Index("ix_instance_business_key", "business_key"),
        Index("ix_instance_dept_id", "dept", "id"),
        Index("ix_instance_alive", "status", postgresql_where=text("status IN ('running', 'suspended', 'incident')")),
        Index("ix_instance_search", "search", postgresql_using="gin"),
    )
