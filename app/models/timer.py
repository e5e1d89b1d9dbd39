"""What the clock does next. Timers are rows, not jobs: fired in order by the workers' ticker."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment


class Timer(Base):
    """A running timer of a case; gone when it fired for good or its activity ended. `parked`: its step was refused; an incident waits for a person."""

    __tablename__ = "timer"
    instance_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("instance.id"), primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    element: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    due_at: Mapped[Moment]
    parked: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_timer_due_at", "due_at", "instance_id", "address", postgresql_where=text("NOT parked")),)


class Reminder(Base):
    """What a person is to be reminded of: `due_at` next, then `later`; gone when its activity ended or no moment is left. No input of the engine.

    `tells`: roles, or `role@office`; none: who may do the task. `parked`: its case is suspended.
    """

    __tablename__ = "reminder"
    instance_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("instance.id"), primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    element: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    due_at: Mapped[Moment]
    later: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)))
    tells: Mapped[list[str]] = mapped_column(ARRAY(Text))
    parked: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_reminder_due_at", "due_at", "instance_id", "address", postgresql_where=text("NOT parked")),)


class StartTimer(Base):
    """The next firing of a process's timer start; a row of the current release: publishing replaces it, nothing is caught up."""

    __tablename__ = "start_timer"
    process: Mapped[str] = mapped_column(Text, primary_key=True)
    element: Mapped[str] = mapped_column(Text)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    due_at: Mapped[Moment]
