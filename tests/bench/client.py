"""A lean HTTP client for measuring: one kept connection, JSON in and out, as a signed-in person."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any

SECONDS_IDLE = 10


class Person:
    """One signed-in person on one connection."""

    def __init__(self, port: int, username: str, password: str = "demo", patience: float = 60) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        self.used = time.monotonic()
        self.headers = {"Content-Type": "application/json", "Accept": "application/json"}
        answer = self._send("POST", "/api/v1/session", {"username": username, "password": password})
        self.headers["X-CSRF-Token"] = answer[1]["csrf_token"]

    def _send(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        if time.monotonic() - self.used > SECONDS_IDLE:
            self.connection.close()  # the server has, or is about to; the next request opens it again
        self.used = time.monotonic()
        self.connection.request(method, path, None if body is None else json.dumps(body), self.headers)
        response = self.connection.getresponse()
        data = response.read()
        cookie = response.headers.get("Set-Cookie")
        if cookie:
            self.headers["Cookie"] = cookie.split(";")[0]
        return response.status, json.loads(data) if data else None

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The answer; anything but success is an error of the benchmark."""
        status, answer = self._send(method, f"/api/v1{path}", body)
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer

    def attempt(self, method: str, path: str, body: Any = None) -> int:
        """Only the status, whatever it is."""
        return self._send(method, f"/api/v1{path}", body)[0]

    def timed(self, method: str, path: str, body: Any = None) -> tuple[float, Any]:
        """Milliseconds and the answer."""
        started = time.perf_counter()
        answer = self.call(method, path, body)
        return (time.perf_counter() - started) * 1000, answer
