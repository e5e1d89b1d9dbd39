"""What people may do next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class Task(Base):
    """An open (or done, or cancelled) user task.

    `candidates` are `role@office` (never people); empty with an `assignee`. `assignee`: who it was handed to, or who claimed it.
    `decisions`: those allowed when the diagram's expression decided (None: the element's own list). `opened_at`: first seen by somebody.
    `round` and `round_limit`: how often it is done now, and how often at most, where the diagram says a limit.
    """

    __tablename__ = "task"
    id: Mapped[Id]
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    address: Mapped[str] = mapped_column(Text)
    element: Mapped[str] = mapped_column(Text)
    process: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    candidates: Mapped[list[str]] = mapped_column(ARRAY(Text))
    assignee: Mapped[str | None] = mapped_column(Text)
    decisions: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    item: Mapped[Any | None] = mapped_column(JSONB)
    round: Mapped[int | None] = mapped_column(SmallInteger)
    round_limit: Mapped[int | None] = mapped_column(SmallInteger)
    priority: Mapped[int] = mapped_column(SmallInteger, default=0)
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[Moment]
    opened_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    done_by: Mapped[str | None] = mapped_column(Text)
    done_for: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        Index("ix_task_instance_id", "instance_id"),
        Index("ix_task_candidates", "candidates", postgresql_using="gin", postgresql_where=text("status = 'open'")),
        Index("ix_task_assignee", "assignee", "due_at", "id", postgresql_where=text("status = 'open'")),
        Index("ix_task_done_by", "done_by", "done_at", "id", postgresql_where=text("done_by IS NOT NULL")),
        Index("ix_task_open_due", "due_at", "id", postgresql_where=text("status = 'open'")),
    )


class Draft(Base):
    """Answers somebody has begun; one per task and person."""

    __tablename__ = "draft"
    task_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("task.id"), primary_key=True)
    person: Mapped[str] = mapped_column(Text, primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    saved_at: Mapped[Moment]
