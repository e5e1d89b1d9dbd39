"""A release as the engine sees it: an immutable bundle of files, described at once, parsed process by process when first needed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from threading import RLock
from types import MappingProxyType
from typing import Any

from app import decisions
from app.decisions import Table
from app.engine.describe import elements_of, messages_of, outputs_of, process_facts
from app.engine.facts import ElementFacts, Finding, MessageFacts, ProcessFacts
from app.engine.parser import build
from app.engine.specs.base import ProcessSpec
from app.engine.spiff import ValidationException
from app.engine.stops import hard_stops
from app.engine.xml import find, read
from app.errors import DiagramRefused, NotFound
from app.forms import Form, load


class Release:
    """Facts, forms, parameters, decisions and specs of one release. Safe to share between threads; nothing in it changes after it was made."""

    def __init__(self, files: Mapping[str, str], name: str) -> None:
        self.name = name
        self._files = MappingProxyType(dict(files))
        self._processes: dict[str, tuple[ProcessFacts, Any]] = {}
        self._elements: dict[str, Mapping[str, ElementFacts]] = {}
        self._messages: dict[str, MessageFacts] = {}
        self._specs: dict[str, dict[str | None, ProcessSpec]] = {}
        self._lock = RLock()
        self.parameters: Mapping[str, Any] = MappingProxyType(self._json("parameters.json"))
        for path in sorted(self._files):
            if path.endswith(".bpmn"):
                self._describe(path)
        self.decisions: Mapping[str, Table] = MappingProxyType(self._tables())
        findings = [stop for facts, node in self._processes.values() for stop in hard_stops(node, facts.file)]
        if findings:
            raise refused(findings)

    def _describe(self, path: str) -> None:
        root = read(self._files[path], path)
        for message in messages_of(root).values():
            before = self._messages.get(message.name)
            self._messages[message.name] = message if before is None else _together(before, message)
        for process in find(root, "./bpmn:process"):
            key = str(process.get("id"))
            if process.get("isExecutable") == "false":
                continue
            if key in self._processes:
                other = self._processes[key][0].file
                twice = Finding("engine", key, f"流程编号 {key} 在 {other} 中已有", "换一个编号", file=path, message_en=f"Process {key} is in {other} too")
                raise refused([twice])
            elements = elements_of(process)
            self._processes[key] = (process_facts(process, path, elements), process)
            self._elements[key] = MappingProxyType(elements)

    def _json(self, name: str) -> dict[str, Any]:
        for path, text in self._files.items():
            if path.rsplit("/", 1)[-1] == name:
                try:
                    content = json.loads(text)
                except ValueError as error:
                    raise DiagramRefused(f"{path} 不是 JSON：{error}", f"{path} is not JSON: {error}") from error
                if not isinstance(content, dict):
                    raise DiagramRefused(f"{path} 应为 JSON 对象", f"{path} should be a JSON object")
                return {key: _parameter(value) for key, value in content.items()}
        return {}

    def _tables(self) -> dict[str, Table]:
        found: dict[str, Table] = {}
        for path in sorted(self._files):
            if path.endswith(".dmn"):
                read(self._files[path], path)  # the same first look at XML as for diagrams
                for table in decisions.load(self._files[path]):
                    found[table.id] = table
        return found

    def processes(self) -> tuple[ProcessFacts, ...]:
        """All processes, by file and place."""
        return tuple(facts for facts, _ in self._processes.values())

    def process(self, key: str) -> ProcessFacts:
        """The facts of a process; NotFound when the release has none of this name."""
        return self._known(key)[0]

    def has(self, key: str) -> bool:
        """Whether the release has a process of this name."""
        return key in self._processes

    def _known(self, key: str) -> tuple[ProcessFacts, Any]:
        try:
            return self._processes[key]
        except KeyError:
            raise NotFound(f"没有流程 {key}", f"There is no process {key}") from None

    def elements(self, process: str) -> Mapping[str, ElementFacts]:
        """The facts of every element of a process, by id."""
        self._known(process)
        return self._elements[process]

    def element(self, process: str, element: str) -> ElementFacts:
        """The facts of an element; NotFound when the process has none of this id."""
        try:
            return self.elements(process)[element]
        except KeyError:
            raise NotFound(f"流程 {process} 中没有元素 {element}", f"There is no element {element} in {process}") from None

    def outputs(self, process: str) -> tuple[str, ...]:
        """The data outputs of a (foreign) process."""
        return outputs_of(self._known(process)[1])

    def diagram(self, process: str) -> str:
        """The XML text of the file a process stands in."""
        return self._files[self.process(process).file]

    def flows(self, process: str) -> Any:
        """The XML node of a process, to be read only."""
        return self._known(process)[1]

    @property
    def messages(self) -> Mapping[str, MessageFacts]:
        """All messages, by name."""
        return self._messages

    @property
    def files(self) -> Mapping[str, str]:
        """The texts it was made of."""
        return self._files

    def form(self, name: str) -> Form | None:
        """A form by its name (`F21`), with or without folder and `.json`."""
        name = name.rsplit("/", 1)[-1].removesuffix(".json")
        for path, text in self._files.items():
            if path.rsplit("/", 1)[-1] == f"{name}.json" and "calendar" not in path:
                return load(name, text, self._files.get(path.removesuffix(".json") + ".ui.json", "{}"))
        return None

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
        facts, node = self._known(process)
        try:
            return build(node, self._elements[process], facts.foreign, facts.file)
        except ValidationException as error:
            finding = Finding("engine", getattr(error, "id", None) or process, str(error), file=facts.file, message_en=str(error))
            raise refused([finding]) from error


def _parameter(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _together(one: MessageFacts, other: MessageFacts) -> MessageFacts:
    """A message that several files define: what any of them says."""
    return MessageFacts(
        one.name,
        one.keys if one.keys != ("project_id",) else other.keys,
        tuple(dict.fromkeys(one.payload + other.payload)),
        tuple(dict.fromkeys(one.senders + other.senders)),
        one.keep and other.keep,
    )


def refused(findings: list[Finding]) -> DiagramRefused:
    """The refusal that lists these findings."""
    first = findings[0]
    more = f" 等 {len(findings)} 处" if len(findings) > 1 else ""
    shown = [{"file": f.file, "rule": f.rule, "element": f.element, "severity": f.severity, "message": f.message, "fix": f.fix} for f in findings]
    return DiagramRefused(f"{first.message}{more}", first.message_en or first.message, findings=shown)
