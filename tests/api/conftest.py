"""A county that answers over HTTP, every answer held against the published interface."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.build import Caller, county, sign_in


@pytest.fixture
def people(app: Flask) -> Callable[[str], Caller]:
    """Whoever is asked for, signed in once."""
    county()
    known: dict[str, Caller] = {}

    def person(username: str) -> Caller:
        if username not in known:
            known[username] = sign_in(app, username)
        return known[username]

    return person
