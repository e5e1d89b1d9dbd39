"""Everything that the schema holds is said to be proven by something, or not, with a reason; and the page for people says the same."""

from __future__ import annotations

from app.history.house_rows import SEALED
from app.history.proof import PARTS, TABLES, Open, Proven
from tests.conftest import Database
from tests.house.proof import PAGE, page


def _schema(database: Database) -> dict[str, set[str]]:
    rows = database.connection.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'").fetchall()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


def test_every_table_and_column_stands_in_the_list_once(database: Database) -> None:
    schema = _schema(database)
    assert len(TABLES) == sum(len(tables) for _, tables in PARTS)
    assert schema.keys() - TABLES.keys() == set(), "tables of which nothing is said"
    assert TABLES.keys() - schema.keys() == set(), "tables that are gone"
    silent = {f"{name}.{column}" for name, columns in schema.items() for column in columns if TABLES[name].column(column) is None}
    gone = {f"{name}.{column}" for name, table in TABLES.items() for column in table.columns if column != "*" and column not in schema[name]}
    assert (silent, gone) == (set(), set())


def test_what_is_not_proven_has_a_reason() -> None:
    for table in TABLES.values():
        for said in (table.rows, *table.columns.values()):
            assert len(said.by if isinstance(said, Proven) else said.why) >= 8, table.name
            assert isinstance(said, Proven | Open)


def test_the_page_for_people_is_written_from_the_list() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.house.proof writes it anew"


def test_the_list_says_of_the_house_what_its_chain_holds() -> None:
    for name, table in SEALED.items():
        proven = {column for column, said in TABLES[name].columns.items() if isinstance(said, Proven)}
        manifest = {"manifest"} if name == "release" else set()
        assert proven >= {*table.columns, *table.itself} | manifest, name
        assert isinstance(TABLES[name].rows, Proven), name
