"""Ids: not the engine's own words, and (in our diagrams) names that expressions can write."""

from __future__ import annotations

import keyword
from collections.abc import Iterator

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error
from app.engine.rules.writes import key_of, writes

RESERVED = frozenset({"start", "end", "root"})


def is_name(text: str) -> bool:
    """Whether an expression can write this as a name."""
    return text.isidentifier() and not keyword.iskeyword(text) and not text.startswith("_") and text not in expressions.FUNCTIONS


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Reserved ids anywhere; in our own diagrams keys that are no names."""
    for node in diagram.nodes:
        if node.id.lower() in RESERVED:
            yield error(
                "ids",
                node.id,
                f"元素 id「{node.id}」与执行引擎的内部名称冲突",
                f"Element id “{node.id}” collides with a name of the engine's own",
                f"改名，例如 {node.scope.top.id}_{node.id}",
                f"Rename it, for example {node.scope.top.id}_{node.id}",
            )
        if not node.id:
            yield error(
                "ids",
                node.scope.id,
                f"{node.scope.label} 中有一个没有 id 的 {node.kind}",
                f"A {node.kind} in {node.scope.label} has no id",
                "为该元素填写 id",
                "Give the element an id",
            )
        if diagram.foreign(node.scope):
            continue
        key = key_of(node)
        for name in dict.fromkeys(name for name, _ in writes(node, diagram, known)):
            if not is_name(name):
                what = "id" if name == node.id else "名称"
                yield error(
                    "ids",
                    node.id,
                    f"{node.label} 的{what}「{name}」不能在表达式中使用",
                    f"“{name}” of {node.label} is no name that expressions can use",
                    "只用字母、数字和下划线，以字母开头，不与函数同名，例如 P12_T1" if name == key else "改为字母开头的名称",
                    "Letters, digits and underscores, a letter first, no name of a function: P12_T1",
                )
