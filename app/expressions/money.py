"""A finding of the check: money is text, and text is neither ordered nor added like numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from app.expressions.reading import Problem

_SUFFIXES = ("_wan", "_yuan")
# These compute with what they are given; amount(), wan(), yuan() read the text themselves.
_COMPUTING = {"sum", "min", "max", "abs", "floor", "ceil", "round_half_up", "sorted", "int"}


def money_problems(tree: ast.expr, own: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Names ending in _wan or _yuan that are compared, ordered or added outside amount(); `own` are names the script itself sets."""
    for node in ast.walk(tree):
        operands: list[ast.expr] = []
        if isinstance(node, ast.Compare) and not isinstance(node.ops[0], (ast.In, ast.NotIn, ast.Is, ast.IsNot)):
            sides = [node.left, *node.comparators]
            if not any(isinstance(side, ast.Constant) and (side.value is None or side.value == "") for side in sides):
                operands = sides
        elif isinstance(node, ast.BinOp):
            operands = [node.left, node.right]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            operands = [node.operand]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _COMPUTING:
            operands = [part for argument in node.args for part in _parts(argument)]
        for operand in operands:
            name = _money_name(operand)
            if name and name not in own:
                yield Problem(
                    f"金额「{name}」是文本，计算或比较时请写 amount({name})", f"Money “{name}” is text: write amount({name})", operand.col_offset, "money"
                )


def money_outside_amount(tree: ast.expr) -> str | None:
    """The name of the money that an expression as a whole gives as text (the input of a decision table must not)."""
    return _money_name(tree)


def _parts(argument: ast.expr) -> list[ast.expr]:
    if isinstance(argument, (ast.List, ast.Tuple, ast.Set)):
        return argument.elts
    if isinstance(argument, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
        return [argument.elt]
    return [argument]


def _money_name(node: ast.expr) -> str | None:
    name: object = None
    if isinstance(node, ast.Name):
        name = node.id
    elif isinstance(node, ast.Attribute):
        name = node.attr
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        name = node.slice.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "parameter" and len(node.args) == 1:
        name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
    return name if isinstance(name, str) and name.endswith(_SUFFIXES) else None
