"""`flask serve` and `flask worker`: running the program."""

from __future__ import annotations

from datetime import datetime

import click
from flask import current_app

from app import config
from app.cli._house import says_why


@click.command()
@click.option("--workers", type=click.IntRange(1, 64), help="Web processes (WORKERS).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the web server (PORT).")
@click.option("--training", is_flag=True, help="Use the training database, whose clock people move (TRAINING=1).")
@click.option("--clock", metavar="TIME", help="Where the clock of a new training database stands, like 2025-06-10T09:00:00+08:00 (CLOCK).")
@says_why
def serve(workers: int | None, port: int | None, training: bool, clock: str | None) -> None:
    """Run everything: database, web server, worker. Ctrl-C stops it."""
    given = {"WORKERS": workers, "PORT": port, "TRAINING": training or None, "CLOCK": _moment(clock)}
    from app import supervisor  # not before it is needed: a web process never does

    settings = config.load({name: value for name, value in given.items() if value is not None})
    supervisor.serve(settings, click.echo)


@click.command()
@says_why
def worker() -> None:
    """Run one worker: timers, messages, calls to the outside."""
    from app.worker import main  # loads the job engine, which web processes do without

    if not current_app.config["DATABASE_URL"]:
        raise click.ClickException("请设置 DATABASE_URL，或使用 flask serve / set DATABASE_URL, or use flask serve, which runs a worker itself")
    main()


def _moment(text: str | None) -> datetime | None:
    try:
        return config.moment(text) if text else None
    except ValueError as error:
        raise click.BadParameter(f"must be {error}", param_hint="--clock") from error
