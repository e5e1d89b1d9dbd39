"""`flask checkpoint`: signed heads over all chains."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from app.actions.history.export_checkpoint import export_checkpoint, prove_inclusion
from app.actions.history.list_checkpoints import all_checkpoints
from app.actions.history.make_checkpoint import change_key, make_checkpoint
from app.actions.history.verify_checkpoint import read_kept, verify_checkpoint
from app.cli._house import house, says_why
from app.ground.house import COMMAND_LINE


@click.group()
def checkpoint() -> None:
    """Signed checkpoints: keep their files elsewhere, and nothing that they hold can vanish unseen."""


@checkpoint.command()
@says_why
def make() -> None:
    """Sign what all chains hold now."""
    with house():
        n = make_checkpoint(COMMAND_LINE).n
        shown = next(one for one in all_checkpoints() if one["n"] == n)
    click.echo(f"检查点 {n}：{shown['cases']} 个案件，{shown['events']} 条记录，公钥指纹 {shown['fingerprint']}\n{shown['root']}")


@checkpoint.command(name="list")
@says_why
def list_() -> None:
    """All of them, newest first."""
    with house():
        for one in all_checkpoints():
            click.echo(f"{one['n']:>6}  {one['at']}  {one['cases']} 案  {one['events']} 条  {one['root']}")


@checkpoint.command()
@click.argument("n", type=int)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@says_why
def export(n: int, file: Path) -> None:
    """Write checkpoint N into FILE."""
    with house():
        file.write_bytes(export_checkpoint(n))
    click.echo(f"已写入 / written: {file}")


@checkpoint.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--key", "keys", multiple=True, metavar="FINGERPRINT", help="A public key that you know to be this installation's.")
@says_why
def verify(file: Path, keys: tuple[str, ...]) -> None:
    """Hold the database against FILE; status 1 when anything is missing, shorter or another."""
    with house():
        held = verify_checkpoint(read_kept(file.read_bytes()), keys)
    click.echo(f"检查点 {held.n}（{held.at}），{held.cases} 个案件，公钥指纹 {held.fingerprint}")
    for fault in held.faults:
        click.echo(f"  {fault}")
    if held.faults:
        raise SystemExit(1)
    click.echo("签名有效；检查点所记的全部记录都还在，且没有改动 / the signature holds, and everything it holds is still there, unchanged")


@checkpoint.command()
@click.argument("n", type=int)
@click.argument("number", type=int)
@says_why
def prove(n: int, number: int) -> None:
    """That case NUMBER belongs to checkpoint N, as JSON, without the other cases."""
    with house():
        click.echo(orjson.dumps(prove_inclusion(n, number), option=orjson.OPT_INDENT_2).decode())


@checkpoint.command(name="new-key")
@click.option("--lost", is_flag=True, help="There is no old key any more.")
@says_why
def new_key(*, lost: bool) -> None:
    """Sign with a new key from now on; the old one signs a last checkpoint that names it."""
    with house():
        made = change_key(lost=lost, by=COMMAND_LINE)
    click.echo("已换新密钥 / a new key" + (f"；检查点 {made.n} 由原密钥签署并指明新密钥" if made else ""))
