"""States of a case between two of its steps, kept so that looking at a later step need not begin at the first."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Moment


class ReplayPoint(Base):
    """The state after step `n`, whose event is `seq`; a cache for replaying, never evidence: empty after a crash, and made again.

    `mac` seals it with the history's key over the chain at `seq` (app/history/chain.py): one that somebody wrote or moved is not used.
    """

    __tablename__ = "replay_point"
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int]
    suspended: Mapped[bool]
    snapshot: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[Moment]

    __table_args__ = (Index("ix_replay_point_made_at", "made_at", "instance_id", "n"), {"prefixes": ["UNLOGGED"]})
