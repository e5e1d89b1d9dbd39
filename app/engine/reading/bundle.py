"""Reading the files of a release once: what its diagrams, tables, forms and parameters say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app import decisions
from app.decisions import Table
from app.engine.clauses import Notice, notice_of
from app.engine.facts import ElementFacts, Finding, MessageFacts, ProcessFacts
from app.engine.reading.describe import elements_of, outputs_of, process_facts, ways_of
from app.engine.reading.links import draw
from app.engine.reading.messages import messages_of
from app.engine.reading.rounds import Counting, counted_in, counting_of
from app.engine.reading.stops import hard_stops
from app.engine.values import parameter_values
from app.engine.xml import find, read
from app.errors import DiagramRefused


@dataclass(frozen=True)
class Described:
    """One process: its facts, those of its elements, its data outputs, which element leads to which, its XML (to be read only), what `rounds` counts."""

    facts: ProcessFacts
    elements: Mapping[str, ElementFacts]
    outputs: tuple[str, ...]
    ways: Mapping[str, tuple[str, ...]]
    node: Any
    counting: Counting
    counted: frozenset[str]


@dataclass
class Bundle:
    """What the files say."""

    processes: dict[str, Described] = field(default_factory=dict)
    messages: dict[str, MessageFacts] = field(default_factory=dict)
    decisions: dict[str, Table] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Any] = field(default_factory=dict)
    notice: Notice = field(default_factory=Notice)


def read_bundle(files: Mapping[str, str]) -> Bundle:
    """Read all files; XmlRefused, TooLarge, or DiagramRefused with every hard stop of every diagram."""
    bundle = Bundle()
    for path in sorted(files):
        name = path.rsplit("/", 1)[-1]
        if path.endswith(".bpmn"):
            _diagram(bundle, files[path], path)
        elif path.endswith(".dmn"):
            read(files[path], path)  # the same first look at XML as for diagrams
            bundle.decisions.update({table.id: table for table in decisions.load(files[path], path)})
        elif name == "parameters.json":
            bundle.parameters = _parameters(files[path], path)
        elif name == "clauses.json":
            bundle.notice = notice_of(files[path])[0]
        elif _is_form(path):
            bundle.forms[name.removesuffix(".json")] = path
    findings = [stop for found in bundle.processes.values() for stop in hard_stops(found.node, found.facts.file)]
    if findings:
        raise refused(findings)
    return bundle


def _is_form(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name.endswith(".json") and not name.endswith(".ui.json") and name != "calendar.json" and (not folder or folder.endswith("forms"))


def _diagram(bundle: Bundle, text: str, path: str) -> None:
    root = read(text, path)
    for message in messages_of(root).values():
        before = bundle.messages.get(message.name)
        bundle.messages[message.name] = message if before is None else _together(before, message)
    for process in find(root, "./bpmn:process"):
        key = str(process.get("id"))
        if process.get("isExecutable") == "false":
            continue
        if key in bundle.processes:
            other = bundle.processes[key].facts.file
            twice = Finding("engine", key, f"流程编号 {key} 在 {other} 中已有", "换一个编号", file=path, message_en=f"Process {key} is in {other} too")
            raise refused([twice])
        draw(process)
        elements = elements_of(process)
        facts, counting = process_facts(process, path, elements), counting_of(process)
        bundle.processes[key] = Described(facts, elements, outputs_of(process), ways_of(process), process, counting, counted_in(counting))


def _parameters(text: str, path: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as error:
        raise DiagramRefused(f"{path} 不是 JSON：{error}", f"{path} is not JSON: {error}") from error
    if not isinstance(content, dict):
        raise DiagramRefused(f"{path} 应为 JSON 对象", f"{path} should be a JSON object")
    return parameter_values(content)


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
