"""What was written beside a case's state — records, notices, files — is named in the event that caused it, with a digest that the database gives again."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select

from app.db import transaction
from app.history.events import said
from app.history.written import COLUMNS, change_digest
from app.models import Event, Notice, StoredFile
from app.records.base import RecordChange
from tests.scenarios.play import Stage
from tests.scenarios.test_declaration import OLD_PLATFORM, WJW, all_equal, fill, plan, stamp, year

assert year, "the fixture"


def test_each_change_notice_and_file_is_named_once(stage: Stage, year: str) -> None:
    case = plan(stage, WJW, OLD_PLATFORM, "2025-07-01")
    stage.clock("2025-07-15 09:00:00")
    fill(stage, case, WJW, OLD_PLATFORM, "2025-07-15", {"软件开发": "100.00"})
    stamp(stage, case, WJW)
    all_equal()
    with transaction() as session:
        events = [(e.instance_id, e.address or e.element, said(e)) for e in session.scalars(select(Event).order_by(Event.instance_id, Event.seq))]
        named: list[dict[str, Any]] = [row for _, _, payload in events for row in payload.get("records", ())]
        changes = {change.id: change for change in session.scalars(select(RecordChange))}
        assert changes and Counter(row["change"] for row in named) == Counter(list(changes))
        for row in named:
            change = changes[row["change"]]
            assert (row["kind"], row["id"], row["action"]) == (change.kind, change.record_id, change.action)
            assert change_digest([getattr(change, name) for name in COLUMNS], row["version"]) == row["digest"]
        told = Counter((n, row["to"], row["text"]) for n, _, payload in events for row in payload.get("notices", ()))
        told += Counter((n, to, payload["text"]) for n, _, payload in events for to in payload.get("told", ()))
        assert told == Counter(map(tuple, session.execute(select(Notice.instance_id, Notice.recipient, Notice.text))))
        bound = {(n, place, row["id"], row["sha256"]) for n, place, payload in events for row in payload.get("files", ())}
        files = select(StoredFile.instance_id, StoredFile.address, StoredFile.id, StoredFile.sha256).where(StoredFile.instance_id.is_not(None))
        assert bound == set(map(tuple, session.execute(files))) and bound
