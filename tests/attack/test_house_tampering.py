"""Somebody who owns the tables gives himself rights, or changes papers: every row of the house is computed again, and the first odd one is named."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from app.actions.file.upload import upload_file
from app.actions.history.verify import verify_all
from app.actions.history.verify_house import verify_house
from app.actions.person.add import add_person
from app.actions.person.add_office import add_office
from app.actions.person.give_role import give_role
from app.actions.person.issue_token import issue_token
from app.actions.person.load_demo import load_demo
from app.actions.person.revoke_token import revoke_token
from app.actions.person.set_active import set_active
from app.actions.person.set_password import set_password
from app.actions.person.take_role import take_role
from app.actions.release.publish import CALENDAR, publish_release
from app.actions.training.move_clock import move_clock
from app.actions.training.open import open_training
from app.config import sqlalchemy_url
from app.db import transaction
from app.errors import HistoryBroken
from app.ground.case_clock import case_now
from app.ground.seal import history_key
from app.history.chain import START
from app.history.house import Entry, head_seal, house_link
from app.history.house_proof import Proven, prove_house
from app.history.house_rows import SEALED
from app.people import Actor
from tests.build import PDF, bundle
from tests.conftest import Database

SEEDS = range(400)
TYPES = {"boolean": "NOT {c}", "bigint": "{c} + 1000", "integer": "{c} + 1", "timestamp with time zone": "{c} + interval '1 microsecond'"}


@pytest.fixture
def played(training_app: Flask) -> Flask:
    """Every kind of act has happened, and more than one row of every table is there."""
    open_training(True, datetime.fromisoformat("2025-06-01T09:00:00+08:00"))
    load_demo("demo")
    publish_release("owner", bundle(), "第一版")
    publish_release("owner", bundle() | {"processes/calendar.json": '{"name":"新","source":"无","years":{"2026":{"holidays":[],"workdays":[]}}}'}, "日历")
    publish_release(
        "owner",
        {k: v for k, v in bundle().items() if k != CALENDAR} | {"processes/seq5.bpmn": bundle()["processes/seq5.bpmn"].replace("五步", "5 步")},
        "第二版",
    )
    add_office("xxj", "县信访局", "department", by="admin")
    add_person("bank", "银行", None, by="admin")
    add_person("xxj.both", "王芳", "geheim-1234", [("dept_handler", "xxj"), ("dept_leader", "xxj")], works_in="xxj", specialties=["网络"], by="admin")
    issue_token("bank", ["send:bank"], 90, "对账")
    revoke_token(issue_token("bank", ["read"], 30, "试用").id, by="admin")
    give_role("xxj.both", "build_unit", "xxj", by="admin")
    take_role("xxj.both", "dept_handler", "xxj", by="admin")
    set_password("xxj.both", "geheim-5678", by="admin")
    set_active("fgw.reviewer", False, by="admin")
    set_active("fgw.reviewer", True, by="admin")
    for n in range(5):
        upload_file(Actor("wjw.handler", "经办"), f"材料{n}.pdf", PDF + b"%d" % n)
    with transaction() as session:
        later = case_now(session).replace(hour=9)
    move_clock(Actor("sgj.handler", "经办"), later)
    return training_app


@pytest.fixture
def attack(played: Flask, database: Database) -> Iterator[Callable[..., Proven]]:
    """Do something to the rows as their owner, prove, and undo it; gives what was found."""
    engine = create_engine(sqlalchemy_url(database.owner))
    key = history_key()

    def attack(*statements: str, **values: Any) -> Proven:
        with engine.connect() as connection:
            for table, name in connection.execute(text("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f'")).all():
                connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))
            changed = sum(connection.execute(text(statement), values).rowcount for statement in statements)
            assert changed, statements
            with Session(connection) as session:
                found = prove_house(session, key)
            connection.rollback()
        return found

    yield attack
    engine.dispose()


def told(proven: Proven, **wanted: Any) -> None:
    """It is found, where it is, and in a sentence."""
    assert proven.fault is not None and wanted.items() <= proven.fault.items(), (wanted, proven.fault)
    assert proven.fault["where"] == "house" and "。" not in str(proven.fault["said"]) and str(proven.fault["said"])


def test_the_untouched_house_is_proven(played: Flask) -> None:
    proven = verify_house()
    assert proven.fault is None and proven.events > 12 and proven.rows > 120
    assert list(verify_all()) == []


@pytest.mark.parametrize("name", SEALED)
def test_every_column_of_every_row_is_proven(name: str, attack: Callable[..., Proven], database: Database) -> None:
    table = SEALED[name]
    types = dict(database.connection.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", (name,)).fetchall())
    keys = [key for (key,) in database.connection.execute(f"SELECT {table.key} FROM {name} ORDER BY 1".encode()).fetchall()]
    content = [*table.itself, *(["manifest"] if name == "release" else [])]
    for column in [*table.columns, *content]:
        for key in (keys[0], keys[-1]):
            kind = types[column]
            other = TYPES.get(kind) or ("array_append({c}, 'x')" if kind == "ARRAY" else "{c} || '\\x00'::bytea" if kind == "bytea" else "{c} || 'x'")
            other = "'{{}}'::jsonb" if kind == "jsonb" else other
            new = f"coalesce({other.format(c=column)}, {'now()' if kind.startswith('time') else repr('x')})"
            new = other.format(c=column) if kind in ("boolean", "bigint", "integer", "bytea", "ARRAY", "jsonb") else new
            found = attack(f"UPDATE {name} SET {column} = {new} WHERE {table.key} = :key", key=key)
            if column == table.key:
                told(found, table=name, row=str(key))
                continue
            by = {"sha256": "content", "digest": "content" if name == "calendar_version" else "manifest"}.get(column, column)
            told(found, table=name, row=str(key))
            assert found.fault and found.fault["column"] in (column, by) and int(found.fault["seq"]) > 0, found


@pytest.mark.parametrize("name", SEALED)
def test_a_row_that_is_gone_or_came_from_nowhere_is_named(name: str, attack: Callable[..., Proven], database: Database) -> None:
    table = SEALED[name]
    keys = [key for (key,) in database.connection.execute(f"SELECT {table.key} FROM {name} ORDER BY 1".encode()).fetchall()]
    for key in (keys[0], keys[-1]):
        found = attack(f"DELETE FROM {name} WHERE {table.key} = :key", key=key)
        told(found, table=name, row=str(key))
        assert found.fault and "缺失" in str(found.fault["said"])
    columns = [n for (n,) in database.connection.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", (name,)).fetchall()]
    new = "'forged'" if isinstance(keys[0], str) else "999"
    taken = {table.key: new, "secret": "'\\x01'::bytea", "digest": "digest || 'x'"}
    values = ", ".join(taken.get(column, column) for column in columns)
    found = attack(f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name} WHERE {table.key} = :key", key=keys[0])
    told(found, table=name, row=new.strip("'"))
    assert found.fault and "没有任何记录" in str(found.fault["said"])


def test_what_somebody_would_do_to_get_rights_is_found(attack: Callable[..., Proven]) -> None:
    granted = attack("INSERT INTO membership (person, role, office) VALUES ('wjw.handler', 'sgj_leader', 'sgj')")
    told(granted, table="membership")
    told(
        attack("UPDATE membership SET role = 'sgj_leader', office = 'sgj' WHERE person = 'xxj.both' AND role = 'dept_leader'"),
        table="membership",
        column="role",
    )
    again = attack("INSERT INTO membership (person, role, office) VALUES ('xxj.both', 'dept_handler', 'xxj')")
    told(again, table="membership")
    back = attack("INSERT INTO membership (id, person, role, office) VALUES (61, 'xxj.both', 'dept_handler', 'xxj')")
    assert back.fault and "取消" in str(back.fault["said"]), "a role that was taken does not come back"
    told(attack("UPDATE person SET active = NOT active WHERE username = 'xxj.both'"), table="person", row="xxj.both", column="active", must="是", found="否")
    told(attack("UPDATE person SET password = (SELECT password FROM person WHERE username = 'wjw.handler') WHERE username = 'xxj.both'"), column="password")
    told(attack("UPDATE access_token SET person = 'sgj.leader' WHERE id = 1"), table="access_token", row="1", column="person", found="sgj.leader")
    told(attack("UPDATE access_token SET revoked_at = NULL WHERE id = 2"), table="access_token", row="2", column="revoked_at", found="空")
    told(attack("UPDATE access_token SET scopes = '{act,read}' WHERE id = 1"), column="scopes", must="send:bank", found="act、read")
    told(attack("UPDATE stored_file SET content = 'x' WHERE id = 3"), table="stored_file", row="3", column="content")
    both = "UPDATE stored_file SET content = 'x', sha256 = encode(sha256('x'::bytea), 'hex'), size = 1 WHERE id = 3"
    told(attack(both), table="stored_file", row="3", column="sha256")
    swap = "UPDATE stored_file a SET {0} FROM stored_file b WHERE (a.id, b.id) IN ((1, 2), (2, 1))"
    columns = ("content", "sha256", "size", "name")
    told(attack(swap.format(", ".join(f"{c} = b.{c}" for c in columns))), table="stored_file", row="1", column="sha256")
    told(attack("UPDATE case_clock SET now = now - interval '1 day'"), table="case_clock", column="now")


def test_a_chain_that_was_changed_is_found_where_it_breaks(attack: Callable[..., Proven], played: Flask) -> None:
    last = verify_house().events
    for column, value in (
        ("kind", "'person:add '"),
        ("actor", "'nobody'"),
        ("at", "at - interval '1 microsecond'"),
        ("payload", "payload || ' '"),
        ("hash", "'\\x00'"),
    ):
        told(attack(f"UPDATE house_event SET {column} = {value} WHERE seq = 5"), seq=5)
    told(attack("DELETE FROM house_event WHERE seq = 5"), seq=5)
    told(attack("DELETE FROM house_event WHERE seq = 1"), seq=1)
    told(attack("DELETE FROM house_event WHERE seq = :n", n=last), seq=last)
    told(attack("DELETE FROM house_event"), seq=1)
    told(
        attack(
            "UPDATE house_event SET seq = 100 WHERE seq = 5", "UPDATE house_event SET seq = 5 WHERE seq = 6", "UPDATE house_event SET seq = 6 WHERE seq = 100"
        ),
        seq=5,
    )
    back = "UPDATE house_head SET count = count - 1, head = (SELECT hash FROM house_event WHERE seq = house_head.count - 1)"
    told(attack("DELETE FROM house_event WHERE seq = :n", back, n=last), seq=last - 1)
    told(attack("DELETE FROM house_event", "DELETE FROM house_head"))
    told(attack("DELETE FROM house_event", "UPDATE house_head SET count = 0, head = '', mac = ''"))
    copy = "INSERT INTO house_event SELECT seq + 1, kind, at, actor, payload, hash FROM house_event WHERE seq = :n"
    told(attack(copy, "UPDATE house_head SET count = count + 1", n=last), seq=last + 1)


def test_a_whole_chain_written_anew_without_the_key_is_found(attack: Callable[..., Proven], database: Database) -> None:
    rows = database.connection.execute("SELECT seq, kind, at, actor, payload FROM house_event ORDER BY seq").fetchall()
    forged, hashes = START, []
    for row in rows:
        forged = house_link(b"another key, as long as the real one", forged, Entry(*row, b""))
        hashes.append((row[0], forged))
    statements = [f"UPDATE house_event SET hash = '\\x{own.hex()}' WHERE seq = {seq}" for seq, own in hashes]
    mac = head_seal(b"another key, as long as the real one", len(rows), forged)
    told(attack(*statements, f"UPDATE house_head SET head = '\\x{forged.hex()}', mac = '\\x{mac.hex()}'"), seq=1)


def test_random_tampering_is_found_wherever_it_is(attack: Callable[..., Proven], database: Database) -> None:
    """Two rows change a value, a row is copied over another one, or goes: drawn over all tables and columns."""
    lots = random.Random(20191)
    keys = {name: [k for (k,) in database.connection.execute(f"SELECT {t.key} FROM {name} ORDER BY 1".encode()).fetchall()] for name, t in SEALED.items()}
    tables = [name for name in SEALED if len(keys[name]) > 1]
    found = 0
    for _ in SEEDS:
        name = lots.choice(tables)
        table = SEALED[name]
        one, other = lots.sample(keys[name], 2)
        columns = [c for c in (*table.columns, *table.itself) if c not in (table.key, "secret", "digest")] or [next(iter(table.itself))]
        column = lots.choice(columns)
        differs = database.connection.execute(
            f"SELECT count(DISTINCT row({column})) FROM {name} WHERE {table.key} = ANY(%s)".encode(), ([one, other],)
        ).fetchone()
        if differs == (1,):
            proven = attack(f"DELETE FROM {name} WHERE {table.key} = :one", one=one)
        else:
            value = f"(SELECT {column} FROM {name} WHERE {table.key} = :other)"
            proven = attack(f"UPDATE {name} SET {column} = {value} WHERE {table.key} = :one", one=one, other=other)
        told(proven, table=name, row=str(one))
        found += 1
    assert found == len(SEEDS)


def test_nobody_goes_on_over_a_chain_that_was_changed(played: Flask, database: Database) -> None:
    database.connection.execute("UPDATE house_head SET count = count - 1")
    with pytest.raises(HistoryBroken):
        add_person("x", "x", None)
    database.connection.execute("UPDATE house_head SET count = 0, head = '', mac = ''")
    with pytest.raises(HistoryBroken, match="缺失或被清空"):
        add_person("x", "x", None)


def test_the_programs_own_role_cannot_change_what_the_house_remembers(played: Flask, database: Database) -> None:
    with psycopg.connect(database.program, autocommit=True) as connection:
        for statement in (
            "UPDATE house_event SET actor = 'x'",
            "DELETE FROM house_event",
            "TRUNCATE house_event",
            "DELETE FROM house_head",
            "DELETE FROM person",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
