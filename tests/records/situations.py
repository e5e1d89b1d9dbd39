"""Moments and answers that the tests of the books speak of."""

from __future__ import annotations

from datetime import datetime

from app.periods import SHANGHAI


def at(text: str) -> datetime:
    """A moment in Shanghai: «2025-07-31 23:59:59»."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def answers(name: str = "全民健康信息平台升级", **changed: object) -> dict[str, object]:
    """What a declaration needs of F21."""
    given = {"project_name": name, "build_unit": "wjw", "construction_nature": "改造升级", "project_category": "软件开发类", "total_budget_wan": "860.00"}
    return given | {"linked_project": "旧全民健康信息平台", "mlps_level": "三级", "category_parts": []} | changed
