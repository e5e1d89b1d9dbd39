"""The county of the tests of actions: what a campaign looks for is planted there, and must be found."""

from __future__ import annotations

from tests.actions.conftest import County, county

__all__ = ["County", "county"]
