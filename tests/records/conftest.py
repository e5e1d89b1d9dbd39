"""Situations of the books: acts at chosen moments, a registered project, a window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.records.base import Act
from app.records.changes import change
from app.records.declaration_window import DeclarationWindow, create_window
from app.records.project import Project, create_project
from tests.records.situations import at


@pytest.fixture
def act(db: Session) -> Callable[..., Act]:
    """An act at a moment, by default on the morning of 10 June 2025 by 县卫健委's handler."""

    def make(when: str = "2025-06-10 09:00:00", by: str = "wjw.handler", key: str = "case:Task.1") -> Act:
        return Act(db, by, at(when), 1, "Task", key)

    return make


@pytest.fixture
def a_project(act: Callable[..., Act]) -> Callable[..., Project]:
    """A project of 县卫健委 that passed its internal review."""

    def make(name: str = "全民健康信息平台升级", dept: str = "wjw", reviewed: bool = True) -> Project:
        registered = {"leader_in_charge": "张三", "dedicated_person": "李四", "dedicated_phone": "13800000000", "gov_activity_related": True}
        kind = {
            "scope_type": "信息化应用系统",
            "nature": "改造升级",
            "fund_nature": "县本级财政性资金",
            "is_global_major": "否",
            "demand_origin": ["上级工作部署"],
        }
        project = create_project(act(), name=name, dept=dept, build_unit=dept, **registered, **kind)
        return change(act("2025-06-27 09:00:00"), project, internal_review_at=at("2025-06-27 09:00:00")) if reviewed else project

    return make


@pytest.fixture
def the_window(act: Callable[..., Act]) -> DeclarationWindow:
    """The window of plan year 2026: 10 June to 31 July 2025."""
    return create_window(act(by="sgj.handler"), plan_year=2026, open_date=date(2025, 6, 10), close_date=date(2025, 7, 31))
