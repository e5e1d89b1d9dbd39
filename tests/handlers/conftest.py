"""A handler's call over the real database; what it sends and tells is kept to look at."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.access.demo_people import demo_offices
from app.catalogue import Call, Reading, readers, services
from app.periods import SHANGHAI, WEEKENDS_ONLY

ROOT = Path(__file__).parents[2]
PARAMETERS = {name: said["value"] for name, said in json.loads((ROOT / "processes/parameters.json").read_text("utf-8")).items()}
F10 = {
    "project_name": "全民健康信息平台升级", "dept_code": "wjw", "leader_in_charge": "张三", "dedicated_person": "李四", "dedicated_phone": "13800000000",
    "gov_activity_related": True, "scope_type": "信息化应用系统", "construction_nature": "改造升级", "fund_nature": "县本级财政性资金",
    "demand_origin": ["上级工作部署"],
}  # fmt: skip
F21 = {
    "project_name": "全民健康信息平台升级", "build_unit": "wjw", "project_category": "软件开发类", "construction_nature": "改造升级",
    "linked_project": "旧全民健康信息平台", "mlps_level": "三级", "total_budget_wan": "860.00", "basis_files": ["1"], "plan_files": ["2"],
    "budget_basis_files": ["3"],
}  # fmt: skip


@dataclass
class Desk:
    """Runs services as a step does: input through the schema, output through the schema; `sent` and `told` in order."""

    session: Session
    now: datetime
    project_id: int | None = None
    actor: str = "wjw.handler"
    sent: list[tuple[str, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    numbers: Any = field(default_factory=itertools.count)
    last: Call | None = None

    def at(self, when: str) -> Desk:
        self.now = datetime.fromisoformat(when).replace(tzinfo=SHANGHAI)
        return self

    def of(self, project_id: int) -> Desk:
        return replace(self, project_id=project_id)

    def run(self, name: str, **given: Any) -> dict[str, Any]:
        service = services()[name]
        self.last = self._call(name)
        answer = service.handler(self.last, service.input().load(json.loads(json.dumps(given)))) or {}
        result: dict[str, Any] = json.loads(json.dumps(service.output().dump(answer)))
        return result

    def undo(self, name: str, call: Call) -> None:
        undo = services()[name].undo
        assert undo is not None
        undo(call, {})

    def read(self, name: str, *given: Any) -> Any:
        reading = Reading(self.session, self.now, WEEKENDS_ONLY, PARAMETERS, 1, self.project_id, self.actor)
        return readers()[name].function(reading, *given)

    def _call(self, name: str) -> Call:
        def send(message: str, correlation: Mapping[str, Any], payload: Mapping[str, Any] | None = None, *, key: str | None = None) -> None:
            self.sent.append((message, dict(correlation), dict(payload or {})))

        def start(process: str, data: Mapping[str, Any]) -> int:
            raise AssertionError(f"no service here starts {process}")

        return Call(
            session=self.session, actor=self.actor, now=self.now, calendar=WEEKENDS_ONLY, parameters=PARAMETERS, instance_id=1, project_id=self.project_id,
            process="p", element="P12_T5", address="P12_T5.1", key=f"case:{name}.{next(self.numbers)}", send=send, start=start,
            notify=lambda recipient, text: self.told.append((recipient, text)), kinds={o.code: o.kind for o in demo_offices()},
        )  # fmt: skip


@pytest.fixture
def desk(db: Session) -> Desk:
    """The morning of 10 June 2025."""
    return Desk(db, datetime(2025, 6, 10, 9, tzinfo=SHANGHAI))


@pytest.fixture
def register(desk: Desk) -> Callable[..., Desk]:
    """A registered project; gives the desk of its case."""

    def make(**changed: Any) -> Desk:
        return desk.of(desk.run("project.create", **F10 | changed)["project_id"])

    return make


@pytest.fixture
def announced(desk: Desk) -> dict[str, Any]:
    """The window of plan year 2026."""
    return desk.run("window.create", plan_year=2026, open_date="2025-06-10", close_date="2025-07-31", notice_no="霍数管〔2025〕1号")


@pytest.fixture
def declare(register: Callable[..., Desk]) -> Callable[..., tuple[Desk, dict[str, Any]]]:
    """A project declared for 2026, stamped at a moment."""

    def do(when: str = "2025-07-15 10:00:00", name: str = "全民健康信息平台升级", dept: str = "wjw") -> tuple[Desk, dict[str, Any]]:
        case = register(project_name=name, dept_code=dept)
        case.run("project.pass_internal_review")
        judged = case.at(when).run("declaration.judge", window={"plan_year": 2026})
        answers = F21 | {"project_name": name, "build_unit": dept}
        return case, case.run("declaration.register", answers=answers, judge=judged, is_supplementary=False)

    return do
