"""Signed checkpoints: kept elsewhere, they show what no seal in the database can show to whoever stole its key."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from app.actions.history.export_checkpoint import export_checkpoint, prove_inclusion
from app.actions.history.list_checkpoints import all_checkpoints
from app.actions.history.make_checkpoint import change_key, make_checkpoint
from app.actions.history.verify_checkpoint import read_kept, verify_checkpoint
from app.cli import add_commands
from app.db import transaction
from app.errors import ConfigWrong, DataInvalid, NotFound
from app.ground.signing import key_file
from app.history import checkpoint as pure
from app.history.checkpoint import Leaf, inclusion, leaf_of, root, root_by
from tests.conftest import Database, make_app
from tests.scenarios import forms
from tests.scenarios.play import Stage


@pytest.fixture(autouse=True)
def own_key(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys lie in a folder of the test."""
    monkeypatch.setitem(stage.app.config, "HISTORY_KEY_FILE", tmp_path / "history.key")


def start(stage: Stage, name: str) -> str:
    """A case at its first task."""
    return stage.start("wjw.handler", "egov_lifecycle", forms.registration("wjw", name))


def owner(database: Database, *statements: str) -> None:
    """As whoever owns the tables; `FREE n` takes everything away that hangs on case n."""
    with psycopg.connect(database.owner, autocommit=True) as connection:
        hanging = connection.execute("SELECT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'instance'::regclass").fetchall()
        for statement in [one for said in statements for one in _freed(said, [name for (name,) in hanging])]:
            connection.execute(statement.encode())


def _freed(said: str, hanging: list[str]) -> list[str]:
    return [f"DELETE FROM {name} WHERE instance_id = {said.removeprefix('FREE ')}" for name in hanging] if said.startswith("FREE ") else [said]


def faults(content: bytes) -> tuple[str, ...]:
    """What verification says against a kept file."""
    return verify_checkpoint(read_kept(content)).faults


def test_a_checkpoint_holds_every_chain_and_is_verified_from_its_file(stage: Stage) -> None:
    case = start(stage, "智慧医疗")
    made = make_checkpoint("auditor")
    content = export_checkpoint(made.n)
    assert faults(content) == ()
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    assert faults(content) == (), "what came later does no harm"
    assert make_checkpoint("auditor").n == 2 and make_checkpoint("auditor").n == 2, "nothing new, no new one"
    assert [(one["n"], one["cases"], one["signed"]) for one in all_checkpoints()] == [(2, 1, True), (1, 1, True)]
    first, second = (json.loads(json.loads(export_checkpoint(n))["body"]) for n in (1, 2))
    assert second["previous"] == pure.body_hash(json.loads(content)["body"].encode()).hex() and first["root"] != second["root"]


def test_one_case_is_shown_to_belong_without_the_others(stage: Stage) -> None:
    for name in ("智慧医疗", "智慧教育", "智慧交通"):
        start(stage, name)
    made = make_checkpoint()
    for number in (1, 2, 3):
        proof: dict[str, Any] = prove_inclusion(made.n, number)
        path = [bytes.fromhex(one) for one in proof["path"]]
        found = root_by(leaf_of(proof["leaf"]), proof["index"], proof["size"], path)
        assert found is not None and found.hex() == json.loads(proof["body"])["root"]
        assert root_by(leaf_of([number, "x", 1, "00"]), proof["index"], proof["size"], path) != found
    with pytest.raises(NotFound):
        prove_inclusion(made.n, 99)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 13, 64, 100])
def test_every_leaf_of_a_tree_leads_to_its_root_and_no_other_does(size: int) -> None:
    dice = Random(size)
    leaves = [Leaf(n, f"case {n}", dice.randrange(1, 99), dice.randbytes(32)) for n in range(size)]
    for index, leaf in enumerate(leaves):
        path = inclusion(leaves, index)
        assert root_by(leaf, index, size, path) == root(leaves)
        assert root_by(Leaf(leaf.number, leaf.uid, leaf.count + 1, leaf.head), index, size, path) != root(leaves)
        assert root_by(leaf, index, size, [*path, bytes(32)]) is None


def test_a_file_that_was_changed_in_one_place_is_refused(stage: Stage) -> None:
    start(stage, "智慧医疗")
    content = export_checkpoint(make_checkpoint().n)
    good = json.loads(content)
    for change in ({"signature": "00" * 64}, {"body": good["body"].replace('"n":1', '"n":7')}, {"leaves": good["leaves"][:1]}, {"leaves": "x"}, {"body": "{}"}):
        with pytest.raises(DataInvalid):
            read_kept(json.dumps({**good, **change}).encode())
    for broken in (b"", b"{}", b"[]", content[:100]):
        with pytest.raises(DataInvalid):
            read_kept(broken)


