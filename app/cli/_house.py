"""What every command shares: a refusal becomes one message, and the program's database is there for the command's duration."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import config, embedded
from app.errors import HouseError


def says_why(function: Callable[..., None]) -> Callable[..., None]:
    """A refusal becomes one message and status 1, not a traceback."""

    @wraps(function)
    def command(*arguments: Any, **options: Any) -> None:
        try:
            function(*arguments, **options)
        except HouseError as refusal:
            raise click.ClickException(f"{refusal.detail} / {refusal.detail_en}") from refusal
        except (config.SettingWrong, embedded.EmbeddedFailed) as problem:
            raise click.ClickException(str(problem)) from problem

    return with_appcontext(command)


@contextmanager
def house() -> Iterator[Flask]:
    """The program over its database, for one command: the database of DATABASE_URL, or the embedded one, joined or started meanwhile."""
    from app.first_start import prepare  # not before it is needed: a web process never does

    with embedded.database(current_app.config, click.echo, current_app.config["PG_SETTINGS"]) as urls:
        app = prepare(current_app.config, urls, click.echo)
        with app.app_context():
            yield app
