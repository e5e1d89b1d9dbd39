"""What the program's own role may do: everything it needs, and nothing to what is evidence.

An owner can grant itself everything back, so the program's role owns no table (decision 1).
"""

from __future__ import annotations

from sqlalchemy import Connection, text

# Only ever inserted: history, releases and calendars that histories rest on, the log of changes to records.
APPEND_ONLY = ("event", "record_change", "release", "release_file", "calendar_version", "read_log")
# Never deleted: the registers and everything that a person or an auditor may ask for.
KEPT = (
    "register", "instance", "task", "incident", "service_call", "message", "notice", "person", "office", "stored_file", "case_clock",
    "project", "expert_review", "declaration_window", "declaration", "meeting_result", "sanction", "acceptance", "performance_score",
    "investment_plan_entry",
)  # fmt: skip
# Working rows that come and go.
PASSING = (
    "draft",
    "timer",
    "start_timer",
    "wait",
    "delivery",
    "idempotency_key",
    "membership",
    "sign_in",
    "worker_seen",
)


def grant(connection: Connection, role: str, tables: tuple[str, ...], rights: str = "SELECT, INSERT, UPDATE") -> None:
    """Give the role its rights on tables that a later migration adds: kept ones by default, «SELECT, INSERT» where nothing is ever changed."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    connection.execute(text(f"GRANT {rights} ON {', '.join(tables)} TO {quoted}"))
    connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}"))


def grant_all(connection: Connection, role: str) -> None:
    """Give the role its rights on the tables of 0001 and on the job engine's."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    run = connection.execute
    run(text(f"GRANT USAGE ON SCHEMA public TO {quoted}"))
    run(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    for tables, rights in (
        (APPEND_ONLY, "SELECT, INSERT"),
        (KEPT, "SELECT, INSERT, UPDATE"),
        (PASSING, "SELECT, INSERT, UPDATE, DELETE"),
    ):
        run(text(f"GRANT {rights} ON {', '.join(tables)} TO {quoted}"))
    run(text(f"GRANT SELECT ON alembic_version TO {quoted}"))
    for table in (
        run(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'procrastinate%'"))
        .scalars()
        .all()
    ):
        run(text(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {quoted}"))
    run(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {quoted}"))
    run(text(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted}"))
