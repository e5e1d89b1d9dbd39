"""Nobody writes with a new key over old chains, and a chain of the house that is gone is not begun again in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app import worker
from app.actions.history.verify_house import verify_house
from app.actions.person.add import add_person
from app.db import transaction
from app.errors import ConfigWrong, HistoryBroken
from app.ground.house import note_settings, open_house
from app.ground.own_key import require_own_key
from app.history.house import house_entries
from tests.build import county, sign_in
from tests.conftest import Database

OTHER = b"the key of another installation, long enough"


def test_a_key_that_sealed_nothing_of_what_is_there_is_refused(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction() as session:
        require_own_key(session)
    county()
    sign_in(app, "sgj.handler").start("seq5")
    with transaction() as session:
        require_own_key(session)
    monkeypatch.setitem(app.config, "HISTORY_KEY", OTHER)
    with pytest.raises(ConfigWrong, match="恢复原来的密钥文件"), transaction() as session:
        require_own_key(session)
    with pytest.raises(HistoryBroken):
        add_person("x", "x", None)
    sign_in(app, "sgj.handler").start("seq5", status=409)


def test_a_worker_with_another_key_does_not_begin(app: Flask, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county()
    monkeypatch.setenv("DATABASE_URL", database.program)
    monkeypatch.setenv("INSTANCE_DIR", str(tmp_path))
    with pytest.raises(ConfigWrong, match="缺少历史记录密钥"):
        worker.main()
    (tmp_path / "history.key").write_text(OTHER.hex(), "ascii")
    with pytest.raises(ConfigWrong, match="恢复原来的密钥文件"):
        worker.main()


def test_a_register_that_somebody_changed_keeps_nobody_from_working_on_but_begins_no_case_over_it(app: Flask, database: Database) -> None:
    county()
    caller = sign_in(app, "sgj.handler")
    case = caller.start("seq5")["instance"]["id"]
    database.connection.execute("UPDATE register SET last_number = last_number + 1")
    with transaction() as session:
        require_own_key(session)
    assert caller.get(f"/instances/{case}")["id"] == case
    caller.start("seq5", status=409)


def test_what_was_there_before_the_chain_becomes_its_first_events(app: Flask, database: Database) -> None:
    database.connection.execute("INSERT INTO office (code, name, kind) VALUES ('old', '老单位', 'department')")
    database.connection.execute("INSERT INTO person (username, name, language, active, specialties) VALUES ('old.one', '老张', 'zh', true, '{}')")
    with transaction() as session:
        assert open_house(session) and not open_house(session)
    proven = verify_house()
    assert proven.fault is None and (proven.events, proven.rows) == (2, 2)
    add_person("new.one", "小王", None, [("dept_handler", "old")])
    assert verify_house().fault is None
    database.connection.execute("UPDATE office SET name = '新单位' WHERE code = 'old'")
    found = verify_house().fault
    assert found is not None and found["said"] == "单位「老单位」（old）的「名称」应为 老单位（见第 1 条记录），现为 新单位"


def test_settings_that_change_what_people_may_do_are_written_down_when_they_change(app: Flask) -> None:
    for hours in (12, 12, 1):
        with transaction() as session:
            note_settings(session, {"SESSION_HOURS": hours, "TRAINING": False})
    with transaction() as session:
        found = [entry.payload for entry in house_entries(session) if entry.kind == "settings:read"]
    assert found == ['{"settings":{"SESSION_HOURS":12,"TRAINING":false}}', '{"settings":{"SESSION_HOURS":1,"TRAINING":false}}']
    assert verify_house().fault is None


def test_an_emptied_chain_is_not_begun_again(app: Flask, database: Database) -> None:
    county()
    database.connection.execute("TRUNCATE house_event, house_head")
    with pytest.raises(HistoryBroken, match="不能重新开始"), transaction() as session:
        open_house(session)
    assert verify_house().fault is not None
