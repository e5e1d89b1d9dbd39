"""The `flask` commands. Each calls one action, says what it did, and ends with status 1 when it did not."""

from __future__ import annotations

from flask import Flask

from app.cli import checking, checkpoints, county, instances, releases, serving


def add_commands(app: Flask) -> None:
    """Register every command with the application."""
    own = (
        serving.serve, serving.worker, checking.check, checking.catalogue, releases.release, instances.instance, checkpoints.checkpoint, county.user,
        county.office, county.demo,
    )  # fmt: skip
    for command in own:
        app.cli.add_command(command)
