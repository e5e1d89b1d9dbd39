"""Statements and commits, counted in the driver: below the object mapper, which not every statement passes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import event

from app.db import db


@dataclass
class Counted:
    """The first words of each statement; BEGIN, COMMIT and ROLLBACK are none."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def counted() -> Iterator[Counted]:
    """What this process asks of the database inside."""
    found = Counted()

    class Counting(psycopg.Cursor[Any]):
        def execute(self, query: Any, *args: Any, **how: Any) -> Any:
            found.statements.append(" ".join(str(query).split())[:120])
            return super().execute(query, *args, **how)

    def counts(connection: Any, *_: Any) -> None:
        connection.cursor_factory = Counting

    def counts_no_more(connection: Any, *_: Any) -> None:
        connection.cursor_factory = psycopg.Cursor

    def committed(_: Any) -> None:
        found.commits += 1

    db.session.remove()
    listened = ((db.engine, "commit", committed), (db.engine, "checkout", counts), (db.engine, "checkin", counts_no_more))
    for told in listened:
        event.listen(*told)
    try:
        yield found
    finally:
        for told in listened:
            event.remove(*told)
