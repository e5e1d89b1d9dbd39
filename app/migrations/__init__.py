"""Alembic migrations, numbered. They run as the owner of the tables; the program's own role gets only what it needs.

Alembic is loaded by who migrates alone: it takes a tenth of the memory of a web process, which only asks for version and head.
"""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, make_url, text

from app.config import sqlalchemy_url

FOLDER = Path(__file__).resolve().parent
REVISION = re.compile(r'^(down_)?revision = (?:"(\w+)"|None)$', re.MULTILINE)


def migrate(owner_url: str, program_role: str, to: str = "head") -> None:
    """Bring the database to the newest version, or to an earlier one; `program_role`: the role of DATABASE_URL, which gets its rights here."""
    from alembic import command
    from alembic.config import Config

    engine = create_engine(sqlalchemy_url(owner_url))
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(FOLDER))
            config.attributes["connection"], config.attributes["program_role"] = connection, program_role
            command.upgrade(config, to)
    finally:
        engine.dispose()


def role_of(url: str) -> str:
    """The role that an address signs in as."""
    return make_url(sqlalchemy_url(url)).username or ""


def head() -> str | None:
    """The newest version that this program knows: the one that no other builds on."""
    found = [REVISION.findall(file.read_text("utf-8")) for file in (FOLDER / "versions").glob("*.py")]
    said = [(bool(down), name) for lines in found for down, name in lines]
    heads = {name for is_down, name in said if not is_down} - {name for is_down, name in said if is_down}
    return max(heads, default=None)


def version_of(connection: Connection) -> str | None:
    """The version of a database; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
