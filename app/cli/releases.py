"""`flask release`: publish and list."""

from __future__ import annotations

from pathlib import Path

import click

from app.actions.release.list import list_releases
from app.actions.release.publish import publish_folder
from app.cli._house import house, says_why
from app.config import ROOT
from app.errors import DiagramRefused


@click.group()
def release() -> None:
    """Releases of the processes."""


@release.command()
@click.argument("folder", default=ROOT, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("-m", "--message", required=True, help="What changed, and why.")
@says_why
def publish(folder: Path, message: str) -> None:
    """Check FOLDER/processes and FOLDER/forms, play their cases, publish them; a changed calendar is published beside them, and alone makes no release."""
    with house():
        try:
            published = publish_folder(folder, message, author="command line", play=True)
        except DiagramRefused as refused:
            for found in refused.facts.get("findings", []):
                click.echo(f"{found}", err=True)
            raise
        for found in published.warnings:
            click.echo(f"warning {found.file} {found.element or ''} [{found.rule}] {found.message}")
        if published.calendar is not None:
            click.echo(f"已发布工作日历 / published calendar {published.calendar.id}")
        if published.release is not None:
            click.echo(f"已发布版本 / published release {published.release.id}: {len(published.release.manifest)} files")


@release.command(name="list")
@says_why
def list_() -> None:
    """All releases, newest first."""
    with house():
        after = None
        while True:
            page = list_releases(limit=200, after=after)
            for row in page.items:
                click.echo(f"{row['n']:>5}  {row['published_at'][:16]}  {row['id'][:12]}  {row['author']}  {row['message']}")
            if (after := page.next) is None:
                return
