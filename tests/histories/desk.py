"""People at their desks, over HTTP: who opens a task, fills its form in from a table of answers, and completes it. Knows no diagram."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.scenarios.play import Person, Stage

POSTS = {"dept_handler": "handler", "dept_leader": "leader", "build_unit": "unit"}


@dataclass
class Sheet:
    """One open form: `shown` is what it shows at first, `offered` the decisions it offers, `paper` uploads one, `number` is the task's own."""

    element: str
    shown: dict[str, Any]
    offered: list[str]
    today: date
    number: int
    paper: Callable[[], str]

    def day(self, later: int) -> str:
        """So many days from today."""
        return (self.today + timedelta(days=later)).isoformat()


Answers = Mapping[str, Callable[[Sheet], dict[str, Any]]]


@dataclass
class Desk:
    """Everybody of the county; `answers`: form code → what to write over what the form shows."""

    stage: Stage
    answers: Answers

    def now(self) -> datetime:
        """Where the county's clock stands."""
        return datetime.fromisoformat(self.stage.person("sgj.handler").get("/training/clock")["now"])

    def whose(self, task: dict[str, Any], who: str | None = None) -> Person:
        """Somebody who may complete it: `who`, else the assignee, else the first candidate."""
        names = [who] if who else [task["assignee"]] if task["assignee"] else [_username(c) for c in task["candidates"]]
        return self.stage.person(names[0])

    def open(self, task: dict[str, Any], who: str | None = None) -> dict[str, Any]:
        """The task's page with its form, as who may complete it sees it."""
        return dict(self.whose(task, who).get(f"/tasks/{task['id']}"))

    def written(self, task: dict[str, Any], who: str | None = None, **changes: Any) -> dict[str, Any]:
        """Valid answers to an open task."""
        person, form = self.whose(task, who), self.open(task, who)["form"]
        shown = {**form["data"], **(form["draft"] or {})}
        fields = form["schema"]["properties"]
        offered = next((fields[name]["enum"] for name in ("decision", "result", "conclusion") if "enum" in fields.get(name, {})), [])
        sheet = Sheet(task["element"], shown, list(offered), self.now().date(), int(task["id"]), person.upload)
        said = shown | self.answers[task["form"]](sheet) | changes
        return {name: value for name, value in said.items() if name in fields and not fields[name].get("readOnly")}

    def do(self, case: str, element: str, who: str | None = None, **changes: Any) -> None:
        """Complete an open task of this element: the first, or the one of `who`."""
        task = next(t for t in self.stage.tasks(case, element) if t["assignee"] in (None, who or t["assignee"]))
        self.complete(task, who, **changes)

    def complete(self, task: dict[str, Any], who: str | None = None, **changes: Any) -> None:
        """Complete this open task."""
        self.whose(task, who).post(f"/tasks/{task['id']}/complete", {"data": self.written(task, who, **changes)})

    def walk(self, case: str, to: str, **changes: dict[str, Any]) -> None:
        """Complete one open task after the other until `to` is open or nothing is; `changes`: what is said differently at an element."""
        for _ in range(60):
            tasks = self.stage.case(case)["open_tasks"]
            if not tasks or to in [t["element"] for t in tasks]:
                return
            self.complete(tasks[0], **changes.get(tasks[0]["element"], {}))
        raise AssertionError(f"{to} was not reached in case {case}: {self.stage.open(case)}")


def _username(candidate: dict[str, Any]) -> str:
    """Of the demo organisation: `dept_handler` of `wjw` is wjw.handler, `sgj_handler` is sgj.handler."""
    role, office = candidate["role"], candidate["office"]
    return f"{office}.{POSTS.get(role) or role.removeprefix(f'{office}_')}"
