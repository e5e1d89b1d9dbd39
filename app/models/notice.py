"""通知: told to a person or to a role of an office; shown in the page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class Notice(Base):
    """`recipient`: a user name, or `role@office` (`@` with nothing behind for roles without an office). `read_by`: who has read it."""

    __tablename__ = "notice"
    id: Mapped[Id]
    recipient: Mapped[str] = mapped_column(Text)
    instance_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("instance.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    read_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    read_by: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)

    __table_args__ = (Index("ix_notice_recipient_id", "recipient", "id"),)
