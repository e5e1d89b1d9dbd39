"""`flask check` and `flask catalogue`: what a process owner asks before publishing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
import orjson

from app.actions.release.check_paths import check_paths
from app.actions.release.write_catalogue import write_catalogue
from app.cli._house import says_why
from app.config import ROOT


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a finding.")
@says_why
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check diagrams, tables, forms and cases; status 1 when there are findings of severity error."""
    findings = check_paths(paths)
    for found in findings:
        if as_json:
            click.echo(orjson.dumps(asdict(found)).decode())
        else:
            place = " ".join(filter(None, (found.file, found.element)))
            click.echo(f"{found.severity:7} {place} [{found.rule}] {found.message}" + (f" → {found.fix}" if found.fix else ""))
    errors = sum(found.severity == "error" for found in findings)
    if not as_json:
        click.echo(f"{errors} 处错误，{len(findings) - errors} 处提醒 / {errors} errors, {len(findings) - errors} warnings")
    if errors:
        raise SystemExit(1)


@click.command()
@click.argument("folder", default=ROOT, type=click.Path(exists=True, file_okay=False, path_type=Path))
@says_why
def catalogue(folder: Path) -> None:
    """Write processes/CATALOGUE.md: every name a diagram, a table or a form may use."""
    click.echo(f"已写入 / written: {write_catalogue(folder).name}")
