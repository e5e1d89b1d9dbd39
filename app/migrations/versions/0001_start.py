"""0001 start: the platform's tables, the institution's records, the job engine's tables; the event table out of the program's reach.

The job engine's schema is its library's own; a newer library comes with a migration of its own here."""

import sqlalchemy as sa
from alembic import context, op
from procrastinate import App, SyncPsycopgConnector

from app.migrations.rights import grant_all
from app.migrations.start import cases, due, findings, people, projects

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for tables in (projects, findings, people, cases, due):
        tables.make()
    op.execute(sa.text("INSERT INTO register (id, last_number, mac) VALUES (1, 0, '')"))
    schema = App(connector=SyncPsycopgConnector()).schema_manager.get_schema()
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute(schema)
    grant_all(op.get_bind(), context.config.attributes["program_role"])


def downgrade() -> None:
    """There is nothing before the start: a database is dropped as a whole."""
    raise RuntimeError("0001 is the first migration; drop the database instead")
