"""Building the specs of a process: parsed once, shared by all its cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.engine.facts import ElementFacts
from app.engine.reading.parser import HouseParser
from app.engine.specs.base import Spec
from app.engine.specs.calls import Embedded
from app.engine.specs.process import ProcessSpec


def build(process: Any, elements: Mapping[str, ElementFacts], foreign: bool, file: str) -> dict[str | None, ProcessSpec]:
    """The specs of a process: its own under None, those of its embedded subprocesses under their ids."""
    parser = HouseParser(elements, foreign)
    parser.create_parser(process, filename=file)
    key = process.get("id")
    built: dict[str | None, ProcessSpec] = {None: parser.process_parsers[key].get_spec()}
    waiting = [built[None]]
    while waiting:
        for spec in list(waiting.pop().task_specs.values()):
            if isinstance(spec, Embedded):
                built[spec.target] = parser.process_parsers[spec.target].get_spec()
                waiting.append(built[spec.target])
    for spec in built.values():
        _close(spec)
    return built


def _close(process: ProcessSpec) -> None:
    """An activity that leads nowhere ends its branch (BPMN's implicit end)."""
    for node in list(process.task_specs.values()):
        if isinstance(node, Spec) and node.element is not None and not node._outputs and not node.name.endswith(" [child]"):
            node.connect(process.end)
