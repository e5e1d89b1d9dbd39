"""No project falls between the query of the closing window and its row: all steps over windows take one lock."""

from __future__ import annotations

import threading
import time

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.records.lock import lock_windows


def test_a_second_step_over_windows_waits_until_the_first_is_written(app):
    engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    order: list[str] = []
    taken = threading.Event()

    def second() -> None:
        taken.wait(5)
        with Session(engine) as session:
            lock_windows(session)
            order.append("second")

    other = threading.Thread(target=second)
    other.start()
    with Session(engine) as session:
        lock_windows(session)
        taken.set()
        time.sleep(0.3)
        order.append("first")
    other.join(5)
    engine.dispose()
    assert order == ["first", "second"]
