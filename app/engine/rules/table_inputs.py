"""The `inputs` of a business rule task give an object with the names that its decision table reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app import expressions
from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node
from app.engine.rules.known import DecisionFacts, Known
from app.engine.rules.say import error, warning


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No object; names that the table reads and that are not given; names that it does not read."""
    for node in diagram.nodes:
        text = node.properties.get("inputs", "").strip().removeprefix("=").strip()
        if node.kind != "businessRuleTask" or "inputs" not in node.properties:
            continue
        if not text:
            yield _no_object(node)
        elif not expressions.check(text, extra=known.readers | {"last", "rounds"}):
            yield from _object(node, ast.parse(" ".join(text.split()), mode="eval").body, known.decisions.get(node.text("calledDecisionId")))


def _object(node: Node, tree: ast.expr, table: DecisionFacts | None) -> Iterator[Finding]:
    if isinstance(tree, (ast.Constant, ast.List, ast.Tuple, ast.Set, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.Compare, ast.BinOp)):
        yield _no_object(node)
    keys = [key.value for key in tree.keys if isinstance(key, ast.Constant)] if isinstance(tree, ast.Dict) else []
    if not isinstance(tree, ast.Dict) or table is None or len(keys) != len(tree.keys):
        return  # what a reader or a comprehension gives cannot be known here
    read = {name for text in table.inputs for name in expressions.names(text)}
    for name in sorted(read - set(keys)):
        yield error(
            "table-inputs",
            node.id,
            f"{node.label}：决策表读取「{name}」，inputs 没有给出",
            f"{node.label}: the table reads “{name}”, which inputs does not give",
            f"在 inputs 中加 '{name}': …",
            f"Add '{name}': … to inputs",
        )
    for unread in sorted(str(key) for key in keys if key not in read):
        yield warning(
            "table-inputs",
            node.id,
            f"{node.label}：inputs 给出「{unread}」，决策表并不读取",
            f"{node.label}: inputs gives “{unread}”, which the table does not read",
            "删除它，或在决策表中使用",
            "Remove it, or use it in the table",
        )


def _no_object(node: Node) -> Finding:
    return error(
        "table-inputs",
        node.id,
        f"{node.label} 的 inputs 应得到一个对象",
        f"inputs of {node.label} must give an object",
        "写成 {'名称': 表达式, …}，名称是决策表读取的",
        "Write {'name': expression, …} with the names that the table reads",
    )
