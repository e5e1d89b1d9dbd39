"""Work on one call of an outside handler: at least once, with a stable key; back-off, then an incident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app import engine
from app.casework.case import Case, open_case
from app.casework.incident import raise_incident
from app.casework.perform import call_of, checked_input
from app.casework.queue import defer
from app.casework.retry import timers_first
from app.casework.settle import begin_beside, settle
from app.casework.write import write_step
from app.catalogue import Later, Refuse, services
from app.db import transaction
from app.engine.facts import ServiceCall as Wanted
from app.errors import HouseError, InstanceNotRunning, ServiceFailed
from app.models import ServiceCall
from app.people import SYSTEM

MOST_TRIES = 6
FIRST_PAUSE_SECONDS = 10


@dataclass(frozen=True)
class Failed:
    """How an attempt ended: `final` when trying again makes no sense (the handler itself said no)."""

    error: HouseError
    code: str | None
    final: bool


def run_call(call_id: int) -> bool:
    """Do the work without holding any lock, then write its result as a command. Gives whether the call is finished.

    Of a suspended case it is left open: resuming puts it into the queue again. One whose case is over was cancelled with it.
    """
    try:
        return _run(call_id)
    except InstanceNotRunning:
        return False


def _run(call_id: int) -> bool:
    with transaction() as session:
        row = session.get_one(ServiceCall, call_id)
        if row.status != "open":
            return True
        row.tries += 1
        case = open_case(session, row.instance_id, SYSTEM, timers_first=False)
        wanted = Wanted(row.address, row.element, case.instance.process, row.handler, row.input)
        service, call = services()[row.handler], call_of(case, wanted, begin_beside)
    try:
        answer = service.output().dump(service.handler(call, checked_input(service, wanted)) or {})
    except Later as later:
        return _again(call_id, later.minutes * 60)
    except Refuse as refusal:
        return _failed(call_id, Failed(refusal, refusal.code, final=True))
    except HouseError as error:
        return _failed(call_id, Failed(error, None, final=False))
    except Exception as error:  # noqa: BLE001 - whatever an outside system does to us is a failed attempt, told in the incident
        said = ServiceFailed(f"外部服务「{service.title}」未能完成：{error}", f"{service.name} failed: {error}", element=wanted.element)
        return _failed(call_id, Failed(said, None, final=False))
    return _finish(call_id, answer)


@timers_first
def _finish(call_id: int, answer: Mapping[str, Any]) -> bool:
    with transaction() as session:
        case, row = _open(session, call_id)
        if row.status != "open":
            return True
        engine.finish(case.state, row.address, answer)
        case.input("service:finish", {"handler": row.handler, "input": row.input, "result": answer, "tries": row.tries}, row.element, row.address)
        row.status, row.done_at = "done", case.now
        write_step(case, settle(case))
        return True


@timers_first
def _failed(call_id: int, failed: Failed) -> bool:
    with transaction() as session:
        case, row = _open(session, call_id)
        if row.status != "open":
            return True
        if not failed.final and row.tries < MOST_TRIES:
            defer(session, "run_call", in_seconds=FIRST_PAUSE_SECONDS * 2 ** (row.tries - 1), call_id=call_id)
            return False
        if failed.code is not None and engine.throw(case.state, row.address, failed.code, failed.error.detail):
            said = {"handler": row.handler, "input": row.input, "code": failed.code, "message": failed.error.detail}
            case.input("service:fail", said, row.element, row.address)
            row.status, row.done_at = "failed", case.now
            write_step(case, settle(case))
            return True
        row.status = "failed"
        raise_incident(session, row.instance_id, failed.error, {"kind": "service", "call": call_id}, row.element, row.address)
        return True


def _again(call_id: int, seconds: int) -> bool:
    """The handler asked to be tried later: not a failure, so it is not counted."""
    with transaction() as session:
        row = session.get_one(ServiceCall, call_id, with_for_update=True)
        row.tries = max(0, row.tries - 1)
        defer(session, "run_call", in_seconds=seconds, call_id=call_id)
        return False


def _open(session: Any, call_id: int) -> tuple[Case, ServiceCall]:
    case = open_case(session, session.get_one(ServiceCall, call_id).instance_id, SYSTEM)
    return case, session.get_one(ServiceCall, call_id, populate_existing=True)
