"""A county full of people who act at random, week by week, through the API alone; after each week everything must hold."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from app.access.demo_people import demo_people
from app.db import db
from app.models import Instance
from app.records.declaration import Declaration
from tests.crowd.answers import WRITTEN
from tests.crowd.laws import broken
from tests.crowd.sheet import Sheet
from tests.scenarios import forms
from tests.scenarios.play import Person, Stage

DEPARTMENTS = ("wjw", "jyj", "scj", "rsj", "gaj", "zjj", "cgj", "zrj", "jtj", "ctg")
WINDOWS = {2026: ("2025-06-10", "2025-07-31"), 2027: ("2026-06-01", "2026-07-31"), 2028: ("2027-06-01", "2027-07-31")}
BEGIN = datetime(2025, 6, 10, 9)
LISTS = {"P13B_T1": "rows", "P14B_T1": "items"}
BATCHES = ("meeting_batch", "unified_approval_batch")


@dataclass
class Crowd:
    """`projects` over so many `weeks`; `diligence`: the share of open tasks that is done in a week; `says`: prints where it is every quarter."""

    stage: Stage
    seed: int
    projects: int
    weeks: int
    diligence: float = 0.7
    says: bool = False
    rng: Random = field(init=False)
    now: datetime = BEGIN
    cases: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    seen: dict[int, int] = field(default_factory=dict)
    papers: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.posts: dict[tuple[str, str | None], list[str]] = {}
        for person in demo_people():
            self.posts.setdefault((person.role, person.office), []).append(person.username)
        # Most register while a window is open or shortly before, in each of the years; the rest all year round.
        seasons = [range(9), range(44, 60)] if self.weeks > 60 else [range(7)]
        timely = [self.rng.choice(self.rng.choice(seasons)) for _ in range(self.projects * 9 // 10)]
        spread = [self.rng.randrange(self.weeks) for _ in range(self.projects - len(timely))]
        self.arrivals = Counter(timely + spread)

    def run(self) -> None:
        """All weeks; raises AssertionError with the seed and the week when something does not hold."""
        for week in range(self.weeks):
            self._announce()
            for _ in range(self.arrivals[week]):
                self._register()
            self._work()
            self._batches()
            self._move()
            self._look(week)
            if self.says and week % 13 == 12:
                print(json.dumps({"seed": self.seed, "week": week + 1, "registered": len(self.cases), "completed": self.counts["completed"]}), flush=True)

    def _announce(self) -> None:
        for year, (opens, closes) in WINDOWS.items():
            if f"year {year}" not in self.counts and self.now >= datetime.fromisoformat(opens):
                self.stage.start("sgj.handler", "annual_cycle", forms.notice(year, max(opens, self.now.date().isoformat()), closes))
                self.counts[f"year {year}"] = 1

    def _register(self) -> None:
        dept, number = self.rng.choice(DEPARTMENTS), len(self.cases) + 1
        changes: dict[str, Any] = {"gov_activity_related": False} if self.rng.random() < 0.02 else {}
        if self.rng.random() < 0.03:
            changes = {"fund_nature": "非财政性资金", "is_global_major": self.rng.choice(("重大应用平台", "否"))}
        self.cases.append(self.stage.start(f"{dept}.handler", "egov_lifecycle", forms.registration(dept, f"信息化项目{number}", **changes)))

    def _batches(self) -> None:
        for process in BATCHES:
            if self.rng.random() < 0.6:
                answer = self._post("sgj.handler", f"/processes/{process}/instances", {"data": {}})
                self.counts[f"{process} {answer.status_code}"] += 1

    def _open(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.stage.person("auditor").get(f"/tasks?view=all&sort=created&limit=200{cursor}")
            found += page["items"]
            if not page["next"]:
                return found
            cursor = f"&cursor={page['next']}"

    def _work(self) -> None:
        """Twice a week, so that what one has done another may go on with."""
        for _ in range(2):
            tasks = [task for task in self._open() if self.rng.random() < self.diligence * (0.05 if task["element"] == "P12_T6" else 1)]
            self.rng.shuffle(tasks)
            for task in tasks:
                self._do(task)

    def _do(self, task: dict[str, Any]) -> None:
        people = [task["assignee"]] if task["assignee"] else [u for c in task["candidates"] for u in self.posts.get((c["role"], c["office"]), [])]
        username = self.rng.choice(people)
        person = self.stage.person(username)
        answer = person.client.get(f"/api/v1/tasks/{task['id']}")
        if answer.status_code == 403 or not answer.get_json()["task"]["may"]["complete"]:
            self.counts["not allowed (SD1)"] += 1  # he filled it in himself: somebody else of the office must
            return
        shown = answer.get_json()
        if shown["task"]["status"] != "open":
            self.counts["done by others"] += 1
            return
        for tries in range(20):
            data = self._answers(person, shown, tries)
            done = self._post(username, f"/tasks/{task['id']}/complete", {"data": data})
            if done.status_code != 422:
                break
            self.counts[f"refused {task['element']}"] += 1
        if done.status_code == 422 and task["element"] in LISTS and not shown["form"]["data"][LISTS[task["element"]]]:
            self.counts["empty list"] += 1  # another list took everything: this one waits for the next project
            return
        assert done.status_code in (200, 409), (self.seed, task["element"], done.get_data(as_text=True))
        self.counts["completed" if done.status_code == 200 else "too late"] += 1
        said = data.get("decision") or data.get("result")
        if said and done.status_code == 200:
            self.decided[f"{task['element']} {said}"] += 1

    def _answers(self, person: Person, shown: dict[str, Any], tries: int) -> dict[str, Any]:
        task, form = shown["task"], shown["form"]
        data = {**form["data"], **(form["draft"] or {})}
        fields = form["schema"]["properties"]
        offered = next((fields[name]["enum"] for name in ("decision", "result", "conclusion") if "enum" in fields.get(name, {})), [])
        sheet = Sheet(self.rng, task["element"], data, list(offered), self.now.date(), lambda: self._paper(person, task["instance"]), tries)
        return {name: value for name, value in (data | WRITTEN[task["form"]](sheet)).items() if name in fields and not fields[name].get("readOnly")}

    def _paper(self, person: Person, case: str) -> str:
        """One paper for each case: a file belongs to one."""
        if (person.username, case) not in self.papers:
            self.papers[person.username, case] = person.upload()
        return self.papers[person.username, case]

    def _post(self, username: str, path: str, body: dict[str, Any]) -> Any:
        person = self.stage.person(username)
        return person.client.post(f"/api/v1{path}", json=body, headers={"X-CSRF-Token": person.csrf})

    def _move(self) -> None:
        """To some hour of next week."""
        monday = self.now - timedelta(days=self.now.weekday()) + timedelta(days=7)
        self.now = monday.replace(hour=self.rng.randrange(8, 18)) + timedelta(days=self.rng.randrange(5))
        self.stage.clock(self.now.isoformat(sep=" "))

    def _look(self, week: int) -> None:
        """The laws; and the page of each case that changed says what it waits for."""
        session = db.session()
        try:
            assert broken(session) == [], (self.seed, week, broken(session))
            rows = session.query(Instance.id, Instance.event_count, Instance.status).all()
        finally:
            session.close()
        for number, events, status in rows:
            if self.seen.get(number) == events:
                continue
            self.seen[number] = events
            page = self.stage.case(str(number))
            assert page["incidents"] == [], (self.seed, week, page["incidents"])
            assert bool(page["waiting_for"]) == (status == "running"), (self.seed, week, page)
            assert all(w["text"] and w["name"] for w in page["waiting_for"]), (self.seed, week, page["waiting_for"])

    def told(self) -> dict[str, Any]:
        """Counts per outcome of everything that happened."""
        session = db.session()
        try:
            ended = session.query(Instance.process, Instance.outcome, Instance.status)
            cases = Counter(f"{process}: {outcome or status}" for process, outcome, status in ended)
            declared = session.query(Declaration.plan_year, Declaration.outcome, Declaration.state)
            rounds = Counter(f"{year} {outcome or state}" for year, outcome, state in declared)
        finally:
            session.close()
        acts = {name: count for name, count in sorted(self.counts.items()) if not name.startswith("year ")}
        size = {"seed": self.seed, "projects": self.projects, "weeks": self.weeks}
        decided = dict(sorted(self.decided.items()))
        return size | {"acts": acts, "decided": decided, "cases": dict(sorted(cases.items())), "declarations": dict(sorted(rounds.items()))}
