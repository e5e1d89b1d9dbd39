"""What the authorisation matrix is asked of: for each side a project, open, done and broken cases, a file, a notice; new ones when one was used up."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from app.actions.person.add import add_person
from app.actions.person.issue_token import issue_token
from app.actions.person.load_demo import load_demo
from app.actions.person.sign_in import sign_in as enter
from app.actions.release.publish import publish_release
from app.actions.training.open import open_training
from app.casework.timers import fire_timers_of
from app.clock import real_now
from app.db import db, transaction
from app.models import Incident, Notice, Timer
from app.records.base import Act
from app.records.project import create_project
from tests.attack.matrix import MEMBERS, SIDES, Row, Who
from tests.build import PDF, Caller, a_letter, bundle, sign_in
from tests.engine.draw import Drawing, diagram, several

BEGINNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def matter(side: str) -> str:
    """A task of the department, one for each of two experts, and a script after a day that cannot be evaluated yet."""
    p = Drawing(f"matter_{side}")
    p.starts = {"roles": "dept_handler"}
    p.start()
    p.script("X_begin", f"project_id = {SIDES.index(side) + 1}\nexperts = {list(MEMBERS[side])!r}".replace("'", '"'))
    p.gateway("f", "j", kind="parallel")
    p.user("T_dept", roles="dept_handler", runBy="sgj_handler", formJsonSchemaFilename="LETTER.json")
    p.user("T_each", inner=several("experts", "who", "T_each", "T_each_item"), assignee="who", runBy="sgj_handler", formJsonSchemaFilename="READ.json")
    p.timer("W_day", "timeDuration", "'P1D'")
    p.script("X_sum", "total = T_dept.count + 1")
    p.end(outcome="办结")
    p.chain("s", "X_begin", "f", "T_dept", "j", "e")
    p.chain("f", "T_each", "j")
    p.chain("f", "W_day", "X_sum", "j")
    return diagram(p)


class Ground:
    """The county with both matters; everybody signed in once."""

    def __init__(self, app: Flask) -> None:
        self.app, self.callers, self.used = app, {}, 0
        open_training(True, BEGINNING)
        load_demo("demo")
        add_person("bank", "银行", None)
        self.files = bundle() | {f"processes/matter_{side}.bpmn": matter(side) for side in SIDES}
        publish_release("owner", self.files, "第一版")
        with transaction() as session:
            for side in SIDES:
                _project(session, side)
        self.kept = {(side, target): self.made(side, target) for side in SIDES for target in ("case", "claimed", "suspended", "incident", "done", "notice")}
        db.session.remove()

    def person(self, username: str) -> Caller:
        """Signed in once."""
        if username not in self.callers:
            self.callers[username] = sign_in(self.app, username)
        return self.callers[username]

    def made(self, side: str, target: str) -> dict[str, str]:
        """New rows for one cell: ids by name."""
        handler = self.person(f"{side}.handler")
        case = handler.start(f"matter_{side}")["instance"]["id"]
        tasks = self.person("sgj.handler").get(f"/tasks?view=all&instance={case}")["items"]
        found = {"case": case, "record": str(SIDES.index(side) + 1)}
        found["task"] = next(t["id"] for t in tasks if t["element"] == "T_dept")
        found["member"] = next(t["id"] for t in tasks if t["element"] == "T_each")
        if target == "claimed":
            handler.post(f"/tasks/{found['task']}/claim")
        elif target == "suspended":
            self.person("owner").post(f"/instances/{case}/suspend", {"reason": "测试"})
        elif target == "incident":
            found["incident"] = self._broken(int(case))
        elif target == "done":
            found["file"] = handler.upload()["id"]
            handler.complete(found["task"], a_letter(paper=[found["file"]]))
        elif target == "notice":
            with transaction() as session:
                notice = Notice(recipient=f"dept_handler@{side}", text="通知", created_at=real_now(), read_by=[])
                session.add(notice)
                session.flush()
                found["notice"] = str(notice.id)
        return found

    def _broken(self, case: int) -> str:
        """The script after the day is reached before there is an answer."""
        with transaction() as session:
            session.get_one(Timer, (case, "W_day.1")).due_at = BEGINNING - timedelta(minutes=1)
        fire_timers_of(case)
        with transaction() as session:
            return str(session.query(Incident.id).filter_by(instance_id=case).one()[0])

    def call(self, operation: str, row: Row, who: Who, ids: dict[str, str], side: str) -> TestResponse:
        """The call as this caller sends it."""
        method, path = operation.split(" ")[0].upper(), "/api/v1" + row.path.format(side=side, **ids)
        client, headers = self.app.test_client(), {}
        if who.scopes is not None:
            headers["Authorization"] = f"Bearer {self._token(who)}"
        elif who.username and row.target == "session":
            entered = enter(who.username, "demo")
            client.set_cookie("desk_session", entered.token)
            headers["X-CSRF-Token"] = entered.csrf
        elif who.username:
            caller = self.person(who.username)
            client, headers["X-CSRF-Token"] = caller.client, caller.csrf
        if row.body == "file":
            return client.open(path, method=method, data={"file": (io.BytesIO(PDF), "材料.pdf")}, headers=headers)
        return client.open(path, method=method, json=self._body(row.body), headers=headers)

    def _body(self, body: Any) -> Any:
        if body == "letter":
            return {"data": a_letter()}
        if body == "clock":
            return {"now": BEGINNING.isoformat()}
        if body == "bundle":
            self.used += 1
            return {"files": self.files | {"processes/parameters.json": f'{{"n": {self.used}}}'}, "message": "新版"}
        return body

    def _token(self, who: Who) -> str:
        if who.said not in self.callers:
            assert who.scopes is not None
            self.callers[who.said] = issue_token(who.username, sorted(who.scopes), 1).token
        return str(self.callers[who.said])


def _project(session: Any, side: str) -> None:
    registered = {"leader_in_charge": "张三", "dedicated_person": "李四", "dedicated_phone": "13800000000", "gov_activity_related": True}
    kind = {"scope_type": "信息化应用系统", "nature": "新建", "fund_nature": "县本级财政性资金", "is_global_major": "否", "demand_origin": ["上级工作部署"]}
    create_project(Act(session, "sgj.handler", BEGINNING, 1, "Task", f"case:{side}"), name=f"{side} 的项目", dept=side, build_unit=side, **registered, **kind)
