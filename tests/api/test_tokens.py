"""Machines come in with a token: what it is good for, how long, and that it needs no security token of a browser."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.person import recognise_token
from app.actions.person.add import add_person
from app.actions.person.issue_token import issue_token
from app.actions.person.list_tokens import list_tokens
from app.actions.person.revoke_token import revoke_token
from app.cli import add_commands
from app.errors import DataInvalid, NotFound, Outdated
from app.models import AccessToken, Message
from tests.build import Caller, five
from tests.conftest import Database, make_app

People = Callable[[str], Caller]
GO: dict[str, Any] = {"correlation": {"number": 7}, "payload": {"word": "走"}}


class Machine:
    """Another system that calls."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client, self.headers = app.test_client(), {"Authorization": f"Bearer {token}"}

    def get(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(f"/api/v1{path}", headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.get_json()

    def post(self, path: str, body: Any, status: int = 200) -> Any:
        answer = self.client.post(f"/api/v1{path}", json=body, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.get_json()


def test_a_token_reads_or_acts_as_its_person_may_and_as_its_scopes_say(app: Flask, people: People) -> None:
    task = people("sgj.handler").start("seq5")["next_tasks"][0]["id"]
    reader = Machine(app, issue_token("sgj.handler", ["read"], 1).token)
    doer = Machine(app, issue_token("sgj.handler", ["read", "act"], 1).token)
    blind = Machine(app, issue_token("sgj.handler", ["act"], 1).token)
    stranger = Machine(app, issue_token("wjw.handler", ["read", "act"], 1).token)
    me = reader.get("/me")
    assert (me["username"], me["csrf_token"]) == ("sgj.handler", None)
    assert reader.get(f"/tasks/{task}")["task"]["may"]["complete"] is True
    said = reader.post(f"/tasks/{task}/complete", {"data": five()}, 403)
    assert said["type"] == "/problems/not-allowed" and "act" in said["detail"]
    stranger.post(f"/tasks/{task}/complete", {"data": five()}, 403)
    blind.get(f"/tasks/{task}", 403)
    doer.post(f"/tasks/{task}/complete", {"data": five()})
    assert people("auditor").get("/instances/1/events")["items"][-1]["actor"] == "sgj.handler"


def test_a_system_sends_the_messages_that_name_it_and_does_nothing_else(app: Flask, people: People, db: Session) -> None:
    case = people("sgj.handler").start("waiting")["instance"]["id"]
    add_person("bank", "银行", None)
    bank = Machine(app, issue_token("bank", ["send:bank"], 30).token)
    assert bank.post("/messages/MSG_GO", GO, 202)["delivered_to"] == [case]
    assert db.scalars(select(Message.sender)).one() == "bank"
    bank.get("/tasks", 403)
    bank.post("/processes/seq5/instances", {}, 403)
    Machine(app, issue_token("bank", ["send:other"], 30).token).post("/messages/MSG_GO", GO, 403)
    Machine(app, issue_token("bank", ["read"], 30).token).post("/messages/MSG_GO", GO, 403)
    Machine(app, issue_token("sgj.handler", ["send:other"], 30).token).post("/messages/MSG_GO", GO, 403)
    Machine(app, issue_token("sgj.handler", ["act"], 30).token).post("/messages/MSG_GO", GO, 202)


def test_an_expired_a_revoked_and_a_wrong_token_are_not_signed_in(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    issued = issue_token("auditor", ["read"], 1)
    machine = Machine(app, issued.token)
    machine.get("/me")
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(recognise_token, "real_now", lambda: issued.expires_at + timedelta(seconds=1))
        said = machine.get("/me", 401)
    assert "已过期" in said["detail"]
    other = issue_token("auditor", ["read"], 1)
    revoke_token(other.id)
    Machine(app, other.token).get("/me", 401)
    with pytest.raises(Outdated):
        revoke_token(other.id)
    for header in ("Bearer", "Bearer ", "Basic YTpi", f"Token {issued.token}", "Bearer nothing", "Bearer " + "x" * 5000, ""):
        answer = people("auditor").client.get("/api/v1/me", headers={"Authorization": header})
        assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer", "the cookie beside it does not count"


def test_the_secret_is_stored_nowhere_and_rows_stay(app: Flask, people: People, db: Session) -> None:
    issued = issue_token("auditor", ["read", "read"], 7, "对账")
    row = db.scalars(select(AccessToken)).one()
    assert issued.token.encode() not in row.secret and row.scopes == ["read"] and row.expires_at - row.created_at == timedelta(days=7)
    revoke_token(issued.id)
    assert [(t.label, t.revoked_at is not None) for t in list_tokens("auditor")] == [("对账", True)]


def test_what_is_no_scope_no_person_or_no_time_is_refused(app: Flask, people: People) -> None:
    people("auditor")
    for scopes, days in (([], 1), (["write"], 1), (["send:"], 1), (["send:A b"], 1), (["read"], 0), (["read"], 9999)):
        with pytest.raises(DataInvalid):
            issue_token("auditor", scopes, days)
    with pytest.raises(NotFound):
        issue_token("nobody", ["read"], 1)


def test_a_token_does_not_sign_out_and_none_is_asked_for_a_security_token(app: Flask, people: People) -> None:
    people("sgj.handler")
    machine = Machine(app, issue_token("sgj.handler", ["read", "act"], 1).token)
    assert machine.client.delete("/api/v1/session", headers=machine.headers).status_code == 403
    machine.post("/processes/seq5/instances", {}, 201)


def test_tokens_are_given_shown_and_revoked_on_the_command_line(app: Flask, people: People, database: Database, tmp_path: Path) -> None:
    people("auditor")
    key = tmp_path / "history.key"
    key.write_text(app.config["HISTORY_KEY"].hex())
    program, apart = make_app(database, INSTANCE_DIR=tmp_path, HISTORY_KEY_FILE=key), ThreadPoolExecutor(1)
    add_commands(program)
    runner = program.test_cli_runner()

    def run(*args: str) -> Any:
        """In a thread of its own: the context of this test is not the command's."""
        return apart.submit(runner.invoke, args=args).result()

    added = run("user", "add", "ledger", "账务系统", "--machine")
    assert added.exit_code == 0, added.output
    given = run("user", "token", "ledger", "--scope", "send:bank", "--days", "30", "--label", "对账")
    token = given.stdout.strip().splitlines()[-1]
    assert given.exit_code == 0 and token.startswith("desk_")
    Machine(app, token).post("/messages/MSG_GO", GO, 202)
    shown = run("user", "tokens", "ledger").stdout
    assert "send:bank" in shown and "对账" in shown and token not in shown
    assert run("user", "revoke-token", shown.split()[0]).exit_code == 0
    Machine(app, token).post("/messages/MSG_GO", GO, 401)
    assert run("user", "revoke-token", shown.split()[0]).exit_code == 1
    assert run("user", "token", "ledger", "--scope", "all").exit_code == 1
