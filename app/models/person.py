"""People and their sign-ins."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment


class Person(Base):
    """`works_in`: the office an expert works in, or of whom a supplier's person is (SD3), without being its member. `password`: argon2 hash."""

    __tablename__ = "person"
    username: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    password: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(Text, default="zh")
    active: Mapped[bool] = mapped_column(default=True)
    works_in: Mapped[str | None] = mapped_column(ForeignKey("office.code"))
    specialties: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list)


class SignIn(Base):
    """A session: the SHA-256 of its cookie, its CSRF token, its end (real time)."""

    __tablename__ = "sign_in"
    token: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.username"), index=True)
    csrf: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
