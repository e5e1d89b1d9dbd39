"""The check of a bundle, or of a few foreign files: every rule over every diagram, tables and forms too; nothing is stored or run.

A finding of severity «error» blocks publishing. XML that is malformed or attacks is no finding but a refusal, with its findings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.engine import safe_xml
from app.engine.facts import Finding
from app.engine.rules import (
    boundaries,
    calls,
    conditions,
    decisions,
    endings,
    event_gateways,
    expressions,
    flows,
    form_decisions,
    form_files,
    ids,
    joins,
    labels,
    layout,
    messages,
    multi_instance,
    names,
    outcomes,
    process_count,
    property_names,
    roles,
    same_key,
    scripts,
    services,
    start_events,
    starting,
    tasks,
    timers,
    unsupported,
    xml_schema,
)
from app.engine.rules.diagram import Diagram, read_diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning
from app.engine.rules.surroundings import with_files
from app.engine.xml import is_bpmn, tag
from app.errors import TooLarge, XmlRefused

__all__ = ["RULES", "Known", "blocks", "check", "known_of"]

RULES = (
    xml_schema,
    process_count,
    start_events,
    ids,
    unsupported,
    tasks,
    flows,
    endings,
    conditions,
    event_gateways,
    joins,
    boundaries,
    multi_instance,
    timers,
    scripts,
    expressions,
    names,
    same_key,
    services,
    decisions,
    calls,
    outcomes,
    messages,
    form_files,
    form_decisions,
    roles,
    property_names,
    starting,
    layout,
    labels,
)
MOST = 500
XML = (".bpmn", ".dmn", ".bpmn20.xml", ".xml")


def check(files: Mapping[str, str], known: Known) -> list[Finding]:
    """All findings over these files, by file, errors first.

    Takes   files: path → text, a whole bundle or a few files; known: the catalogue and what the current release holds beside them.
    Raises  XmlRefused, TooLarge: XML that cannot be read safely; `findings` say where and why.
    """
    roots = _read_all(files)
    diagrams = [read_diagram(root, path, files[path]) for path, root in roots.items() if _is(root, "definitions") and is_bpmn(root)]
    tables = {path: root for path, root in roots.items() if not is_bpmn(root) and _is(root, "definitions")}
    forms = {path: text for path, text in files.items() if is_form(path)}
    around = with_files(known, diagrams, tables, forms, next((text for path, text in files.items() if path.endswith("parameters.json")), None))
    findings = list(_of_files(files, roots, around))
    for diagram in diagrams:
        findings += [replace(found, file=diagram.file) for rule in RULES for found in rule.check(diagram, around)]
    findings += _twice(diagrams, known)
    order = {path: index for index, path in enumerate(files)}
    return sorted(dict.fromkeys(findings), key=lambda f: (order.get(f.file, -1), f.severity != "error"))[:MOST]


def known_of(files: Mapping[str, str], known: Known) -> Known:
    """`known` and what a published bundle offers to diagrams that are checked against it."""
    roots = {path: root for path, root in _read_all(files).items() if _is(root, "definitions")}
    diagrams = [read_diagram(root, path, files[path]) for path, root in roots.items() if is_bpmn(root)]
    tables = {path: root for path, root in roots.items() if not is_bpmn(root)}
    parameters = next((text for path, text in files.items() if path.endswith("parameters.json")), None)
    return with_files(known, diagrams, tables, {path: text for path, text in files.items() if is_form(path)}, parameters)


def blocks(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block publishing."""
    return [finding for finding in findings if finding.severity == "error"]


def is_form(path: str) -> bool:
    """Whether a path is the schema of a form."""
    return (
        path.endswith(".json") and not path.endswith(".ui.json") and ("forms/" in path or ("/" not in path and not path.startswith(("parameters", "calendar"))))
    )


def _is(root: Any, name: str) -> bool:
    return isinstance(root.tag, str) and tag(root) == name


def _read_all(files: Mapping[str, str]) -> dict[str, Any]:
    roots: dict[str, Any] = {}
    refused: list[XmlRefused | TooLarge] = []
    for path, text in files.items():
        if path.lower().endswith(XML):
            try:
                roots[path] = safe_xml.read(text, path)
            except (XmlRefused, TooLarge) as refusal:
                refused.append(refusal)
    if refused:
        worst = next((refusal for refusal in refused if isinstance(refusal, TooLarge)), refused[0])
        worst.facts["findings"] = [finding for refusal in refused for finding in refusal.facts["findings"]]
        raise worst
    return roots


def _of_files(files: Mapping[str, str], roots: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    for path, text in files.items():
        if path in roots:
            yield from _of_xml(path, text, roots[path], known)
        elif path.lower().endswith(".json"):
            yield from _of_json(path, text, files, known)
        else:
            yield replace(
                warning(
                    "files",
                    None,
                    f"文件 {path} 不是流程、决策表或表单，未检查",
                    f"{path} is no diagram, table or form: not checked",
                    "只提交 .bpmn、.dmn、.json 文件",
                    "Send .bpmn, .dmn and .json files",
                ),
                file=path,
            )


def _of_xml(path: str, text: str, root: Any, known: Known) -> Iterator[Finding]:
    if not _is(root, "definitions") or (path.lower().endswith(".bpmn") != is_bpmn(root) and not path.lower().endswith(".xml")):
        yield replace(
            error(
                "files",
                None,
                f"{path} 的内容不是{'BPMN 流程' if path.endswith('.bpmn') else 'DMN 决策表'}",
                f"{path} does not hold {'BPMN' if path.endswith('.bpmn') else 'DMN'}",
                "用流程设计器或决策表编辑器导出文件",
                "Export the file from the modeller or the table editor",
            ),
            file=path,
        )
    elif not is_bpmn(root):
        for problem in known.table_problems(text):
            yield _told("decision-table", path, problem)


def _of_json(path: str, text: str, files: Mapping[str, str], known: Known) -> Iterator[Finding]:
    if is_form(path):
        ui = files.get(path.removesuffix(".json") + ".ui.json", "{}")
        for problem in known.form_problems(text, ui):
            yield _told("form", path, problem)
        return
    try:
        json.loads(text)
    except (ValueError, RecursionError) as fault:
        yield replace(
            error("files", None, f"{path} 不是合法的 JSON：{fault}", f"{path} is not valid JSON: {fault}", "修正 JSON 语法", "Correct the JSON"), file=path
        )


def _told(rule: str, path: str, problem: Any) -> Finding:
    """A problem of a form or a table (a text, or a value with both languages) as a finding."""
    zh = str(getattr(problem, "message_zh", problem))
    return Finding(
        rule,
        getattr(problem, "element", None),
        zh,
        getattr(problem, "fix", "按提示修改"),
        getattr(problem, "severity", "error"),
        path,
        getattr(problem, "message_en", zh),
        getattr(problem, "fix_en", "Change it as said"),
    )


def _twice(diagrams: list[Diagram], known: Known) -> Iterator[Finding]:
    """Two files that draw a process of the same id."""
    seen: dict[str, str] = {}
    for diagram in diagrams:
        for process in diagram.processes:
            other = seen.setdefault(process.id, diagram.file)
            if other != diagram.file:
                yield replace(
                    error(
                        "process-twice",
                        process.id,
                        f"流程 id「{process.id}」在 {other} 和 {diagram.file} 中重复",
                        f"Process id “{process.id}” is in {other} and in {diagram.file}",
                        "给其中一个换 id",
                        "Give one of them another id",
                    ),
                    file=diagram.file,
                )
