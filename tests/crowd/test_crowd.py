"""A small crowd: whatever people decide, all rules hold after each week and no case is left waiting for nothing."""

from __future__ import annotations

import json

from app.actions.history.verify import verify_all
from tests.crowd.crowd import Crowd
from tests.scenarios.play import Stage


def test_a_small_crowd_over_a_year(stage: Stage) -> None:
    crowd = Crowd(stage, seed=20250610, projects=8, weeks=40, diligence=0.9)
    stage.clock("2025-06-10 09:00:00")
    crowd.run()
    print(json.dumps(crowd.told(), ensure_ascii=False))
    assert [proof for proof in verify_all() if not proof.good] == []
