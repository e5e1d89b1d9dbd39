"""`flask user`, `flask office`, `flask demo`: who works here."""

from __future__ import annotations

import click
from flask import current_app

from app.actions.person.add import add_person
from app.actions.person.add_office import add_office
from app.actions.person.give_role import give_role
from app.actions.person.issue_token import LONGEST_DAYS, issue_token
from app.actions.person.list_tokens import list_tokens
from app.actions.person.load_demo import load_demo
from app.actions.person.revoke_token import revoke_token
from app.actions.person.set_active import set_active
from app.actions.person.set_password import set_password
from app.actions.person.take_role import take_role
from app.cli._house import house, says_why
from app.ground.house import COMMAND_LINE


@click.group()
def user() -> None:
    """People."""


@user.command(name="add")
@click.argument("username")
@click.argument("name")
@click.option("--role", "roles", multiple=True, metavar="ROLE[@OFFICE]", help="A role, such as dept_handler@wjw; several times for several.")
@click.option("--password", help="The first password; asked for when it is not given.")
@click.option("--machine", is_flag=True, help="No password: comes in with tokens only.")
@says_why
def user_add(username: str, name: str, roles: tuple[str, ...], password: str | None, machine: bool) -> None:
    """Add a person, or a machine."""
    if password is None and not machine:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    memberships = [(role, office or None) for role, _, office in (text.partition("@") for text in roles)]
    with house():
        add_person(username, name, password=None if machine else password, memberships=memberships, by=COMMAND_LINE)
    click.echo(f"已添加 / added: {username}")


@user.command(name="give-role")
@click.argument("username")
@click.argument("role", metavar="ROLE[@OFFICE]")
@says_why
def user_give_role(username: str, role: str) -> None:
    """Give a person a role, such as dept_handler@wjw."""
    name, _, code = role.partition("@")
    with house():
        give_role(username, name, code or None, by=COMMAND_LINE)
    click.echo(f"已授予 / given: {username} {role}")


@user.command(name="take-role")
@click.argument("username")
@click.argument("role", metavar="ROLE[@OFFICE]")
@says_why
def user_take_role(username: str, role: str) -> None:
    """Take a role from a person."""
    name, _, code = role.partition("@")
    with house():
        take_role(username, name, code or None, by=COMMAND_LINE)
    click.echo(f"已收回 / taken: {username} {role}")


@user.command(name="password")
@click.argument("username")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="The new password; asked for when it is not given.")
@says_why
def user_password(username: str, password: str) -> None:
    """Give a person a new password; open sessions end."""
    with house():
        set_password(username, password, by=COMMAND_LINE)
    click.echo(f"已更改密码 / password changed: {username}")


@user.command(name="disable")
@click.argument("username")
@says_why
def user_disable(username: str) -> None:
    """A person leaves: cannot come in any more; what was done stays."""
    with house():
        set_active(username, False, by=COMMAND_LINE)
    click.echo(f"已停用 / disabled: {username}")


@user.command(name="enable")
@click.argument("username")
@says_why
def user_enable(username: str) -> None:
    """A person comes back."""
    with house():
        set_active(username, True, by=COMMAND_LINE)
    click.echo(f"已启用 / enabled: {username}")


@user.command(name="token")
@click.argument("username")
@click.option("--scope", "scopes", multiple=True, required=True, help="read, act, or send:NAME as a message declares it; several times for several.")
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=90, show_default=True, help="How long it is valid.")
@click.option("--label", default="", help="What it is for.")
@says_why
def user_token(username: str, scopes: tuple[str, ...], days: int, label: str) -> None:
    """Give a person or a machine a token for `Authorization: Bearer`; it is shown this once."""
    with house():
        issued = issue_token(username, scopes, days, label, by=COMMAND_LINE)
    click.echo(f"令牌 {issued.id}，有效至 {issued.expires_at:%Y-%m-%d}，只显示这一次 / token, shown this once:", err=True)
    click.echo(issued.token)


@user.command(name="tokens")
@click.argument("username")
@says_why
def user_tokens(username: str) -> None:
    """The tokens of a person or a machine, newest first."""
    with house():
        for row in list_tokens(username):
            state = "已撤销 / revoked" if row.revoked_at else f"至 / until {row.expires_at:%Y-%m-%d}"
            click.echo(f"{row.id:>6}  {state}  {','.join(row.scopes)}  {row.label}")


@user.command(name="revoke-token")
@click.argument("number", type=int)
@says_why
def user_revoke_token(number: int) -> None:
    """Revoke a token by its number."""
    with house():
        row = revoke_token(number, by=COMMAND_LINE)
    click.echo(f"已撤销 / revoked: {row.id} ({row.person})")


@click.group()
def office() -> None:
    """Offices."""


@office.command(name="add")
@click.argument("code")
@click.argument("name")
@click.option("--kind", type=click.Choice(["county", "department", "supplier", "township"]), default="department", show_default=True)
@says_why
def office_add(code: str, name: str, kind: str) -> None:
    """Add an office."""
    with house():
        add_office(code, name, kind, by=COMMAND_LINE)
    click.echo(f"已添加 / added: {code}")


@click.group()
def demo() -> None:
    """The demo organisation."""


@demo.command(name="load")
@says_why
def demo_load() -> None:
    """Load the demo organisation into a database without people (password: DEMO_PASSWORD)."""
    with house():
        loaded = load_demo(current_app.config["DEMO_PASSWORD"], by=COMMAND_LINE)
    click.echo(f"已载入 / loaded: {loaded.offices} offices, {loaded.people} people")
