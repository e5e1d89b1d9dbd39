"""The county as in the scenarios."""

from __future__ import annotations

from tests.scenarios.conftest import stage

__all__ = ["stage"]
