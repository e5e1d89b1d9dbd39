"""The working calendar's versions, and the training clock."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class CalendarVersion(Base):
    """A published calendar, content-addressed; the newest counts, and each event names the one it used by `id`."""

    __tablename__ = "calendar_version"
    id: Mapped[Id]
    digest: Mapped[str] = mapped_column(Text, unique=True)
    content: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    published_at: Mapped[Moment]


class CaseClock(Base):
    """The training clock: one row, in a database that was created for training; none in a real one. It only moves forward."""

    __tablename__ = "case_clock"
    id: Mapped[int] = mapped_column(primary_key=True)
    now: Mapped[Moment]
