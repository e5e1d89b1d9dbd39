"""Alembic's entry: the connection comes from `app.migrations.migrate`."""

from alembic import context

import app.models
import app.records.kinds  # noqa: F401 - registers the institution's tables
from app.db import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
