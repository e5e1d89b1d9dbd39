"""Parameters that expressions ask for are parameters of the release."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.places import places, tree_of
from app.engine.rules.say import error, near


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """`parameter("x")` with an x that parameters.json does not have."""
    if known.parameters is None:
        return
    for place in places(diagram):
        if "parameter" not in place.text or expressions.check(place.text, script=place.script, extra=known.readers | {"last", "rounds"}):
            continue
        for node in ast.walk(tree_of(place)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "parameter" and node.args):
                continue
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str) and name.value not in known.parameters:
                fix, fix_en = near(name.value, known.parameters)
                yield error(
                    "parameters",
                    place.element,
                    f"{place.label} 的{place.what}：没有参数「{name.value}」",
                    f"{place.what_en} of {place.label}: there is no parameter “{name.value}”",
                    fix,
                    fix_en,
                )
