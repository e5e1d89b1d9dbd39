"""What every test may ask for. The database is a real PostgreSQL, started once per run in a folder of its own and emptied before each test."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import create_app, embedded
from app.migrations import migrate, role_of

# For tests alone: nobody needs these rows after a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "scram_iterations": "64", "max_connections": "60"}


@dataclass
class Database:
    """The test run's server: addresses of both roles, and a connection of the owner that empties the tables."""

    program: str
    owner: str
    connection: psycopg.Connection[Any]

    def empty(self) -> None:
        """As after the migrations: no row anywhere, numbers start at 1 again."""
        tables = self.connection.execute(
            "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('alembic_version', 'register') ORDER BY 1"
        ).fetchall()
        looks = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for (name,) in tables)
        used = [name for (name,) in self.connection.execute(looks).fetchall()]
        self.connection.execute("SET lock_timeout = '10s'")
        if used:
            self.connection.execute(f"TRUNCATE {', '.join(used)} RESTART IDENTITY CASCADE")
        self.connection.execute("DELETE FROM register; INSERT INTO register (id, last_number, mac) VALUES (1, 0, '')")


@pytest.fixture(scope="session")
def _server() -> Iterator[Database]:
    """One server per run; several runs on one machine do not meet."""
    with tempfile.TemporaryDirectory(prefix="desk-tests-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's own account passes through where the tests run as root
        with embedded.database({"INSTANCE_DIR": folder / "instance"}, settings=FAST) as urls:
            migrate(urls.owner, role_of(urls.program))
            with psycopg.connect(urls.owner, autocommit=True) as connection:
                yield Database(urls.program, urls.owner, connection)


@pytest.fixture
def database(_server: Database) -> Database:
    """An empty, migrated database."""
    _server.empty()
    return _server


def make_app(server: Database, **settings: Any) -> Flask:
    """The program over this database, with a key of its own; `settings` win."""
    return create_app(
        {
            "DATABASE_URL": server.program,
            "MIGRATION_DATABASE_URL": server.owner,
            "HISTORY_KEY": b"a key for tests, 32 bytes or more",
            "TESTING": True,
            **settings,
        }
    )


@pytest.fixture(scope="session")
def _app(_server: Database) -> Flask:
    return make_app(_server)


@pytest.fixture(scope="session")
def _training_app(_server: Database) -> Flask:
    return make_app(_server, TRAINING=True)


@contextmanager
def _entered(app: Flask) -> Iterator[None]:
    """Its context; numbers of releases and calendars begin at 1 again, so what was kept under them is forgotten."""
    for name in [name for name in app.extensions if name.startswith("house.")]:
        del app.extensions[name]
    with app.app_context():
        yield


@pytest.fixture
def app(_app: Flask, database: Database) -> Iterator[Flask]:
    """The program over an empty database, its context open."""
    with _entered(_app):
        yield _app


@pytest.fixture
def training_app(_training_app: Flask, database: Database) -> Iterator[Flask]:
    """The program in training mode over an empty database, its context open; the clock's row is the test's to set."""
    with _entered(_training_app):
        yield _training_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def db(app: Flask) -> Iterator[Session]:
    """A session for looking at rows; closed with the test, or its locks would outlive it."""
    from app.db import db as tables

    session: Session = tables.session()
    yield session
    session.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/browser drives a browser."""
    for item in items:
        if "browser" in item.path.relative_to(Path(__file__).parent).parts[:-1]:
            item.add_marker(pytest.mark.browser)
