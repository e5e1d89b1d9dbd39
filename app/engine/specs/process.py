"""A (sub)process as a whole: where it begins and how it ends."""

# mypy: disable-error-code="misc"
from __future__ import annotations

from typing import Any

from app.engine.specs.base import Spec
from app.engine.specs.joins import EndJoin
from app.engine.spiff import BpmnProcessSpec


class First(Spec):
    """The root of a (sub)process."""

    def _connect_notify(self, taskspec: Any) -> None:
        raise AssertionError("nothing leads to the root")


class Last(Spec):
    """The node whose completion ends a (sub)process."""


class ProcessSpec(BpmnProcessSpec):
    """A (sub)process: begins at `start`, ends when everything has arrived at `end`, then `last` completes it."""

    def __init__(self, name: str, description: str | None = None, filename: str | None = None) -> None:
        super(BpmnProcessSpec, self).__init__(name=name, filename=filename)
        self.description = description
        self.svg = self.io_specification = None
        self.data_objects: dict[str, Any] = {}
        self.data_stores: dict[str, Any] = {}
        self.correlation_keys: dict[str, Any] = {}
        self.bpmn_start_events: list[Any] = []
        self.start = First(self, "Start")
        self.end = EndJoin(self, f"{name}.EndJoin")
        self.last = Last(self, "End")
        self.end.connect(self.last)
