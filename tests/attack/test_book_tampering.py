"""Somebody who owns the tables rewrites the books, papers and notices of a case: each random tampering is found, in its table and row and column."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from app.actions.history import verify
from app.config import sqlalchemy_url
from app.db import transaction
from app.ground.releases import definition
from app.history.books import books_fault, books_of
from app.history.events import Events
from app.history.fold import all_books_fault
from app.history.joined import joined_fault
from app.history.proof import TABLES, Proven
from app.history.sources import Fault
from app.models import Instance
from app.records.kinds import KINDS
from tests.conftest import Database
from tests.scenarios.conftest import stage
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import OLD_PLATFORM, SCJ, WJW, fill, plan, stamp, year

assert year and stage, "the fixtures"

COUNT = int(os.environ.get("TAMPERINGS", "300"))  # TAMPERINGS=3000 python -m pytest tests/attack/test_book_tampering.py
OF_HOUSE = {"id", "sha256", "name", "size", "type", "content", "uploaded_by", "uploaded_at"}  # of files: see test_house_tampering
BOUND = {"stored_file": "WHERE instance_id IS NOT NULL"}
OTHER = {
    "boolean": "NOT {c}", "bigint": "coalesce({c}, 0) + 1000", "integer": "coalesce({c}, 0) + 1", "smallint": "coalesce({c}, 0) + 1",
    "numeric": "coalesce({c}, 0) + 0.01", "timestamp with time zone": "coalesce({c}, now()) + interval '1 microsecond'",
    "date": "coalesce({c}, current_date) + 1", "ARRAY": "array_append({c}, 'x')", "jsonb": "jsonb_build_array({c}, 1)", "text": "coalesce({c}, '') || 'x'",
}  # fmt: skip


@pytest.fixture
def attack(stage: Stage, year: str, database: Database) -> Iterator[Callable[..., Fault | None]]:
    """Two declared projects; do something to the rows as their owner, verify everything of the books, undo it."""
    for dept, name in ((WJW, OLD_PLATFORM), (SCJ, "智慧监管平台")):
        case = plan(stage, dept, name, "2025-07-01")
        stage.clock("2025-07-15 09:00:00")
        fill(stage, case, dept, name, "2025-07-15", {"软件开发": "100.00"})
        stamp(stage, case, dept)
    assert all(proof.good for proof in verify.verify_all())
    engine = create_engine(sqlalchemy_url(database.owner))

    def attack(*statements: str, **values: Any) -> Fault | None:
        with engine.connect() as connection:
            for statement in connection.scalars(_RULES).all():  # who owns the tables is held by nothing; all of it is undone
                connection.execute(text(statement))
            changed = sum(connection.execute(text(statement), values).rowcount for statement in statements)
            assert changed, statements
            with Session(connection) as session:
                found = _fault(session)
            connection.rollback()
        return found

    yield attack
    engine.dispose()


_RULES = text("""
    SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', conrelid::regclass, conname) FROM pg_constraint
    WHERE contype IN ('f', 'c', 'u') AND connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text !~ 'procrastinate'
    UNION ALL SELECT format('DROP INDEX %s', indexrelid::regclass) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace AND indrelid::regclass::text !~ 'procrastinate'
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)""")


def _fault(session: Session) -> Fault | None:
    for instance in session.query(Instance).order_by(Instance.id):
        if fault := joined_fault(session, instance, Events(session, instance.id), definition(instance.release_id), 0):
            return fault
        if fault := books_fault(session, instance, books_of(Events(session, instance.id), 0)):
            return fault
    return all_books_fault(session, 0)


def _tables(database: Database) -> dict[str, list[Any]]:
    """The tables of which this is the proof and that have rows, with their ids."""
    names = ("record_change", "notice", "stored_file", *KINDS)
    return {name: ids for name in names if (ids := [n for (n,) in database.connection.execute(f"SELECT id FROM {name} ORDER BY id".encode())])}


def _columns(database: Database, table: str) -> dict[str, str]:
    rows = database.connection.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", (table,))
    listed = TABLES[table]
    mine = {name: kind for name, kind in rows if isinstance(listed.column(name), Proven)}
    return {name: kind for name, kind in mine.items() if table != "stored_file" or name not in OF_HOUSE}


def test_random_tampering_is_found_and_located(attack: Callable[..., Fault | None], database: Database) -> None:
    lots, tables, run = random.Random(20202), _tables(database), database.connection.execute
    assert len(tables) >= 6, tables.keys()
    missed = []
    for _ in range(COUNT):
        name = lots.choice(sorted(tables))
        columns = _columns(database, name)
        row, column = lots.choice(tables[name]), lots.choice(sorted(columns.keys() - {"id"}))
        what = lots.choice(("edit", "edit", "edit", "delete", "insert", "swap"))
        other = lots.choice(tables[name])
        if what == "swap" and run(f"SELECT count(DISTINCT row({column})) FROM {name} WHERE id IN ({row}, {other})".encode()).fetchone() == (1,):
            what = "edit"  # they say the same
        where = str(row)
        if what == "swap":
            sql = f"UPDATE {name} a SET {column} = b.{column} FROM {name} b WHERE (a.id, b.id) IN (({row}, {other}), ({other}, {row}))"
            where = ""  # one of the two
        elif what == "delete":
            sql = f"DELETE FROM {name} WHERE id = {row}"
        elif what == "insert":
            every = [c for (c,) in run("SELECT column_name FROM information_schema.columns WHERE table_name = %s", (name,))]
            taken = ", ".join("999999" if c == "id" else c for c in every)
            sql, where = f"INSERT INTO {name} ({', '.join(every)}) SELECT {taken} FROM {name} WHERE id = {row}", "999999"
        else:
            sql = f"UPDATE {name} SET {column} = {OTHER[columns[column]].format(c=column)} WHERE id = {row}"
        found = attack(sql)
        if not _told(found, name, "" if name == "notice" else where):
            missed.append((what, name, row, column, found))
    assert missed == [], (len(missed), missed[:8])


def _told(found: Fault | None, table: str, row: str = "") -> bool:
    return found is not None and found["table"] == table and (not row or found["row"] == row) and bool(found["said"]) and bool(found["said_en"])


def test_what_an_auditor_would_fear(attack: Callable[..., Fault | None]) -> None:
    renamed = attack("UPDATE project SET name = '另一个项目' WHERE id = 1")
    assert renamed is not None and (renamed["table"], renamed["row"], renamed["column"], renamed["found"]) == ("project", "1", "name", "另一个项目")
    assert renamed["must"] == OLD_PLATFORM and int(renamed["seq"]) > 0 and int(renamed["case"]) > 0, "which event of which case says so"
    both = attack(
        "UPDATE project SET name = '另一个项目' WHERE id = 1",
        """UPDATE record_change SET after = jsonb_set(after, '{name}', '"另一个项目"') WHERE kind = 'project' AND record_id = 1 AND action = 'create'""",
    )
    assert both is not None and both["table"] == "record_change" and int(both["seq"]) > 0
    review = attack("DELETE FROM expert_review WHERE id = 1", "DELETE FROM record_change WHERE kind = 'expert_review' AND record_id = 1")
    assert review is not None and review["table"] == "record_change", "an opinion with all its changes"
    older = attack(
        "UPDATE project SET state = (SELECT after->>'state' FROM record_change WHERE kind = 'project' AND record_id = 1 AND action = 'create'), "
        "version = 1 WHERE id = 1"
    )
    assert older is not None and older["table"] == "project" and older["column"] in ("state", "version"), "an older version of the row"
    moved = attack("UPDATE stored_file SET instance_id = NULL, address = NULL WHERE instance_id IS NOT NULL")
    assert moved is not None and (moved["table"], moved["column"]) == ("stored_file", "instance_id")


@pytest.mark.parametrize("column", ["title", "project_id", "dept", "build_unit", "outcome", "ended_at", "search"])
def test_what_a_case_took_over_from_its_project_is_proven(column: str, attack: Callable[..., Fault | None]) -> None:
    value = {"project_id": "project_id + 1", "ended_at": "now()", "search": "''"}.get(column, f"coalesce({column}, '') || 'x'")
    found = attack(f"UPDATE instance SET {column} = {value} WHERE project_id = 1")
    assert found is not None and (found["table"], found["column"]) == ("instance", column) and int(found["seq"]) > 0
    assert found["said"] and found["said_en"]


def test_an_incident_that_no_event_raised_is_found(attack: Callable[..., Fault | None]) -> None:
    new = "INSERT INTO incident (instance_id, message, command, created_at) SELECT id, 'x', '{}', now() FROM instance WHERE id = 1"
    found = attack(new)
    assert found is not None and found["table"] == "incident"


def test_one_case_alone_shows_its_records_too(stage: Stage, year: str, database: Database) -> None:
    case = plan(stage, WJW, OLD_PLATFORM, "2025-07-01")
    database.connection.execute("UPDATE project SET name = name || 'x'")
    with transaction() as session:
        assert session.get(Instance, int(case)) is not None
    found = verify.verify_instance(int(case)).first_difference
    assert found is not None and (found["table"], found["column"]) == ("project", "name")
