"""The services of the start: guard, check, acceptance, overdue, and the office system, connected or not (P20, AM-36)."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from app.catalogue import Refuse, services
from app.errors import RuleRefused
from app.records.base import Act
from app.records.changes import change
from app.records.construction_plan_entry import issued_entry
from app.records.project import find_project
from app.records.startup_plan import startup_of
from tests.cited import said
from tests.records import planned as county
from tests.records.test_startup import annex


@pytest.fixture
def issued(desk, announced, declare):
    """The desk of a project in the issued plan of 2026."""

    def act(when="2025-06-10 09:00:00", by="sgj.handler", key="test"):
        return Act(desk.session, by, desk.at(when).now, 1, "test", key)

    case, _ = declare()
    project = find_project(desk.session, case.project_id)
    county.appraise(act, project)
    county.approve(act, project)
    county.publish(act, county.decided(project))
    county.issue(act, county.planned(project))
    return case.at("2026-01-28T09:00")


def accept(case, by="sgj.handler"):
    filed = case.run("startup.check", plan_year=2026, answers=annex())
    case.actor = by
    return case.run("startup.register", plan_year=2026, answers=annex(), **filed)


def test_the_guard_says_what_is_missing_and_what_the_annex_is_measured_by(issued, register):
    found = issued.run("startup.guard", plan_year=2026)
    assert found == {
        "ready": True, "frozen": False, "missing": [], "approved_wan": "860.00", "start_month": "2026-04", "end_month": "2026-09", "mlps_level": "三级",
        "due_at": "2026-03-24T00:00:00+08:00",
    }  # fmt: skip
    change(Act.of(issued.last), find_project(issued.session, issued.project_id), frozen=True)
    assert issued.run("startup.guard", plan_year=2026)["frozen"] is True
    other = register(project_name="另一项目").run("startup.guard", plan_year=2026)
    assert (other["ready"], other["missing"]) == (False, ["论证通过", "审批批复", "列入已下达的年度建设计划"])


def test_annex_two_begins_with_what_is_known(issued):
    shown = issued.read("annex_draft", 2026)
    assert (shown["project_name"], shown["project_category"], shown["build_unit"]) == ("全民健康信息平台升级", "软件开发类", "wjw")
    assert (shown["period_start"], shown["period_end"], shown["fill_date"], shown["needs_mlps"]) == ("2026-04", "2026-09", "2026-01-28", True)
    assert (shown["contact_person"], shown["contact_phone"], shown["plan_files"]) == ("李四", "13800000000", ["2"])
    kept = issued.read("annex_draft", 2026, {"project_intro": "已填", "project_name": "别的名称", "fill_date": "2026-01-01"})
    assert (kept["project_intro"], kept["project_name"], kept["fill_date"]) == ("已填", "全民健康信息平台升级", "2026-01-28")


def test_a_checked_annex_is_accepted_by_somebody_else_and_can_be_taken_back(issued):
    with pytest.raises(RuleRefused, match="填报"):
        accept(issued, by="wjw.handler")
    issued.actor = "wjw.handler"
    row = accept(issued)
    assert (row["start_date"], row["oa_flow_no"]) == ("2026-01-28", "OA-2026-001")
    project = find_project(issued.session, issued.project_id)
    assert project.state == "采购"
    issued.undo("startup.register", issued.last)
    assert (startup_of(issued.session, project.id), project.state) == (None, "启动")


def test_a_handler_cannot_start_by_a_way_round_the_plan(desk, announced, declare):
    case, _ = declare()
    with pytest.raises(RuleRefused, match="不具备启动条件") as refused:
        case.run("startup.check", plan_year=2026, answers=annex())
    assert said("I2") in refused.value.clause
    with pytest.raises(RuleRefused, match="不具备启动条件"):
        case.run("startup.register", plan_year=2026, answers=annex(), filed_by="wjw.handler")
    assert startup_of(desk.session, case.project_id) is None


def test_an_overdue_annex_is_marked_and_the_department_reminded_once(issued):
    told = len(issued.told)
    for when in ("2026-03-24T00:00", "2026-03-25T00:00"):
        issued.at(when).run("startup.remind_overdue", plan_year=2026)
    assert [to for to, _ in issued.told[told:]] == ["dept_handler@wjw"]
    assert issued_entry(issued.session, issued.project_id).startup_overdue_at is not None


def ask(case, address=None, flow_no="OA-2026-001"):
    service = services()["oa.register_flow"]
    call = replace(case._call("oa.register_flow"), outside={"oa": address} if address else {})
    return service.handler(call, service.input().load({"plan_year": 2026, "startup_plan_id": 1, "flow_no": flow_no}))


@contextmanager
def office(status=200, location=None):
    """A small office system that keeps what it was told."""
    heard = []

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append((self.headers["Idempotency-Key"], json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Desk)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/flows", heard
    finally:
        server.shutdown()
        server.server_close()


def test_without_an_office_system_that_is_what_is_said(issued):
    assert ask(issued)["state"] == "未对接"


def test_a_connected_office_system_is_told_the_number_under_a_stable_key(issued):
    with office() as (address, heard):
        assert ask(issued, address)["state"] == "已登记"
    [(key, told)] = heard
    assert key.startswith("case:oa.register_flow")
    assert told == {"flow_no": "OA-2026-001", "project_id": issued.project_id, "plan_year": 2026, "startup_plan_id": 1}


@pytest.mark.parametrize(("status", "location"), [(500, None), (403, None), (302, "http://127.0.0.1:1/elsewhere")])
def test_an_office_system_that_says_no_is_no_success(issued, status, location):
    with office(status, location) as (address, heard), pytest.raises(Refuse, match=str(status)) as refused:
        ask(issued, address)
    assert (refused.value.code, len(heard)) == ("OA_FAILED", 1)


def test_an_office_system_that_is_away_or_a_missing_number_is_no_success(issued):
    with office() as (address, _):
        pass
    for told in ({"address": address}, {"address": address, "flow_no": None}):
        with pytest.raises(Refuse, match=r"没有答复|未填写") as refused:
            ask(issued, **told)
        assert refused.value.code == "OA_FAILED"


@pytest.mark.parametrize(("state", "told"), [("未对接", 0), ("已登记", 0), ("登记失败", 1)])
def test_what_came_of_it_is_noted_and_a_failure_is_told_to_the_bureau(issued, state, told):
    accept(issued)
    before = len(issued.told)
    issued.run("startup.note_oa", state=state, detail="没有答复")
    assert startup_of(issued.session, issued.project_id).oa_state == state
    assert [to for to, _ in issued.told[before:]] == ["sgj_handler@sgj"] * told
