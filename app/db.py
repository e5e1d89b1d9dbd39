"""The database: base class, session, and `transaction()` — the only place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError  # noqa: A004 - the pool's
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.attributes import set_committed_value

from app.errors import DatabaseAway


class Base(DeclarativeBase):
    """Base of every table; names of constraints are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "autoflush": False})


IDLE = psycopg.pq.TransactionStatus.IDLE


@contextmanager
def transaction() -> Iterator[Session]:
    """One transaction: everything inside is written together at the end, or nothing.

    Inside another one it is a part of it (a savepoint): only the outermost commits.
    Raises  DatabaseAway when the server cannot be reached or goes away on the way.
    """
    session: Session = db.session()
    if session.info.get("inside"):
        with session.begin_nested():
            yield session
        return
    with _answering(session):
        session.info["inside"] = True
        try:
            with _driver_of(session) as connection:
                if connection.autocommit:  # inside `reading()`
                    connection.autocommit = False
                yield session
        finally:
            session.info["inside"] = False
        session.commit()


@contextmanager
def reading() -> Iterator[Session]:
    """For what only reads: each statement for itself, without a transaction; one that follows in this request uses the same connection.

    A transaction here would end with ROLLBACK, after which the driver forgets the statements it has prepared, and the server plans each anew.
    Raises  DatabaseAway.
    """
    session: Session = db.session()
    with _answering(session), _driver_of(session) as connection, _each_for_itself(connection):
        yield session


@contextmanager
def _driver_of(session: Session) -> Iterator[psycopg.Connection[Any]]:
    """Its connection, looked up once for all that `run` asks inside."""
    before = session.info.get("driver")
    session.info["driver"] = connection = before or driver_connection(session)
    try:
        yield connection
    finally:
        session.info["driver"] = before


@contextmanager
def _each_for_itself(connection: psycopg.Connection[Any]) -> Iterator[None]:
    """No transaction unless there is one already."""
    idle = connection.info.transaction_status == IDLE and not connection.autocommit
    if idle:
        connection.autocommit = True
    try:
        yield
    finally:
        if idle and connection.info.transaction_status == IDLE:
            connection.autocommit = False


@contextmanager
def _answering(session: Session) -> Iterator[None]:
    """Roll back whatever goes wrong; say so plainly when it is the database that is away."""
    try:
        yield
    except (OperationalError, TimeoutError, psycopg.OperationalError) as error:
        _forget(session)
        if isinstance(getattr(error, "orig", error), psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
            raise
        raise DatabaseAway("数据库暂时无法使用，本次操作未保存，请稍后重试。", "The database does not answer; nothing was saved.") from error
    except DBAPIError as error:
        _forget(session)
        if error.connection_invalidated:
            raise DatabaseAway("数据库连接中断，本次操作未保存，请稍后重试。", "The connection was lost; nothing was saved.") from error
        raise
    except BaseException:
        _forget(session)
        raise


def _forget(session: Session) -> None:
    """Roll back; a connection that is already dead has nothing left to roll back, so its own error must not hide the first one."""
    try:
        session.rollback()
    except (DBAPIError, psycopg.Error):
        session.invalidate()


def run(session: Session, statement: LiteralString, *values: object) -> psycopg.Cursor[tuple[Any, ...]]:
    """A statement that many steps need, in plain SQL and prepared, past SQLAlchemy (which takes longer than the database does).

    It belongs to the session's transaction, but the session does not know of it: rows in hand must be told (`as_written`).
    Raises  psycopg's errors as they are.
    """
    connection = session.info.get("driver") or driver_connection(session)
    return connection.execute(statement, values, prepare=True)


def one(session: Session, statement: LiteralString, *values: object) -> tuple[Any, ...]:
    """The first row of a statement that always has one."""
    row = run(session, statement, *values).fetchone()
    assert row is not None, statement
    return row


def as_written(row: Base, **values: object) -> None:
    """These columns of a row in hand have been written by `run`: the session has nothing to write any more."""
    for name, value in values.items():
        set_committed_value(row, name, value)


def driver_connection(session: Session) -> psycopg.Connection[Any]:
    """The psycopg connection of this session's transaction; jobs are deferred on it, so that a rollback removes them."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    return connection
