"""Rows of the hot tables read by plain SQL: they become objects of the session as if it had loaded them, for less than half of what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.util import identity_key

from app.db import Base, as_written
from app.models.instance import Instance
from app.models.task import Task

Kind = TypeVar("Kind", bound=Base)


class Rows(Generic[Kind]):
    """One table; `columns` stands in a SELECT, `take` gets the values that came for it, in that order."""

    def __init__(self, kind: type[Kind], *, without: Sequence[str] = ()) -> None:
        self._kind = kind
        self._names = tuple(column.key for column in kind.__table__.columns if column.key not in without)
        self.columns = ", ".join(f"{kind.__tablename__}.{name}" for name in self._names)
        self.width = len(self._names)

    def take(self, session: Session, values: Sequence[Any]) -> Kind:
        """The object of this row; one that the session holds already is told the values."""
        said = dict(zip(self._names, values, strict=True))
        known = session.identity_map.get(identity_key(self._kind, said["id"]))
        if known is not None:
            as_written(known, **said)
            return known
        row = self._kind(**said)
        make_transient_to_detached(row)
        session.add(row)
        return row


INSTANCES = Rows(Instance, without=["search"])
TASKS = Rows(Task)


def with_columns(statement: str, **more: str) -> str:
    """`{instance}` and `{task}` in a SELECT written out as the columns of these tables; `more`: other pieces, by the name they have in it."""
    return statement.format(instance=INSTANCES.columns, task=TASKS.columns, **more)
