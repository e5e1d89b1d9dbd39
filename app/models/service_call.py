"""What machines must do next, and what went wrong with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class ServiceCall(Base):
    """A call of an outside handler that a job works on. `key` never changes, however often it is tried. `status`: open, done, failed, cancelled."""

    __tablename__ = "service_call"
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("instance.id"))
    address: Mapped[str] = mapped_column(Text)
    element: Mapped[str] = mapped_column(Text)
    handler: Mapped[str] = mapped_column(Text)
    input: Mapped[dict[str, Any]] = mapped_column(JSONB)
    key: Mapped[str] = mapped_column(Text, unique=True)
    status: Mapped[str] = mapped_column(Text)
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Moment]
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    __table_args__ = (Index("ix_service_call_instance_id", "instance_id"),)


class Incident(Base):
    """Something that needs a person: a handler that failed for good, a timer or message whose step was refused.

    `command`: what to try again, as the action that raised it wrote it: {"kind": "timer"|"message"|"service", …}.
    """

    __tablename__ = "incident"
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("instance.id"))
    address: Mapped[str | None] = mapped_column(Text)
    element: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    command: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[Moment]
    resolved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    resolved_by: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("ix_incident_open", "instance_id", postgresql_where=text("resolved_at IS NULL")),)
