"""The county of the tests of actions, for those who attack it."""

from __future__ import annotations

from tests.actions.conftest import County, county

__all__ = ["County", "county"]
