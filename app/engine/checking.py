"""The check of a bundle, or of a few foreign files: every rule over every diagram, tables and forms too; nothing is stored or run.

A finding of severity «error» blocks publishing. XML that is malformed or attacks is no finding but a refusal, with its findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any

from app.engine.facts import Finding
from app.engine.rules import engine_reads
from app.engine.rules.diagram import Diagram
from app.engine.rules.every import RULES
from app.engine.rules.files import is_form, is_root, of_files, read_all
from app.engine.rules.known import Known
from app.engine.rules.limits import too_large, unfinished
from app.engine.rules.reading import read_diagram
from app.engine.rules.say import error
from app.engine.rules.surroundings import with_files
from app.engine.xml import is_bpmn

__all__ = ["RULES", "Known", "blocks", "check", "known_of"]

MOST = 500


def check(files: Mapping[str, str], known: Known, *, enough: Callable[[], bool] = lambda: False) -> list[Finding]:
    """All findings over these files, by file, errors first.

    Takes   files: path → text, a whole bundle or a few files; known: the catalogue and what the current release holds beside them;
            enough: says when the time is up (files that were not looked through then have a finding that says so).
    Raises  XmlRefused, TooLarge: XML that cannot be read safely; `findings` say where and why.
    """
    roots = read_all(files)
    diagrams, around = _surroundings(files, roots, known, enough)
    findings = list(of_files(files, roots, around, enough))
    for diagram in diagrams:
        findings += _of_diagram(diagram, around, enough)
    findings += _twice(diagrams)
    order = {path: index for index, path in enumerate(files)}
    return sorted(dict.fromkeys(findings), key=lambda f: (order.get(f.file, -1), f.severity != "error"))[:MOST]


def known_of(files: Mapping[str, str], known: Known) -> Known:
    """`known` and what a published bundle offers to diagrams that are checked against it."""
    return _surroundings(files, read_all(files), known, lambda: False)[1]


def _surroundings(files: Mapping[str, str], roots: Mapping[str, Any], known: Known, enough: Callable[[], bool]) -> tuple[list[Diagram], Known]:
    """Incomplete once the time is up: then no file is looked at any more, so nothing is judged by it."""
    definitions = {path: root for path, root in roots.items() if is_root(root, "definitions")}
    drawn = ((path, root) for path, root in definitions.items() if is_bpmn(root) and not path.endswith(".dmn"))
    diagrams = [read_diagram(root, path, files[path]) for path, root in takewhile(lambda _: not enough(), drawn)]
    tables = ((path, files[path]) for path, root in definitions.items() if not is_bpmn(root))
    forms = {path: text for path, text in files.items() if is_form(path)}
    others = {path.rpartition("/")[2]: text for path, text in files.items() if path.endswith(("parameters.json", "clauses.json"))}
    return diagrams, with_files(known, diagrams, takewhile(lambda _: not enough(), tables), forms, others)


def blocks(findings: Iterable[Finding]) -> list[Finding]:
    """Those that block publishing."""
    return [finding for finding in findings if finding.severity == "error"]


def _of_diagram(diagram: Diagram, known: Known, enough: Callable[[], bool]) -> list[Finding]:
    if large := too_large(diagram):
        return [replace(large, file=diagram.file)]
    found: list[Finding] = []
    for rule in RULES:
        if enough():
            return [*(replace(finding, file=diagram.file) for finding in found), unfinished(diagram.file)]
        found += islice(rule.check(diagram, known), MOST)
    if not blocks(found):
        found += engine_reads.check(diagram, known)
    return [replace(finding, file=diagram.file) for finding in found]


def _twice(diagrams: list[Diagram]) -> Iterator[Finding]:
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
