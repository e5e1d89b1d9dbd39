"""Messages: sent once, kept until somebody waits, delivered once to each receiver."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class Message(Base):
    """`key`: the sender's own id of the message (the same id is delivered once). `correlation`: canonical text, `project_id=12`.

    `status`: kept (nobody waits yet), delivered, dropped.
    """

    __tablename__ = "message"
    id: Mapped[Id]
    name: Mapped[str] = mapped_column(Text)
    correlation: Mapped[str] = mapped_column(Text)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sender: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text, unique=True)
    status: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[Moment]

    __table_args__ = (Index("ix_message_kept", "name", "correlation", "id", postgresql_where=text("status = 'kept'")),)


class Wait(Base):
    """A place in a case that waits for a message: the routing table."""

    __tablename__ = "wait"
    instance_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("instance.id"), primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    element: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text)
    correlation: Mapped[str] = mapped_column(Text)
    since: Mapped[Moment]

    __table_args__ = (Index("ix_wait_message_correlation", "message", "correlation"),)


class Delivery(Base):
    """A message on its way to one case; `delivered_at` null until it arrived."""

    __tablename__ = "delivery"
    message_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("message.id"), primary_key=True)
    instance_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("instance.id"), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    delivered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


def canonical(correlation: Mapping[str, Any]) -> str:
    """The text of a correlation as it stands in the rows: `{"project_id": 12}` → `project_id=12`; keys sorted."""
    return "&".join(f"{key}={correlation[key]}" for key in sorted(correlation))
