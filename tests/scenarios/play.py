"""Play a scenario over HTTP, as the persons of the demo organisation, on the training clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient


@dataclass
class Person:
    """A signed-in person; every call checks the status it expects."""

    client: FlaskClient
    username: str
    csrf: str

    def get(self, path: str, status: int = 200) -> Any:
        """GET under /api/v1."""
        answer = self.client.get(f"/api/v1{path}")
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True))
        return answer.get_json()

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        """POST JSON under /api/v1."""
        answer = self.client.post(f"/api/v1{path}", json=body or {}, headers={"X-CSRF-Token": self.csrf})
        assert answer.status_code == status, (path, answer.status_code, answer.get_data(as_text=True))
        return answer.get_json()

    def upload(self, name: str = "材料.pdf") -> str:
        """The id of an uploaded paper."""
        from io import BytesIO

        paper = (BytesIO(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"), name)
        answer = self.client.post("/api/v1/files", data={"file": paper}, headers={"X-CSRF-Token": self.csrf})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.get_json()["id"])


@dataclass
class Stage:
    """The county: its people, its clock."""

    app: Flask
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, username: str) -> Person:
        """Signed in once, then kept."""
        if username not in self.people:
            client = self.app.test_client()
            answer = client.post("/api/v1/session", json={"username": username, "password": "demo"})
            assert answer.status_code == 200, answer.get_data(as_text=True)
            self.people[username] = Person(client, username, answer.get_json()["csrf_token"])
        return self.people[username]

    def clock(self, moment: str) -> list[dict[str, Any]]:
        """Move the clock (`2025-07-15 09:00:00`, Shanghai); gives what fired."""
        return self.person("sgj.handler").post("/training/clock", {"now": moment.replace(" ", "T") + "+08:00"})["fired"]

    def settle(self) -> None:
        """Let the messages and jobs that wait be done; the clock stands where it stood."""
        handler = self.person("sgj.handler")
        handler.post("/training/clock", handler.get("/training/clock"))

    def start(self, username: str, process: str, data: dict[str, Any], status: int = 201) -> Any:
        """Start a process; gives its case's id (or the refusal)."""
        answer = self.person(username).post(f"/processes/{process}/instances", {"data": data}, status)
        return answer["instance"]["id"] if status == 201 else answer

    def case(self, case: str, who: str = "auditor") -> Any:
        """The case as the auditor sees it."""
        return self.person(who).get(f"/instances/{case}")

    def open(self, case: str) -> list[str]:
        """The elements of the open tasks, in order."""
        return sorted(t["element"] for t in self.case(case)["open_tasks"])

    def tasks(self, case: str, element: str) -> list[dict[str, Any]]:
        """The open tasks of this element."""
        return [t for t in self.case(case)["open_tasks"] if t["element"] == element]

    def do(self, case: str, element: str, who: str, data: dict[str, Any], status: int = 200, prefill: bool = False) -> Any:
        """Complete the person's open task of this element; `prefill` starts from what the form shows at first."""
        person = self.person(who)
        task = next(t for t in self.tasks(case, element) if t["assignee"] in (None, who))
        if prefill:
            shown = person.get(f"/tasks/{task['id']}")["form"]
            data = {**(shown["draft"] or shown["data"]), **data}
        return person.post(f"/tasks/{task['id']}/complete", {"data": data}, status)

    def records(self, kind: str, **filters: Any) -> list[dict[str, Any]]:
        """All records of a kind."""
        query = "&".join(f"{k}={v}" for k, v in filters.items())
        return list(self.person("auditor").get(f"/records/{kind}?limit=200&{query}")["items"])

    def events(self, case: str, kind: str = "") -> list[dict[str, Any]]:
        """The history, filtered by kind."""
        found = self.person("auditor").get(f"/instances/{case}/events?limit=200")["items"]
        return [e for e in found if e["kind"].startswith(kind)]
