"""A case in hand, as far as the questions of this package look at it: locked for a command, or only looked into."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from app.engine import Release
from app.models import Instance


class InHand(Protocol):
    """Who asks has read the row and its release already."""

    session: Session
    instance: Instance
    release: Release
