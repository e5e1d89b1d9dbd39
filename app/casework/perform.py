"""Records handlers, and what decision tables ask of records: inside the step's own transaction, until the engine asks for no more (decision 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from flask import current_app
from marshmallow import ValidationError
from sqlalchemy import select

from app import engine
from app.casework.case import Case, Outgoing
from app.casework.readers import readers_of
from app.catalogue import Call, Refuse, Service, services
from app.engine.facts import AskedDecision, ServiceCall, Step
from app.errors import ExpressionRefused, HouseError, RuleRefused, ServiceFailed
from app.expressions import as_json
from app.ground.calendars import calendar_of
from app.history.written import named
from app.models import Notice, Office

# How a handler begins another case (`call.start`): given from above, for a case that begins performs handlers of its own.
Begin = Callable[[Case, str, Mapping[str, Any]], int]


def perform(case: Case, begin: Begin) -> Step:
    """Perform every records handler that was reached, give each decision table what it asks for, and give the step as it then stands.

    Raises  what a handler refuses and no error boundary of the diagram catches: then nothing at all has happened.
    """
    while True:
        step = engine.step(case.state)
        if step.asked:
            _decide(case, step.asked[0])
            continue
        call = next((c for c in step.calls if _service(c).effect == "records"), None)
        if call is None:
            return step
        _perform(case, call, _service(call), begin)


def _decide(case: Case, asked: AskedDecision) -> None:
    """The event keeps what was given, so that executing the case again needs no records."""
    given = as_json(engine.evaluate(case.state, asked.inputs, asked.address, readers_of(case)))
    if not isinstance(given, dict):
        raise ExpressionRefused(f"「{asked.element}」的 inputs 应得到一个对象。", f"inputs of {asked.element} must give an object.", element=asked.element)
    made = engine.decide(case.state, asked.address, given)
    said = {"decision": made.decision, "given": given, "inputs": made.inputs, "hits": list(made.hits), "outputs": made.outputs}
    case.input("decision:make", said, asked.element, asked.address)


def _service(call: ServiceCall) -> Service:
    found = services().get(call.handler)
    if found is None:
        raise ServiceFailed(f"流程要求的系统服务「{call.handler}」不存在。", f"There is no service {call.handler!r}.", element=call.element)
    return found


def _perform(case: Case, wanted: ServiceCall, service: Service, begin: Begin) -> None:
    try:
        with case.session.begin_nested():
            outgoing, notes = len(case.outbox), len(case.notes)
            call = call_of(case, wanted, begin)
            result = _result(call, wanted, service)
            case.session.flush()
    except (Refuse, RuleRefused) as refusal:
        del case.outbox[outgoing:], case.notes[notes:]
        code = getattr(refusal, "code", "REFUSED")
        if not engine.throw(case.state, wanted.address, code, refusal.detail):
            raise
        failure = {"handler": wanted.handler, "input": wanted.input, "code": code, "message": refusal.detail}
        case.input("service:fail", failure, wanted.element, wanted.address)
        return
    engine.finish(case.state, wanted.address, result)
    said = {"handler": wanted.handler, "input": wanted.input, "result": result, **named(call.wrote)}
    case.input("service:finish", said, wanted.element, wanted.address)


def _result(call: Call, wanted: ServiceCall, service: Service) -> Mapping[str, Any]:
    answer = service.handler(call, checked_input(service, wanted)) or {}
    result: Mapping[str, Any] = service.output().dump(answer)
    return result


def checked_input(service: Service, wanted: ServiceCall) -> Mapping[str, Any]:
    """The call's parameters through the service's input schema.

    Raises  ServiceFailed naming the parameters that do not fit.
    """
    try:
        checked: Mapping[str, Any] = service.input().load(dict(wanted.input))
    except ValidationError as error:
        faults = error.messages if isinstance(error.messages, dict) else {"": error.messages}
        said = "；".join(f"{name}：{texts}" for name, texts in faults.items())
        raise ServiceFailed(f"系统服务「{service.title}」的参数不正确：{said}", f"{service.name}: {said}", element=wanted.element) from error
    return checked


def call_of(case: Case, wanted: ServiceCall, begin: Begin) -> Call:
    """What the handler may use, bound to this case."""
    sent, wrote = 0, list[Any]()

    def send(name: str, correlation: Mapping[str, Any], payload: Mapping[str, Any] | None = None, *, key: str | None = None) -> None:
        nonlocal sent
        sent += 1
        case.outbox.append(Outgoing(name, correlation, payload or {}, key or f"{case.uid}:{wanted.address}:{sent}"))

    def notify(recipient: str, text: str) -> None:
        wrote.append(Notice(recipient=recipient, instance_id=case.instance.id, text=text, created_at=case.now, read_by=[]))
        case.session.add(wrote[-1])

    return Call(
        session=case.session,
        actor=case.actor.username,
        now=case.now,
        calendar=calendar_of(case.calendar),
        parameters=case.release.parameters,
        instance_id=case.instance.id,
        project_id=case.project_id,
        process=wanted.process,
        element=wanted.element,
        address=wanted.address,
        key=f"{case.uid}:{wanted.address}",
        send=send,
        start=partial(begin, case),
        notify=notify,
        kinds=_Kinds(case),
        wrote=wrote,
        outside={"oa": address} if (address := current_app.config.get("OA_URL")) else {},
    )


class _Kinds(Mapping[str, str]):
    """code → kind of every office, read when first asked for."""

    def __init__(self, case: Case) -> None:
        self._case = case

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {office.code: office.kind for office in self._case.session.scalars(select(Office))}

    def __getitem__(self, code: str) -> str:
        return self._kinds[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def refusal_text(error: HouseError) -> str:
    """What an incident says of a refusal."""
    return f"{error.title}：{error.detail}"
