"""The county on the training clock: the published processes, the demo organisation, 10 June 2025."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from app.actions.history.verify_house import verify_house
from app.actions.person.load_demo import load_demo
from app.actions.release.publish import publish_folder
from app.actions.training.open import open_training
from tests.scenarios.play import Stage

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def stage(training_app: Flask) -> Iterator[Stage]:
    """Everything as after the first start in training mode. Whatever was played: the house is what its own chain says."""
    open_training(True, datetime(2025, 6, 1, 1, 0, tzinfo=UTC))
    publish_folder(ROOT, "首次发布")
    load_demo("demo")
    yield Stage(training_app)
    assert verify_house().fault is None
