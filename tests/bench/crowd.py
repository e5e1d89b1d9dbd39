"""People of the benchmark and what they do: one signed-in connection for each role."""

from __future__ import annotations

from tests.bench.bundle import PEOPLE, ROLES, answers
from tests.bench.client import Person
from tests.bench.stack import Stack


class Crowd:
    """One connection for each role of the benchmark."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.by_role = {role: Person(stack.port, name) for role, name in PEOPLE.items()}

    def start(self, process: str) -> tuple[float, int]:
        """Milliseconds, and the new case's id."""
        took, answer = self.by_role[ROLES[0]].timed("POST", f"/processes/{process}/instances", {"data": {}})
        return took, int(answer["instance"]["id"])

    def open_task(self, role: str, case: int) -> int:
        """The one open task of this role in this case, looked up beside the server: finding it is not what is measured."""
        query = "SELECT id FROM task WHERE instance_id = %s AND status = 'open' AND %s = ANY (candidates)"
        return int(str(self.stack.one(query, case, f"{role}@{role.split('_')[0]}")))

    def walk(self, n: int, starts: list[float] | None = None, forms: list[float] | None = None, done: list[float] | None = None) -> int:
        """One case of seq5 from start to end, each task opened with its form and completed by its own person; the milliseconds go to the lists."""
        took, case = self.start("seq5")
        if starts is not None:
            starts.append(took)
        for i, role in enumerate(ROLES):
            person, task = self.by_role[role], self.open_task(role, case)
            opened = person.timed("GET", f"/tasks/{task}")[0]
            completed = person.timed("POST", f"/tasks/{task}/complete", {"data": answers(5 * n + i)})[0]
            if forms is not None and done is not None:
                forms.append(opened)
                done.append(completed)
        return case
