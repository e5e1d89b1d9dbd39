"""Alembic migrations, numbered. They run as the owner of the tables; the program's own role gets only what it needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url

from app.config import sqlalchemy_url

FOLDER = Path(__file__).resolve().parent


def migrate(owner_url: str, program_role: str) -> None:
    """Bring the database to the newest version; `program_role`: the role of DATABASE_URL, which gets its rights here."""
    engine = create_engine(sqlalchemy_url(owner_url))
    try:
        with engine.begin() as connection:
            command.upgrade(_config(connection, program_role), "head")
    finally:
        engine.dispose()


def role_of(url: str) -> str:
    """The role that an address signs in as."""
    return make_url(sqlalchemy_url(url)).username or ""


def head() -> str | None:
    """The newest version that this program knows."""
    return ScriptDirectory.from_config(_config(None, "")).get_current_head()


def version_of(connection: Connection) -> str | None:
    """The version of a database."""
    return MigrationContext.configure(connection).get_current_revision()


def _config(connection: Connection | None, program_role: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"], config.attributes["program_role"] = connection, program_role
    return config
