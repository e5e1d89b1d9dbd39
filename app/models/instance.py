"""A case: one running (or ended) process, its state, and the head of its history."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class Instance(Base):
    """One row per case, locked by every command on it.

    `snapshot` is the engine's pruned state: a cache, never evidence. `number` is gapless (history register). `head`, `event_count`
    and `mac` seal the history. `status`: running, suspended, incident, ended, cancelled. `dept` and `build_unit` are office codes of
    the case's project. `parties` are user names of outside parties who have or had a task. `search` holds bigrams of the title.
    """

    __tablename__ = "instance"
    id: Mapped[Id]
    number: Mapped[int] = mapped_column(BigInteger, unique=True)
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
    parties: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)
    search: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)

    __table_args__ = (
        Index("ix_instance_process_id", "process", "id"),
        Index("ix_instance_project_id", "project_id"),
        Index("ix_instance_business_key", "business_key"),
        Index("ix_instance_dept_id", "dept", "id"),
        Index("ix_instance_search", "search", postgresql_using="gin"),
    )
