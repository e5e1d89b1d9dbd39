"""A county of its own outside pytest: an embedded database in a temporary folder, the program in training mode, the demo organisation."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from app import embedded
from app.actions.person.load_demo import load_demo
from app.actions.release.publish import publish_folder
from app.actions.training.open import open_training
from app.migrations import migrate, role_of
from tests.conftest import FAST, Database, make_app
from tests.scenarios.play import Stage

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def county(begins: datetime = datetime(2025, 6, 1, 1, 0, tzinfo=UTC)) -> Iterator[Stage]:
    """As after the first start in training mode on 1 June 2025 or another day; everything is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="crowd-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # PostgreSQL's own account passes through where the crowd runs as root
        # The statistics are kept up here: the tables grow as they would in two years.
        with embedded.database({"INSTANCE_DIR": folder / "instance"}, settings=FAST | {"autovacuum": "on"}) as urls:
            migrate(urls.owner, role_of(urls.program))
            with psycopg.connect(urls.owner, autocommit=True) as connection:
                app = make_app(Database(urls.program, urls.owner, connection), TRAINING=True)
                with app.app_context():
                    open_training(True, begins)
                    publish_folder(ROOT, "首次发布")
                    load_demo("demo")
                    yield Stage(app)
