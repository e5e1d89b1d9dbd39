"""One person at one connection, who sends a request again (with the same Idempotency-Key) until it is answered; remembers what was answered."""

from __future__ import annotations

import http.client
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any

MOST_TRIES, SECONDS_TO_TRY, PAUSE_SECONDS = 200, 100.0, 0.5
DATABASE_AWAY = 503


@dataclass
class Told:
    """What the clients were told. `done`: token → (task, person); `refused`: tokens that were refused for good; `unknown`: never answered."""

    started: dict[str, int] = field(default_factory=dict)
    done: dict[str, tuple[int, str]] = field(default_factory=dict)
    claimed: list[tuple[int, str]] = field(default_factory=list)
    sent: dict[int, int] = field(default_factory=dict)
    cancelled: list[int] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    accidents: list[str] = field(default_factory=list)
    requests: int = 0
    again: int = 0
    slowest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Unanswered(Exception):
    """Nobody answered for a long time."""


class Person:
    """Signed in; `told` is shared by all."""

    def __init__(self, port: int, username: str, told: Told, until: float) -> None:
        """`until`: the moment (monotonic) after which nothing is tried again."""
        self.username, self.told, self._port, self._until = username, told, port, until
        self._headers: dict[str, str] = {"Content-Type": "application/json", "Accept": "application/json"}
        self._line: http.client.HTTPConnection | None = None

    def sign_in(self) -> None:
        """Raises  Unanswered."""
        status, said = self.ask("POST", "/session", {"username": self.username, "password": "demo"})
        if status != 200:
            raise Unanswered(f"sign-in of {self.username}: {status} {said}")
        self._headers["X-CSRF-Token"] = said["csrf_token"]

    def ask(self, method: str, path: str, body: Any = None, key: str | None = None) -> tuple[int, Any]:
        """Status and answer; a lost connection, or a database that is away, is tried again. Whatever else is answered is the answer.

        Raises  Unanswered.
        """
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        began = time.monotonic()
        for tries in range(MOST_TRIES):
            sent = time.monotonic()
            try:
                status, said = self._once(method, f"/api/v1{path}", body, headers)
            except (OSError, http.client.HTTPException, ValueError) as error:
                self.close()
                status, said = 0, repr(error)
            with self.told.lock:
                self.told.requests += 1
                self.told.again += tries > 0
                self.told.slowest = max(self.told.slowest, time.monotonic() - sent)
            if status not in (0, DATABASE_AWAY):
                if status >= 500:
                    self.told.accidents.append(f"{method} {path}: {status} {str(said)[:300]}")
                return status, said
            if time.monotonic() > min(self._until, began + SECONDS_TO_TRY):
                break
            time.sleep(PAUSE_SECONDS)
        raise Unanswered(f"{method} {path}: {said}")

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _once(self, method: str, path: str, body: Any, headers: dict[str, str]) -> tuple[int, Any]:
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        self._line.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self._line.getresponse()
        data = answer.read()
        if answer.headers.get("Set-Cookie"):
            self._headers["Cookie"] = answer.headers["Set-Cookie"].split(";")[0]
        if answer.headers.get("Connection") == "close":
            self.close()
        return answer.status, json.loads(data) if data else None
