"""A stored county brought to the newest version of the tables, and the newest program over it. Each stored version has its turn."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask

from app import embedded
from app.cli import add_commands
from app.config import key_from
from app.db import transaction
from app.ground.house import open_house
from app.migrations import migrate, role_of
from tests.conftest import FAST, Database, make_app
from tests.histories.desk import Desk
from tests.histories.rows import Connection, Rows, load, read, rows_of
from tests.scenarios.play import Stage

HERE = Path(__file__).resolve().parent
VERSIONS = sorted(file.parent.name for file in HERE.glob("*/about.json"))
# Signing in is not what is proven here: dozens of people do it, and the county's own hash costs each a moment.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Kept:
    """A stored version: its folder and what `about.json` says; its rows right after loading, and after the migrations that came since."""

    folder: Path
    about: dict[str, Any]
    loaded: Rows
    migrated: Rows
    connection: Connection
    app: Flask
    untouched: bool = True

    @property
    def standing(self) -> set[str]:
        """The elements at which somebody may go on."""
        running = {case["id"] for case in map(json.loads, self.loaded["instance"]) if case["status"] in ("running", "incident")}
        tasks = map(json.loads, self.loaded["task"])
        return {task["element"] for task in tasks if task["status"] == "open" and task["instance_id"] in running}

    def flask(self, *arguments: str) -> str:
        """What a command says; it is a program of its own, so it does not meet the context of the test."""
        with ThreadPoolExecutor(1) as apart:
            done = apart.submit(self.app.test_cli_runner().invoke, args=arguments).result()
        assert done.exit_code == 0, done.output
        return str(done.stdout)

    def desk(self) -> Desk:
        """Everybody at their desks, nobody signed in yet."""
        return Desk(Stage(self.app), import_module(f"tests.histories.{self.folder.name}.answers").WRITTEN)


@pytest.fixture(scope="session", params=VERSIONS)
def kept(request: pytest.FixtureRequest) -> Iterator[Kept]:
    """A server of its own, for its tables are older at first. Loaded into the version of its time, then migrated."""
    source = HERE / request.param
    key = source / "history.key"
    about = json.loads((source / "about.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory(prefix="desk-histories-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's own account passes through where the tests run as root
        with embedded.database({"INSTANCE_DIR": folder / "instance"}, settings=FAST) as urls, psycopg.connect(urls.owner, autocommit=True) as connection:
            migrate(urls.owner, role_of(urls.program), to=about["revision"])
            load(connection, read(source / "rows"))
            loaded = rows_of(connection)
            migrate(urls.owner, role_of(urls.program))
            connection.execute("UPDATE person SET password = %s WHERE password IS NOT NULL", (QUICK.hash("demo"),))
            app = make_app(Database(urls.program, urls.owner, connection), TRAINING=True, HISTORY_KEY=key_from(key), HISTORY_KEY_FILE=key)
            add_commands(app)
            with app.app_context(), transaction() as session:
                assert open_house(session), "what was there before the house had a chain becomes its first events"
            yield Kept(source, about, loaded, rows_of(connection), connection, app)


@pytest.fixture
def old(kept: Kept) -> Desk:
    """The county as it was stored, for looking at."""
    if not kept.untouched:
        load(kept.connection, kept.migrated)
        kept.untouched = True
    return kept.desk()


@pytest.fixture
def living(old: Desk, kept: Kept) -> Desk:
    """The county as it was stored, for going on."""
    kept.untouched = False
    return old
