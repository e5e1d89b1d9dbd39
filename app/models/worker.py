"""Which worker was seen when: for `/readyz`."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment


class WorkerSeen(Base):
    """One row per worker process; `seen_at` in real time."""

    __tablename__ = "worker_seen"
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    seen_at: Mapped[Moment]
