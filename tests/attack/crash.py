"""Dies in the middle of an action: a copy of this process runs it and ends, without a word, at the n-th boundary between two statements.

The boundaries are counted at the driver, below SQLAlchemy and the job engine: before and after every statement, every commit and every rollback.
That none went past the count is seen on the wire, where the driver's library writes down every message to the server.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import event

from app.db import db

DIED, FINISHED, REFUSED = 9, 0, 3
ON_THE_WIRE = re.compile(r"\tF\t\d+\t(?:Execute|Query)\t")
OF_TRANSACTIONS = re.compile(r'\tF\t\d+\t(?:Parse|Query)\t.*"(?:BEGIN|COMMIT|ROLLBACK)"')

SEVERAL = re.compile(r" \* (\d+)$")  # one statement over several rows goes out at once


def die_at(boundary: int, app: Flask, action: Callable[[], Any]) -> tuple[int, list[str]]:
    """How the copy ended (DIED, FINISHED when the action has fewer boundaries, REFUSED when it raised), and what it had sent to the database."""
    how, told = _in_a_copy(app, action, lambda tell: _watch(boundary, tell))
    return how, told


def on_the_wire(app: Flask, action: Callable[[], Any]) -> tuple[int, int]:
    """Statements without BEGIN, COMMIT and ROLLBACK: how many the count sees, and how many the server gets."""
    with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as trace:

        def look(tell: Callable[[str], None]) -> None:
            file = os.open(trace.name, os.O_WRONLY)
            event.listen(db.engine, "connect", lambda line, _: line.pgconn.trace(file))
            _watch(-1, tell)

        how, told = _in_a_copy(app, action, look)
        assert how == FINISHED, told
        lines = trace.read().splitlines()
    seen = [line for line in told if line.startswith("before") and line not in ("before COMMIT", "before ROLLBACK", "before BEGIN")]
    many = sum(int(found[1]) - 1 for line in seen if (found := SEVERAL.search(line)))
    return len(seen) + many, sum(bool(ON_THE_WIRE.search(line)) for line in lines) - sum(bool(OF_TRANSACTIONS.search(line)) for line in lines)


def _in_a_copy(app: Flask, action: Callable[[], Any], look: Callable[[Callable[[str], None]], None]) -> tuple[int, list[str]]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _copy(app, action, look, lambda text: (os.write(writing, f"{text}\n".encode()), None)[1])
    os.close(writing)
    with os.fdopen(reading, "r", encoding="utf-8", errors="replace") as pipe:
        told = pipe.read().splitlines()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), told


def _copy(app: Flask, action: Callable[[], Any], look: Callable[[Callable[[str], None]], None], tell: Callable[[str], None]) -> None:
    """Never returns. The connections of the parent are left alone: the copy opens its own."""
    how = REFUSED
    try:
        with app.app_context():
            db.engine.dispose(close=False)
            look(tell)
            action()
            how = FINISHED
    except BaseException as error:  # noqa: BLE001 - told to the parent
        tell(f"raised {error!r}"[:1000])
    finally:
        os._exit(how)


def _watch(boundary: int, tell: Callable[[str], None]) -> None:
    passed = 0

    def wrapped(owner: type, name: str) -> None:
        real = getattr(owner, name)

        def call(self: Any, *args: Any, **kwargs: Any) -> Any:
            step(f"before {said(name, args)}")
            found = real(self, *args, **kwargs)
            step(f"after {said(name, args)}")
            return found

        setattr(owner, name, call)

    def step(what: str) -> None:
        nonlocal passed
        tell(what)
        if passed == boundary:
            os._exit(DIED)
        passed += 1

    for owner, name in ((psycopg.Cursor, "execute"), (psycopg.Cursor, "executemany"), (psycopg.Connection, "commit"), (psycopg.Connection, "rollback")):
        wrapped(owner, name)


def said(name: str, args: tuple[Any, ...]) -> str:
    """One line for a statement: its first words."""
    if not name.startswith("execute"):
        return name.upper()
    query = args[0]
    text = query if isinstance(query, str) else query.decode() if isinstance(query, bytes) else query.as_string()
    return " ".join(text.split())[:60] + (f" * {len(args[1])}" if name == "executemany" else "")