def test_a_checkpoint_of_another_installation_is_said_to_be_one(stage: Stage) -> None:
    start(stage, "智慧医疗")
    good = json.loads(export_checkpoint(make_checkpoint().n))
    strange = pure.new_key()
    leaves = [leaf_of(one) for one in good["leaves"]]
    signed = pure.body(1, "2026-01-01T00:00:00Z", leaves, bytes(32), pure.public_of(strange), None)
    forged = {**good, "body": signed.decode(), "signature": pure.sign(strange, signed).hex()}
    said = verify_checkpoint(read_kept(json.dumps(forged).encode())).faults
    assert "另一套安装" in said[0] and "不是同一个" in said[1]
    mine = pure.fingerprint(pure.public_of(strange))
    assert "另一套安装" not in "".join(verify_checkpoint(read_kept(json.dumps(forged).encode()), [mine]).faults)


def test_the_key_is_changed_by_a_checkpoint_that_names_the_new_one(stage: Stage) -> None:
    start(stage, "智慧医疗")
    first = export_checkpoint(make_checkpoint().n)
    change = change_key(lost=False, by="owner")
    assert change is not None and faults(first) == ()
    start(stage, "智慧教育")
    third = export_checkpoint(make_checkpoint().n)
    named = json.loads(json.loads(export_checkpoint(2))["body"])["next_key"]
    assert json.loads(json.loads(third)["body"])["key"] == named and faults(third) == ()
    key_file().unlink()
    start(stage, "智慧交通")
    with pytest.raises(ConfigWrong, match="checkpoint"):
        make_checkpoint()
    assert change_key(lost=True, by="owner") is None and make_checkpoint().n == 4


STOLEN = {
    "a last event is removed": ["DELETE FROM event WHERE instance_id = 1 AND seq = (SELECT max(seq) FROM event WHERE instance_id = 1)"],
    "a case is removed": ["UPDATE stored_file SET instance_id = NULL", "FREE 2", "DELETE FROM instance WHERE id = 2"],
    "a history is written anew": ["UPDATE event SET hash = decode(md5(hash::text) || md5(hash::text), 'hex') WHERE instance_id = 1"],
    "the house's last act is removed": [
        "CREATE TABLE kept AS SELECT * FROM house_event WHERE seq = (SELECT max(seq) FROM house_event)",
        "DELETE FROM house_event WHERE seq = (SELECT max(seq) FROM house_event)",
    ],
    "the checkpoints are removed": ["DELETE FROM checkpoint_leaf", "DELETE FROM checkpoint"],
    "a case is put in the place of another": ["UPDATE instance SET uid = gen_random_uuid() WHERE id = 2"],
}


@pytest.mark.parametrize("attack", STOLEN)
def test_whoever_has_the_tables_and_the_key_of_the_history_is_found_against_a_kept_file(stage: Stage, database: Database, attack: str) -> None:
    for name in ("智慧医疗", "智慧教育"):
        start(stage, name)
    content = export_checkpoint(make_checkpoint().n)
    owner(database, *STOLEN[attack])
    assert faults(content) != (), attack
    if "house" in attack:  # the stage itself proves the house at the end of each test
        owner(database, "INSERT INTO house_event SELECT * FROM kept", "DROP TABLE kept")


def test_leaves_are_kept_once(stage: Stage) -> None:
    case = start(stage, "智慧医疗")
    start(stage, "智慧教育")
    make_checkpoint()
    stage.do(case, "P11_T1", "wjw.handler", forms.research())
    make_checkpoint()
    with transaction() as session:
        assert session.execute(text("SELECT n, number FROM checkpoint_leaf ORDER BY n, number")).all() == [(1, 0), (1, 1), (1, 2), (2, 1)]


def test_whoever_runs_the_program_makes_exports_and_verifies_by_commands(stage: Stage, database: Database, tmp_path: Path) -> None:
    start(stage, "智慧医疗")
    file, key = tmp_path / "kept.json", tmp_path / "history.key"
    key.write_text(stage.app.config["HISTORY_KEY"].hex())
    program, apart = make_app(database, INSTANCE_DIR=tmp_path, HISTORY_KEY_FILE=key, TRAINING=True), ThreadPoolExecutor(1)
    add_commands(program)
    runner = program.test_cli_runner()

    def run(*words: str) -> tuple[int, str]:
        """In a thread of its own: the context of this test is not the command's."""
        result = apart.submit(runner.invoke, args=["checkpoint", *words]).result()
        return result.exit_code, result.output

    code, made = run("make")
    assert code == 0 and "1 个案件" in made and "1 案" in run("list")[1]
    assert run("export", "1", str(file))[0] == 0 and run("verify", str(file))[0] == 0
    assert '"index"' in run("prove", "1", "1")[1] and run("prove", "1", "7")[0] == 1
    file.write_bytes(file.read_bytes().replace(b'"signature": "', b'"signature": "00', 1))
    code, said = run("verify", str(file))
    assert code == 1 and "签名" in said
    assert run("new-key")[0] == 0 and key_file().with_name("checkpoint.1.key").exists()
