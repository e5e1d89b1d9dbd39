"""The outside world of a campaign: a small HTTP server that remembers every order. It fails now and then, also after the order was taken."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random


@dataclass
class World:
    """`orders`: (key, number, receipt, repeated) in the order in which they came. `failing`: share that is refused, and share whose answer is lost."""

    seed: str
    failing: float = 0.03
    address: str = ""
    orders: list[tuple[str, int, str, bool]] = field(default_factory=list)
    refused: int = 0
    unanswered: int = 0
    _receipts: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._random = Random(f"{self.seed}:world")

    def take(self, key: str, number: int) -> tuple[int, str]:
        """Status and receipt. The same key gets the same receipt and is marked as repeated; status 0: taken, but nobody will hear of it."""
        with self._lock:
            luck = self._random.random()
            if luck < self.failing:
                self.refused += 1
                return 503, ""
            receipt = self._receipts.get(key)
            self.orders.append((key, number, receipt or f"R{len(self._receipts) + 1}", receipt is not None))
            self._receipts.setdefault(key, self.orders[-1][2])
            if luck > 1 - self.failing:
                self.unanswered += 1
                return 0, ""
            return 200, self._receipts[key]

    def counts(self) -> Counter[str]:
        """How often each key came."""
        return Counter(key for key, _, _, _ in self.orders)


@contextmanager
def world(seed: str, failing: float) -> Iterator[World]:
    """Open until the end of the block, on a free port of this machine alone."""
    made = World(seed, failing)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, receipt = made.take(str(said["key"]), int(said["number"]))
            if status == 0:
                self.close_connection = True
                return
            body = json.dumps({"receipt": receipt}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gives it
            """Nobody reads it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    made.address = f"http://127.0.0.1:{server.server_address[1]}/orders"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
