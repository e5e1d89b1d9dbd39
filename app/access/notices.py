"""Whose notices: by name, or by role in an office; read by each person for himself."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from app.models import Notice
from app.people import Actor


def addressed_to(actor: Actor) -> ColumnElement[bool]:
    """Notices to this person or to a role that this person holds."""
    return Notice.recipient.in_([actor.username, *actor.keys])


def unread_by(actor: Actor) -> ColumnElement[bool]:
    """Those that this person has not read."""
    return ~Notice.read_by.contains([actor.username])
