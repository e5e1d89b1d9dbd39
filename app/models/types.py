"""Column types used by many tables."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Identity
from sqlalchemy.orm import mapped_column

Id = Annotated[int, mapped_column(BigInteger, Identity(always=False), primary_key=True)]
Ref = Annotated[int, mapped_column(BigInteger)]
Moment = Annotated[datetime, mapped_column(DateTime(timezone=True))]
