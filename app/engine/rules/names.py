"""Every name an expression reads can be written by something in the diagram, and what is asked of it can be there."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Scope, Shape
from app.engine.rules.known import Known
from app.engine.rules.places import Place, places, tree_of
from app.engine.rules.say import error, near
from app.engine.rules.writes import LIST, names_of


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Names and fields that nothing writes; not in foreign diagrams, whose tasks may write any."""
    shapes = {process.id: names_of(process, diagram, known) for process in diagram.processes}
    for place in places(diagram):
        if not _knowable(place.process, diagram, known) or expressions.check(place.text, script=place.script, extra=place.functions(known.readers)):
            continue
        written = {**shapes[place.process.id], **place.given} if place.given else shapes[place.process.id]
        for name in sorted(expressions.names(place.text, script=place.script) - written.keys() - place.own):
            fix, fix_en = near(name, written)
            yield error(
                "names",
                place.element,
                f"{place.label} 的{place.what}读取「{name}」，但流程中没有任何步骤写入它",
                f"{place.what_en} of {place.label} reads “{name}”, which nothing in the process writes",
                f"{fix}；发起时带入的数据请写在流程的 ioSpecification 中",
                f"{fix_en} Data given at the start belong into the process's ioSpecification",
            )
        yield from _fields(place, written)


def _knowable(process: Scope, diagram: Diagram, known: Known) -> bool:
    """Foreign tasks write any name; without its start form (a finding of its own) one cannot know what a case begins with."""
    return not diagram.foreign(process) and all(start.form is None or start.form in known.forms for start in process.starts)


def _fields(place: Place, written: Mapping[str, Shape]) -> Iterator[Finding]:
    free = expressions.names(place.text, script=place.script)
    seen = set()
    for name, field in _attributes(place):
        shape = written.get(name)
        if name not in free or shape is None or field in shape or (name, field) in seen:
            continue
        seen.add((name, field))
        if shape == LIST:
            yield error(
                "names",
                place.element,
                f"{place.label} 的{place.what}：「{name}」是列表，没有「{field}」",
                f"{place.what_en} of {place.label}: “{name}” is a list and has no “{field}”",
                f"写成 [x.{field} for x in {name}]",
                f"Write [x.{field} for x in {name}]",
            )
        else:
            fix, fix_en = near(field, shape)
            yield error(
                "names",
                place.element,
                f"{place.label} 的{place.what}：「{name}」中没有「{field}」",
                f"{place.what_en} of {place.label}: “{name}” has no “{field}”",
                fix,
                fix_en,
            )


def _attributes(place: Place) -> Iterator[tuple[str, str]]:
    """(name, field) of each `name.field` and `name["field"]`."""
    for node in ast.walk(tree_of(place)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr
        elif (
            isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str)
        ):
            yield node.value.id, node.slice.value
