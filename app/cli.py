"""The `flask` commands. Each calls one action, says what it did, and ends with status 1 when it did not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from importlib import import_module
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app import config, embedded
from app.errors import HouseError


def add_commands(app: Flask) -> None:
    """Register every command with the application."""
    for command in (serve, worker):
        app.cli.add_command(command)


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
    with embedded.database(current_app.config, click.echo, current_app.config["PG_SETTINGS"]) as urls:
        app: Flask = import_module("app.first_start").prepare(current_app.config, urls, click.echo)
        with app.app_context():
            yield app


@click.command()
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes (WORKERS).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the web server (PORT).")
@click.option("--training", is_flag=True, help="Use the training database, whose clock people move (TRAINING=1).")
@click.option("--clock", metavar="TIME", help="Where the clock of a new training database stands, like 2025-06-10T09:00:00+08:00 (CLOCK).")
@says_why
def serve(workers: int | None, port: int | None, training: bool, clock: str | None) -> None:
    """Run everything: database, web server, worker. Ctrl-C stops it."""
    given = {"WORKERS": workers, "PORT": port, "TRAINING": training or None, "CLOCK": _moment(clock)}
    settings = config.load({name: value for name, value in given.items() if value is not None})
    import_module("app.supervisor").serve(settings, click.echo)


@click.command()
@says_why
def worker() -> None:
    """Run one worker: timers, messages, calls to the outside."""
    if not current_app.config["DATABASE_URL"]:
        raise click.ClickException("请设置 DATABASE_URL，或使用 flask serve / set DATABASE_URL, or use flask serve, which runs a worker itself")
    import_module("app.worker").main()


def _moment(text: str | None) -> datetime | None:
    try:
        return config.moment(text) if text else None
    except ValueError as error:
        raise click.BadParameter(f"must be {error}", param_hint="--clock") from error
