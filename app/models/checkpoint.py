"""Signed checkpoints over all chains, and the leaves that changed from one to the next. Only ever inserted."""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment


class Checkpoint(Base):
    """The n-th checkpoint: `body` is the canonical JSON that was signed (app/history/checkpoint.py); `made_by` a user name, «system» or the command line."""

    __tablename__ = "checkpoint"
    n: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    made_by: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class CheckpointLeaf(Base):
    """A chain that grew since the checkpoint before: `number` of the case in the register, 0 for the house."""

    __tablename__ = "checkpoint_leaf"
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    n: Mapped[int] = mapped_column(ForeignKey("checkpoint.n"), primary_key=True, autoincrement=False)
    uid: Mapped[str] = mapped_column(Text)
    count: Mapped[int] = mapped_column(BigInteger)
    head: Mapped[bytes] = mapped_column(LargeBinary)
