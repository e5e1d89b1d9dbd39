"""All rows of a county's database as files, and back. The database itself turns rows into JSON and JSON into rows: nothing is lost between."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

# The version is told apart; jobs belong to the job engine (its tables are its library's), sessions to browsers, heartbeats to processes.
LEFT_OUT = ("alembic_version", "sign_in", "worker_seen")
Connection = psycopg.Connection[Any]
Rows = Mapping[str, list[str]]  # table → a line of JSON for each row


def tables(connection: Connection) -> list[str]:
    """Ours, each behind those it refers to."""
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate%' ORDER BY 1").fetchall()
    refers = connection.execute("SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'").fetchall()
    needs: dict[str, set[str]] = {name: set() for (name,) in found if name not in LEFT_OUT}
    for name, other in refers:
        if name in needs and other in needs and other != name:
            needs[name].add(other)
    return list(TopologicalSorter(needs).static_order())


def lines(connection: Connection, table: str) -> list[str]:
    """Each row as one line of JSON, in the order of the primary key."""
    key = "SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) WHERE indisprimary AND indrelid = %s::regclass"
    columns = [name for (name,) in connection.execute(key, (table,)).fetchall()]
    order = sql.SQL(", ").join(map(sql.Identifier, columns or ["ctid"]))
    rows = sql.SQL("SELECT row_to_json(t)::text FROM (SELECT * FROM {} ORDER BY {}) t").format(sql.Identifier(table), order)
    with connection.transaction():
        connection.execute("SET LOCAL timezone = 'UTC'")
        return [line for (line,) in connection.execute(rows)]


def rows_of(connection: Connection) -> Rows:
    """Of every table that has any."""
    found = {table: lines(connection, table) for table in sorted(tables(connection))}
    return {table: rows for table, rows in found.items() if rows}


def store(rows: Rows, folder: Path) -> None:
    """Write `folder`/<table>.jsonl.gz, the same bytes for the same rows."""
    folder.mkdir(parents=True)
    for table, found in rows.items():
        (folder / f"{table}.jsonl.gz").write_bytes(gzip.compress("".join(f"{line}\n" for line in found).encode(), 9, mtime=0))


def read(folder: Path) -> Rows:
    """What was stored."""
    return {file.name.removesuffix(".jsonl.gz"): gzip.decompress(file.read_bytes()).decode().splitlines() for file in sorted(folder.glob("*.jsonl.gz"))}


def load(connection: Connection, rows: Rows) -> None:
    """Put the rows into a database of the version they were stored from; what is there goes before."""
    order = tables(connection)
    assert rows.keys() <= set(order), "of another version"
    with connection.transaction():
        connection.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(map(sql.Identifier, order))))
        for table in (name for name in order if name in rows):
            insert = sql.SQL("INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, %s::json)").format(sql.Identifier(table))
            connection.execute(insert, ("[" + ",".join(rows[table]) + "]",))
        _go_on_counting(connection, rows)


def _go_on_counting(connection: Connection, loaded: Iterable[str]) -> None:
    """New rows get numbers behind the loaded ones."""
    counted = "SELECT attrelid::regclass::text, attname FROM pg_attribute WHERE attidentity <> '' AND attrelid::regclass::text = ANY(%s)"
    for table, column in connection.execute(counted, (list(loaded),)).fetchall():
        last = sql.SQL("SELECT setval(pg_get_serial_sequence(%s, %s), max({})) FROM {}").format(sql.Identifier(column), sql.Identifier(table))
        connection.execute(last, (table, column))
