"""`flask user`, `flask office`, `flask demo`: who works here."""

from __future__ import annotations

import click
from flask import current_app

from app.actions.add_office import add_office
from app.actions.add_person import add_person
from app.actions.load_demo import load_demo
from app.cli._house import house, says_why


@click.group()
def user() -> None:
    """People."""


@user.command(name="add")
@click.argument("username")
@click.argument("name")
@click.option("--role", "roles", multiple=True, metavar="ROLE[@OFFICE]", help="A role, such as dept_handler@wjw; several times for several.")
@click.password_option(help="The first password.")
@says_why
def user_add(username: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add a person."""
    memberships = [(role, office or None) for role, _, office in (text.partition("@") for text in roles)]
    with house():
        add_person(username, name, password=password, memberships=memberships)
    click.echo(f"已添加 / added: {username}")


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
        add_office(code, name, kind)
    click.echo(f"已添加 / added: {code}")


@click.group()
def demo() -> None:
    """The demo organisation."""


@demo.command(name="load")
@says_why
def demo_load() -> None:
    """Load the demo organisation into a database without people (password: DEMO_PASSWORD)."""
    with house():
        loaded = load_demo(current_app.config["DEMO_PASSWORD"])
    click.echo(f"已载入 / loaded: {loaded.offices} offices, {loaded.people} people")
