"""`flask instance verify`: prove histories."""

from __future__ import annotations

from dataclasses import asdict

import click
import orjson

from app.actions.history.verify import verify_all, verify_instance
from app.cli._house import house, says_why


@click.group()
def instance() -> None:
    """Cases."""


@instance.command()
@click.argument("numbers", metavar="[ID…]", nargs=-1, type=int)
@click.option("--all", "everything", is_flag=True, help="The house (people, rights, releases, files), the register and every case.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a case.")
@says_why
def verify(numbers: tuple[int, ...], everything: bool, as_json: bool) -> None:
    """Check the chain of each case and execute it again; names the first difference; status 1 when one does not hold."""
    if bool(numbers) == everything:
        raise click.UsageError("请给出案件编号，或 --all / give case ids, or --all")
    bad = count = early = unsealed = 0
    with house():
        for proof in verify_all() if everything else map(verify_instance, numbers):
            count += proof.instance > 0
            bad += not proof.good
            early, unsealed = early + proof.early, unsealed + (proof.early > 0)
            if as_json:
                click.echo(orjson.dumps(asdict(proof)).decode())
            elif not proof.good or not everything:
                where = (proof.first_difference or {}).get("said", "")
                click.echo(f"{proof.instance:>8}  chain {proof.chain}  replay {proof.replay}  events {proof.events}  {where}")
    if not as_json:
        click.echo(
            f"{count} 个案件，{bad} 个不一致 / {count} cases, {bad} not equal"
            if bad
            else f"{count} 个案件全部一致，单位与权限、版本、附件一致 / {count} cases, all equal; people, rights, releases and files too"
        )
    if early and not as_json:
        click.echo(
            f"其中 {unsealed} 个案件的 {early} 条记录写于较早版本：当时的记录没有写明台账、附件和通知，这些未被封存"
            f" / {early} events of {unsealed} cases are of an earlier form: what they wrote into books, files and notices was not sealed then"
        )
    if bad:
        raise SystemExit(1)
