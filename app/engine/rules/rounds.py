"""`rounds("X", since="Y")` names elements of its process, in as many words: nothing else is counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.places import Place, places, tree_of
from app.engine.rules.say import error, near


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Arguments that are no text, elements that this process does not have, a count that is always nothing."""
    for place in places(diagram):
        if "rounds" not in place.text or expressions.check(place.text, script=place.script, extra=known.readers | {"last", "rounds"}):
            continue
        elements = {node.id for node in diagram.within(place.process)}
        for node in ast.walk(tree_of(place)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "rounds":
                yield from _call(place, node, elements)


def _call(place: Place, call: ast.Call, elements: set[str]) -> Iterator[Finding]:
    given = [*call.args, *(word.value for word in call.keywords)]
    named = [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    if len(call.args) != 1 or len(named) != len(given):
        yield error(
            "rounds",
            place.element,
            f"{place.label} 的{place.what}：rounds(…) 应直接写一个元素编号（和 since）",
            f"{place.what_en} of {place.label}: rounds(…) takes the id of one element as text (and since)",
            "写成 rounds('P12_T1') 或 rounds('P12_T1', since='P12_T2')",
            "Write rounds('P12_T1') or rounds('P12_T1', since='P12_T2')",
        )
        return
    for name in named:
        if name not in elements:
            fix, fix_en = near(name, elements)
            yield error(
                "rounds",
                place.element,
                f"{place.label} 的{place.what}：rounds(…) 中的「{name}」不是本流程的元素",
                f"{place.what_en} of {place.label}: “{name}” in rounds(…) is no element of this process",
                fix,
                fix_en,
            )
    if len(named) == 2 and named[0] == named[1]:
        yield error(
            "rounds",
            place.element,
            f"{place.label} 的{place.what}：rounds(…) 的 since 与元素相同，结果总是 0",
            f"{place.what_en} of {place.label}: rounds(…) since itself is always 0",
            "去掉 since，或写另一个元素",
            "Remove since, or name another element",
        )
