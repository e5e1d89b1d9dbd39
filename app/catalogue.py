"""What a diagram may call: services (service tasks) and readers (what a form shows at first). One decorator each; nothing else registers.

A service of effect «records» runs inside the very transaction that reached it. One of effect «outside» is a job, at least once, with the
stable `call.key`. `undo(call, result)` reverses what the service wrote, for 退回; None says that there is nothing to reverse.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any, Literal, Protocol

from marshmallow import Schema
from sqlalchemy.orm import Session

from app.errors import HouseError
from app.periods import Calendar


class Send(Protocol):
    """Send a message inside this transaction; `key` makes a repeated sending the same message (default: from the call's own key)."""

    def __call__(self, name: str, correlation: Mapping[str, Any], payload: Mapping[str, Any] | None = None, *, key: str | None = None) -> None: ...


class Start(Protocol):
    """Start an instance of its own inside this transaction; gives its id. Nobody waits for it."""

    def __call__(self, process: str, data: Mapping[str, Any]) -> int: ...


class Notify(Protocol):
    """Write a notice to a user name or to `role@office`."""

    def __call__(self, recipient: str, text: str) -> None: ...


@dataclass(frozen=True)
class Call:
    """What a handler may use. `actor` is the person whose act reached the service task, or «system» (timer, message).

    `kinds`: code → kind of every office (county, department, supplier, township). `outside`: addresses of other systems by name; what this
    installation is not connected to is not there. `wrote`: the rows that were written through it, for the event that names them.
    """

    session: Session
    actor: str
    now: datetime
    calendar: Calendar
    parameters: Mapping[str, Any]
    instance_id: int
    project_id: int | None
    process: str
    element: str
    address: str
    key: str
    send: Send
    start: Start
    notify: Notify
    kinds: Mapping[str, str] = field(default_factory=dict)
    outside: Mapping[str, str] = field(default_factory=dict)
    wrote: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """What a reader may use; it only reads. `name_of` gives a person's name by user name (the user name itself when there is none)."""

    session: Session
    now: datetime
    calendar: Calendar
    parameters: Mapping[str, Any]
    instance_id: int | None
    project_id: int | None
    reader: str
    name_of: Callable[[str], str] = str


class Refuse(HouseError):
    """A handler says no: the nearest error boundary with this `code` takes it, else the person's act is refused with this message."""

    slug, title, title_en = "service-refused", "办理被拒绝", "The service refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, detail: str, detail_en: str | None = None, *, code: str = "REFUSED", **facts: Any) -> None:
        super().__init__(detail, detail_en, **facts)
        self.code = code


class Later(Exception):
    """An outside handler asks to be tried again in some minutes (not a failure)."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"again in {minutes} minutes")
        self.minutes = minutes


Handler = Callable[[Call, Mapping[str, Any]], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Service:
    """One service; `title` is the first line of its docstring: what the process owner reads in the modeller."""

    name: str
    effect: Literal["records", "outside"]
    input: type[Schema]
    output: type[Schema]
    handler: Handler
    undo: Callable[[Call, Mapping[str, Any]], None] | None
    title: str


@dataclass(frozen=True)
class Reader:
    """One reader: a function that expressions of `prefill` and readOnly fields may call."""

    name: str
    function: Callable[..., Any]
    title: str


_services: dict[str, Service] = {}
_readers: dict[str, Reader] = {}


def service(
    name: str,
    *,
    input: type[Schema],  # noqa: A002 - the word that diagrams use
    output: type[Schema],
    effect: Literal["records", "outside"],
    undo: Callable[[Call, Mapping[str, Any]], None] | None = None,
) -> Callable[[Handler], Handler]:
    """Register a handler under the name that `serviceTaskOperator id` gives."""

    def register(handler: Handler) -> Handler:
        _services[name] = Service(name, effect, input, output, handler, undo, _title(handler))
        return handler

    return register


def reader(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function `(reading, *arguments) -> JSON value` that prefill expressions call by this name."""

    def register(function: Callable[..., Any]) -> Callable[..., Any]:
        _readers[name] = Reader(name, function, _title(function))
        return function

    return register


def _title(function: Callable[..., Any]) -> str:
    return (function.__doc__ or "").strip().splitlines()[0] if function.__doc__ else ""


def discover() -> None:
    """Import every module of `handlers/`, so that its services and readers are known."""
    import handlers

    for module in pkgutil.iter_modules(handlers.__path__):
        importlib.import_module(f"handlers.{module.name}")


def services() -> Mapping[str, Service]:
    """All services by name."""
    return _services


def readers() -> Mapping[str, Reader]:
    """All readers by name."""
    return _readers


def as_json() -> dict[str, Any]:
    """The catalogue for the modeller and for CATALOGUE.md."""
    return {
        "services": [
            {"name": s.name, "title": s.title, "effect": s.effect, "undo": s.undo is not None, "input": _fields(s.input), "output": _fields(s.output)}
            for s in sorted(_services.values(), key=lambda s: s.name)
        ],
        "readers": [{"name": r.name, "title": r.title} for r in sorted(_readers.values(), key=lambda r: r.name)],
    }


def _fields(schema: type[Schema]) -> list[dict[str, Any]]:
    return [
        {"name": name, "type": type(f).__name__.lower(), "required": f.required, "description": f.metadata.get("description", "")}
        for name, f in schema().fields.items()
    ]
