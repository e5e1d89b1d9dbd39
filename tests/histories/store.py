"""`python -m tests.histories.store NAME`: plays the story with this program and keeps its database under tests/histories/NAME, for ever."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from app.migrations import head
from tests.crowd.county import county
from tests.histories.desk import Desk
from tests.histories.f9afdbe.answers import WRITTEN
from tests.histories.play import Play
from tests.histories.rows import rows_of, store
from tests.histories.story import play

BEGINS = datetime(2019, 6, 1, 1, 0, tzinfo=UTC)


def main(name: str) -> None:
    """A landed version gets a folder once; it is never written again."""
    folder = Path(__file__).resolve().parent / name
    with county(BEGINS) as stage:
        play(Play(Desk(stage, WRITTEN)))
        with psycopg.connect(stage.app.config["MIGRATION_DATABASE_URL"], autocommit=True) as connection:
            rows = rows_of(connection)
        key = stage.app.config["HISTORY_KEY"].hex()
    store(rows, folder / "rows")
    (folder / "history.key").write_text(f"{key}\n", "ascii")
    (folder / "about.json").write_text(json.dumps({"revision": head()}, indent=2) + "\n", "utf-8")
    size = sum(file.stat().st_size for file in (folder / "rows").iterdir())
    print(f"{sum(map(len, rows.values()))} rows of {len(rows)} tables, {len(rows['instance'])} cases, {size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1])
