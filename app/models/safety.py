"""Keys that make a repeated request answer the same, and the log of who read what."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class IdempotencyKey(Base):
    """One answered request: person + route + key → hash of the body, status and answer. `status` is null while it is being answered."""

    __tablename__ = "idempotency_key"
    person: Mapped[str] = mapped_column(Text, primary_key=True)
    route: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None] = mapped_column(SmallInteger)
    answer: Mapped[Any | None] = mapped_column(JSONB)
    created_at: Mapped[Moment]


class ReadLog(Base):
    """Who read which case, task, record or file; outside the chain, so that reading never locks a case."""

    __tablename__ = "read_log"
    id: Mapped[Id]
    at: Mapped[Moment]
    person: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    instance_id: Mapped[int | None] = mapped_column(BigInteger)
