"""A release: an immutable, content-addressed bundle of diagrams, tables, forms and parameters."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id, Moment


class ReleaseFile(Base):
    """One file's text under its SHA-256 (hex); releases share files."""

    __tablename__ = "release_file"
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    content: Mapped[str] = mapped_column(Text)


class Release(Base):
    """`manifest`: path → sha256 of its file; `digest`: SHA-256 of the sorted manifest. The newest one is current."""

    __tablename__ = "release"
    id: Mapped[Id]
    digest: Mapped[str] = mapped_column(Text, unique=True)
    manifest: Mapped[dict[str, str]] = mapped_column(JSONB)
    message: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    published_at: Mapped[Moment]
