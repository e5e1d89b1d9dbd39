"""Offices and who holds which role in them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.models.types import Id


class Office(Base):
    """`kind`: county (县直管理部门), department (项目建设主管部门), supplier (供应商、监理、等保、测评单位)."""

    __tablename__ = "office"
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)


class Membership(Base):
    """A person holds a role in an office; `office` is null for roles of the county pool (expert) and the system (owner, auditor, admin)."""

    __tablename__ = "membership"
    id: Mapped[Id]
    person: Mapped[str] = mapped_column(ForeignKey("person.username"), index=True)
    role: Mapped[str] = mapped_column(Text)
    office: Mapped[str | None] = mapped_column(ForeignKey("office.code"))
