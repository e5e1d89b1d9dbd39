"""Builders with speaking defaults; real rows, made by the same actions as in production.

`county()` fills an empty database with the demo organisation and a small release; `sign_in()` gives a person who calls over HTTP.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.actions.person.load_demo import load_demo
from app.actions.release.publish import publish_release
from app.db import db
from tests.bench.bundle import FORM, answers, par4, seq5
from tests.engine.draw import Drawing, diagram, message

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
CALENDAR = {"name": "测试日历", "source": "无", "years": {str(y): {"holidays": [], "workdays": []} for y in range(2020, 2041)}}
LETTER = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "来文", "type": "object", "additionalProperties": False,
    "required": ["subject", "price_yuan", "count"],
    "properties": {
        "subject": {"type": "string", "title": "事由", "minLength": 1, "maxLength": 50},
        "price_yuan": {"type": "string", "format": "decimal", "title": "单价（元）"},
        "count": {"type": "integer", "title": "数量", "minimum": 1},
        "total_yuan": {"type": "string", "format": "decimal", "title": "合计（元）", "readOnly": True},
        "received": {"type": "string", "format": "date", "title": "收文日期", "readOnly": True},
        "paper": {"type": "array", "title": "附件", "items": {"type": "string", "format": "file-id"}, "uniqueItems": True},
    },
    "x-computed": {"total_yuan": "yuan(amount(price_yuan) * count)"},
    "x-rules": [{"when": "count > 100", "message": "数量不得超过 100", "pointer": "/count", "clause": "测试规定第一条"}],
}  # fmt: skip
READ = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "专家意见", "type": "object", "additionalProperties": False,
    "required": ["decision"],
    "properties": {
        "subject": {"type": "string", "title": "事由", "readOnly": True, "maxLength": 50},
        "paper": {"type": "array", "title": "附件", "readOnly": True, "items": {"type": "string", "format": "file-id"}},
        "decision": {"type": "string", "title": "结论", "enum": ["同意", "退回"]},
        "opinion": {"type": "string", "title": "意见", "maxLength": 1000},
    },
    "x-negative": ["退回"],
}  # fmt: skip


def letter() -> str:
    """Registered by sgj_handler with a paper, read by an expert who is told no more than his form, signed by sgj_leader."""
    p = Drawing("letter")
    p.starts = {"roles": "sgj_handler"}
    p.start()
    p.user("T_register", roles="sgj_handler", formJsonSchemaFilename="LETTER.json", prefill='{"received": iso(today())}')
    p.user("T_read", roles="expert", formJsonSchemaFilename="READ.json", prefill='{"subject": T_register.subject, "paper": T_register.paper}')
    p.user("T_sign", roles="sgj_leader,sgj_handler", excludeActorsOf="T_register", dueIn="5")
    p.end(outcome="办结")
    p.chain("s", "T_register", "T_read", "T_sign", "e")
    return diagram(p)


def waiting() -> str:
    """Waits for MSG_GO of its number, then a task."""
    p = Drawing("waiting")
    p.starts = {"roles": "sgj_handler"}
    p.start()
    p.script("X_number", "number = 7")
    p.caught("W_go", "MSG_GO")
    p.user("T_after", roles="sgj_handler")
    p.end(outcome="办结")
    p.chain("s", "X_number", "W_go", "T_after", "e")
    return diagram(p, roots=message("MSG_GO", "number", payload="word", senders="sgj_handler,send:bank"))


def bundle() -> dict[str, str]:
    """The small release: path → text."""
    forms = {"BENCH": FORM, "LETTER": LETTER, "READ": READ}
    files = {f"processes/{name}.bpmn": text for name, text in (("seq5", seq5()), ("par4", par4()), ("letter", letter()), ("waiting", waiting()))}
    files |= {f"forms/{name}.json": json.dumps(form, ensure_ascii=False) for name, form in forms.items()}
    files |= {f"forms/{name}.ui.json": "{}" for name in forms}
    return files | {"processes/parameters.json": "{}", "processes/calendar.json": json.dumps(CALENDAR)}


def county() -> None:
    """The demo organisation (password «demo») and the small release, in the open application context."""
    load_demo("demo")
    publish_release("owner", bundle(), "第一版")
    db.session.remove()


@dataclass
class Caller:
    """A signed-in person, calling over HTTP."""

    client: FlaskClient
    username: str
    csrf: str

    def get(self, path: str, status: int = 200) -> Any:
        """The JSON of a GET under /api/v1; the status must be this one."""
        return _told(self.client.get(f"/api/v1{path}"), status)

    def post(self, path: str, body: Any = None, status: int = 200, **headers: str) -> Any:
        """The same of a POST."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return _told(self.client.post(f"/api/v1{path}", json={} if body is None else body, headers={"X-CSRF-Token": self.csrf, **named}), status)

    def upload(self, content: bytes = PDF, name: str = "材料.pdf", status: int = 201) -> Any:
        """Send a file."""
        sent = {"file": (io.BytesIO(content), name)}
        return _told(self.client.post("/api/v1/files", data=sent, headers={"X-CSRF-Token": self.csrf}), status)

    def start(self, process: str, data: dict[str, Any] | None = None, status: int = 201, **more: Any) -> Any:
        """Start a case."""
        return self.post(f"/processes/{process}/instances", {"data": data or {}, **more}, status)

    def task(self, case: str, element: str) -> str:
        """The id of an open task that this person may see."""
        found = [t for v in ("mine", "claimable", "all") for t in self.get(f"/tasks?view={v}&instance={case}&limit=200")["items"] if t["element"] == element]
        return str(found[0]["id"])

    def complete(self, task: str, data: dict[str, Any], status: int = 200, **headers: str) -> Any:
        """Complete a task."""
        return self.post(f"/tasks/{task}/complete", {"data": data}, status, **headers)


def sign_in(app: Flask, username: str, password: str = "demo") -> Caller:
    """Somebody of the demo organisation, with a browser of his own."""
    client = app.test_client()
    answer = _told(client.post("/api/v1/session", json={"username": username, "password": password}), 200)
    return Caller(client, username, answer["csrf_token"])


def _told(answer: TestResponse, status: int) -> Any:
    assert answer.status_code == status, (answer.request.path, answer.status_code, answer.get_data(as_text=True))
    return answer.get_json() if answer.data else None


def five(n: int = 1) -> dict[str, Any]:
    """Answers to a task of seq5 and par4."""
    return dict(answers(n))


def a_letter(**changes: Any) -> dict[str, Any]:
    """Answers to `T_register`."""
    return {"subject": "采购打印机", "price_yuan": "1200.00", "count": 2} | changes
