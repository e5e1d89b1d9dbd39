"""The tables that the migrations make are those that the program describes."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, text

import app.models
import app.records.kinds
from app.config import sqlalchemy_url
from app.db import Base
from app.migrations.rights import APPEND_ONLY
from tests.conftest import Database

assert app.models and app.records.kinds  # both describe tables when they are read


def _ours(_object: Any, name: str | None, kind: str, *_rest: Any) -> bool:
    return not (kind == "table" and name and name.startswith(("procrastinate", "alembic_version")))


def test_migrations_and_models_describe_the_same_tables(database: Database) -> None:
    engine = create_engine(sqlalchemy_url(database.owner))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_the_program_may_not_change_what_is_evidence(database: Database) -> None:
    engine = create_engine(sqlalchemy_url(database.program))
    with engine.connect() as connection:
        for table in APPEND_ONLY:
            for right in ("UPDATE", "DELETE", "TRUNCATE"):
                held = connection.scalar(text("SELECT has_table_privilege(:table, :right)"), {"table": table, "right": right})
                assert not held, f"{right} on {table}"
    engine.dispose()
