"""0002 expand: operator acts and living cases are found without reading whole histories."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    acts = "'instance:suspend', 'instance:resume', 'instance:cancel', 'instance:move', 'incident:retry'"
    op.create_index("ix_event_operator_acts", "event", ["instance_id", "seq"], postgresql_where=sa.text(f"kind IN ({acts})"))
    op.create_index(
        "ix_instance_alive", "instance", ["status"], postgresql_where=sa.text("status IN ('running', 'suspended', 'incident')")
    )


def downgrade() -> None:
    op.drop_index("ix_instance_alive", table_name="instance")
    op.drop_index("ix_event_operator_acts", table_name="event")
