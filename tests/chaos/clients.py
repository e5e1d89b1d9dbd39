"""The load: many clients who start, claim, complete, answer and read, each with a random of its own; and who finishes what is open at the end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.chaos.operator import Operator
from tests.chaos.person import Person, Told, Unanswered

PROCESSES = {"ordering": 5, "answering": 2, "deadline": 3, "reminded": 2, "seq5": 2, "par4": 3}
# Two people of the first role, so that they meet over the same tasks.
PEOPLE = ("sgj.handler", "sgj.second", "sgj.leader", "fgw.reviewer", "czj.reviewer", "xzf.meeting")
STARTERS = ("sgj.handler", "sgj.second")
MOST_OPEN = 30


@dataclass
class Numbers:
    """Numbers of orders: each is asked for once, and answered once."""

    last: int = 0
    unanswered: list[int] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def new(self) -> int:
        """The next one."""
        with self.lock:
            self.last += 1
            return self.last

    def take(self, random: Random) -> int | None:
        """One that nobody has answered yet."""
        with self.lock:
            return self.unanswered.pop(random.randrange(len(self.unanswered))) if self.unanswered else None

    def ask(self, number: int) -> None:
        """It waits for an answer from now on, or soon."""
        with self.lock:
            self.unanswered.append(number)


class Client:
    """One client of the load; several may be the same person."""

    def __init__(self, number: int, seed: str, person: Person, numbers: Numbers) -> None:
        self.person, self.told, self.numbers = person, person.told, numbers
        self._random, self._name, self._count = Random(f"{seed}:client:{number}"), f"{seed}-{number}", 0

    def work(self, stop: Callable[[], bool]) -> None:
        """Until it is time to stop."""
        self.person.sign_in()
        while not stop():
            try:
                self._something()
            except Unanswered as error:
                self.told.unknown.append(str(error))
            time.sleep(self._random.uniform(0.0, 0.08))

    def _something(self) -> None:
        luck = self._random.random()
        view = "mine" if luck < 0.2 else "claimable"
        _, inbox = self.person.ask("GET", f"/tasks?view={view}&limit=50&sort=created")
        if self.person.username in STARTERS and (luck > 0.8 or not inbox["items"]) and inbox["total"] < MOST_OPEN:
            self.start(self._random.choices(list(PROCESSES), weights=list(PROCESSES.values()))[0])
        elif luck > 0.7 and self.person.username in (*STARTERS, "sgj.leader") and (number := self.numbers.take(self._random)) is not None:
            self.answer(number)
        elif inbox["items"]:
            self.act(self._random.choice(inbox["items"]))

    def act(self, task: dict[str, Any]) -> None:
        """Look at it now and then, claim it now and then, complete it."""
        if self._random.random() < 0.2:
            self.person.ask("GET", f"/tasks/{task['id']}")
            self.person.ask("GET", f"/instances/{task['instance']}/events")
        if task.get("assignee") is None and self._random.random() < 0.3:
            status, _ = self.person.ask("POST", f"/tasks/{task['id']}/claim", {})
            if status == 200:
                self.told.claimed.append((int(task["id"]), self.person.username))
            if status != 200 or self._random.random() < 0.2:
                return
        self.complete(task)

    def complete(self, task: dict[str, Any]) -> None:
        """Complete it with a token that is used for nothing else."""
        token, asks = self._token(), task["element"] == "T_ask"
        number = self.numbers.new() if asks else (self.numbers.take(self._random) if task["element"] == "T_answer" else None)
        data = {"name": token, "amount": number or 0, "approved": True, "due": "2026-03-02", "kind": "a"}
        try:
            status, said = self.person.ask("POST", f"/tasks/{task['id']}/complete", {"data": data}, key=token)
        except Unanswered:
            self.told.unknown.append(token)
            return
        if status == 200:
            self.told.done[token] = (int(task["id"]), self.person.username)
            if asks and number is not None:
                self.numbers.ask(number)
        else:
            self.told.refused[token] = status
            if status not in (403, 404, 409, 422):
                self.told.accidents.append(f"complete {task['element']}: {status} {said}")
            if number is not None and not asks:
                self.numbers.ask(number)

    def start(self, process: str) -> None:
        """Start a case under a business key that is used for nothing else."""
        token = self._token()
        try:
            status, said = self.person.ask("POST", f"/processes/{process}/instances", {"data": {}, "business_key": token}, key=token)
        except Unanswered:
            self.told.unknown.append(token)
            return
        if status == 201:
            self.told.started[token] = int(said["instance"]["id"])
        else:
            self.told.accidents.append(f"start {process}: {status} {said}")

    def answer(self, number: int) -> None:
        """Send the message that the case of this number waits for, or will wait for."""
        body = {"correlation": {"number": number}, "payload": {"word": "好"}}
        status, said = self.person.ask("POST", "/messages/MSG_ANSWER", body, key=self._token())
        if status == 202:
            self.told.sent[number] = int(said["message"])
        else:
            self.told.accidents.append(f"message {number}: {status} {said}")

    def _token(self) -> str:
        self._count += 1
        return f"{self._name}-{self._count}"


def load(seed: str, port: int, clients: int, told: Told, numbers: Numbers, stop: threading.Event, until: float) -> list[threading.Thread]:
    """Start the clients and one operator, each in a thread of its own; they end when `stop` is set, at the latest at `until` (monotonic)."""
    people: list[Client | Operator] = [Client(n, seed, Person(port, PEOPLE[n % len(PEOPLE)], told, until), numbers) for n in range(clients)]
    people.append(Operator(seed, Person(port, "owner", told, until)))

    def work(one: Client | Operator) -> None:
        try:
            one.work(lambda: stop.is_set() or time.monotonic() > until)
        except Exception as error:  # noqa: BLE001 - told in the summary, which then is bad
            told.accidents.append(f"client of {one.person.username}: {error!r}")
        finally:
            one.person.close()

    threads = [threading.Thread(target=work, args=(one,), daemon=True) for one in people]
    for thread in threads:
        thread.start()
    return threads
