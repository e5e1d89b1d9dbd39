"""A county that answers over HTTP, every answer held against the published interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app.actions.history.verify_house import verify_house
from tests.build import Caller, county, sign_in


@pytest.fixture
def people(app: Flask) -> Iterator[Callable[[str], Caller]]:
    """Whoever is asked for, signed in once. Whatever happened: at the end people, rights, releases and files are what the house's chain says."""
    county()
    known: dict[str, Caller] = {}

    def person(username: str) -> Caller:
        if username not in known:
            known[username] = sign_in(app, username)
        return known[username]

    yield person
    assert verify_house().fault is None
