"""A person chooses the language of the pages."""

from __future__ import annotations

from sqlalchemy import update

from app.db import transaction
from app.models import Person
from app.people import Actor


def set_language(actor: Actor, language: str) -> None:
    """`zh` or `en`."""
    with transaction() as session:
        session.execute(update(Person).where(Person.username == actor.username).values(language=language).execution_options(synchronize_session=False))
