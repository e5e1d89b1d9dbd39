"""A release as the engine sees it: an immutable bundle of files, described at once, parsed process by process when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock
from types import MappingProxyType
from typing import Any

from app.decisions import Table
from app.engine.facts import ElementFacts, Finding, MessageFacts, ProcessFacts
from app.engine.reading.building import build
from app.engine.reading.bundle import Described, read_bundle, refused
from app.engine.specs.process import ProcessSpec
from app.engine.spiff import ValidationException
from app.errors import NotFound
from app.forms import Form, load


class Release:
    """Facts, forms, parameters, decisions and specs of one release. Safe to share between threads; nothing in it changes after it was made."""

    def __init__(self, files: Mapping[str, str], name: str) -> None:
        self.name = name
        self.files: Mapping[str, str] = MappingProxyType(dict(files))
        bundle = read_bundle(self.files)
        self._processes, self._forms = bundle.processes, bundle.forms
        self.messages: Mapping[str, MessageFacts] = MappingProxyType(bundle.messages)
        self.decisions: Mapping[str, Table] = MappingProxyType(bundle.decisions)
        self.parameters: Mapping[str, Any] = MappingProxyType(bundle.parameters)
        self.notice = bundle.notice
        self._specs: dict[str, dict[str | None, ProcessSpec]] = {}
        self._lock = RLock()

    def processes(self) -> tuple[ProcessFacts, ...]:
        """All processes, by file and place."""
        return tuple(found.facts for found in self._processes.values())

    def described(self, key: str) -> Described:
        """What the diagram of a process says; NotFound when the release has none of this name."""
        found = self._processes.get(key)
        if found is None:
            raise NotFound(f"没有流程 {key}", f"There is no process {key}")
        return found

    def process(self, key: str) -> ProcessFacts:
        """The facts of a process."""
        return self.described(key).facts

    def has(self, key: str) -> bool:
        """Whether the release has a process of this name."""
        return key in self._processes

    def elements(self, process: str) -> Mapping[str, ElementFacts]:
        """The facts of every element of a process, by id."""
        return self.described(process).elements

    def element(self, process: str, element: str) -> ElementFacts:
        """The facts of an element; NotFound when the process has none of this id."""
        found = self.elements(process).get(element)
        if found is None:
            raise NotFound(f"流程 {process} 中没有元素 {element}", f"There is no element {element} in {process}")
        return found

    def diagram(self, process: str) -> str:
        """The XML text of the file a process stands in."""
        return self.files[self.process(process).file]

    def form(self, name: str) -> Form | None:
        """A form by its name (`F21`), with or without folder and `.json`; None when there is none."""
        name = name.rsplit("/", 1)[-1].removesuffix(".json")
        path = self._forms.get(name)
        return None if path is None else load(name, self.files[path], self.files.get(path.removesuffix(".json") + ".ui.json", "{}"))

    def spec(self, process: str, embedded: str | None = None) -> ProcessSpec:
        """The spec of a process, or of an embedded subprocess of it; parsed once."""
        built = self._specs.get(process)
        if built is None:
            with self._lock:
                built = self._specs.get(process)
                if built is None:
                    built = self._specs[process] = self._build(process)
        return built[embedded]

    def _build(self, process: str) -> dict[str | None, ProcessSpec]:
        found = self.described(process)
        try:
            return build(found.node, found.elements, found.facts.foreign, found.facts.file)
        except ValidationException as error:
            finding = Finding("engine", getattr(error, "id", None) or process, str(error), file=found.facts.file, message_en=str(error))
            raise refused([finding]) from error
