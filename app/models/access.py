"""How machines come in, and who was refused at the door."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class AccessToken(Base):
    """A token of `Authorization: Bearer`: the SHA-256 of it, whose it is, what it is good for (`scopes`, see `app/access/scopes.py`); real time."""

    __tablename__ = "access_token"
    id: Mapped[Id]
    secret: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.username"), index=True)
    label: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SignInFailure(Base):
    """Wrong passwords in a row for one user name (whether or not there is such a person); no attempt is looked at before `free_at`. Real time."""

    __tablename__ = "sign_in_failure"
    username: Mapped[str] = mapped_column(Text, primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[Moment]
    free_at: Mapped[Moment]

    __table_args__ = (Index("ix_sign_in_failure_last_at", "last_at"),)
