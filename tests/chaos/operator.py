"""The process owner during a campaign: suspends and resumes cases, cancels some, tries incidents again."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from tests.chaos.person import Person, Unanswered

CANCELLED = 0.25
NOT_NOW = (404, 409)


class Operator:
    """One of them; what is answered with 409 had happened already, or came too late."""

    def __init__(self, seed: str, person: Person) -> None:
        self.person, self.told, self._random = person, person.told, Random(f"{seed}:operator")

    def work(self, stop: Callable[[], bool]) -> None:
        """Until it is time to stop."""
        self.person.sign_in()
        while not stop():
            try:
                _, cases = self.person.ask("GET", "/instances?status=running&limit=100")
                if cases["items"]:
                    self._operate(int(self._random.choice(cases["items"])["id"]))
            except Unanswered as error:
                self.told.unknown.append(str(error))
            time.sleep(self._random.uniform(0.3, 2.0))

    def _operate(self, case: int) -> None:
        if self._random.random() < CANCELLED:
            if self.act(f"/instances/{case}/cancel"):
                self.told.cancelled.append(case)
        elif self.act(f"/instances/{case}/suspend"):
            time.sleep(self._random.uniform(0.0, 1.0))
            self.act(f"/instances/{case}/resume")

    def act(self, path: str) -> bool:
        """Whether it was done now."""
        status, said = self.person.ask("POST", path, {"reason": "演练"})
        if status != 200 and status not in NOT_NOW:
            self.told.accidents.append(f"{path}: {status} {str(said)[:300]}")
        return status == 200
