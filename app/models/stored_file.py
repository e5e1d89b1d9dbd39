"""Uploaded files by content hash."""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class StoredFile(Base):
    """A file somebody sent. `instance_id` is set when a completed task first names it; until then only its sender may read it.

    The bytes lie in the database, so that a backup holds everything and a step that names a file never outlives it.
    """

    __tablename__ = "stored_file"
    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    type: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_by: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[Moment]
    instance_id: Mapped[int | None] = mapped_column(BigInteger)
    address: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("ix_stored_file_instance_id", "instance_id"),)
