"""processes/CATALOGUE.md is what the code generates, and lists what diagrams may name."""

from __future__ import annotations

from pathlib import Path

from app import catalogue
from app.actions.release.write_catalogue import catalogue_text
from app.expressions import FUNCTIONS
from app.roles import ROLES

HOME = Path(__file__).parents[2]


def test_the_committed_catalogue_is_up_to_date() -> None:
    assert (HOME / "processes" / "CATALOGUE.md").read_text(encoding="utf-8") == catalogue_text(HOME), "run `flask catalogue`"


def test_every_service_function_role_and_form_is_listed() -> None:
    text = catalogue_text(HOME)
    forms = [path.name for path in (HOME / "forms").glob("*.json") if not path.name.endswith(".ui.json")]
    services = [name for name, s in catalogue.services().items() if s.handler.__module__.startswith("handlers.")]
    names = [f"### `{name}`" for name in services] + [f"`{name}(" for name in FUNCTIONS] + [f"`{name}`" for name in (*ROLES, *forms)]
    assert [name for name in names if name not in text] == []
