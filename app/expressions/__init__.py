"""The one language of diagrams, decision tables and forms: an allow-listed subset of Python's expression syntax.

Names are data; what is not written yet is null, and so is everything under it; ordering or adding null refuses.
Every text is read once and kept compiled. Nothing is evaluated that has not passed the same check that runs when a
diagram is checked; whatever is evaluated stays under 50 ms and 20 MB.

>>> evaluate("P12_T1.decision == '提交' and amount(P12_T1.total_wan) <= 1000", Context({"P12_T1": {"decision": "提交", "total_wan": "860.00"}}))
True
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.errors import ExpressionRefused
from app.expressions.compiling import Compiler, Run
from app.expressions.context import Context, Frame
from app.expressions.functions import FUNCTIONS, Function
from app.expressions.limits import CELLS, refuse, size_of
from app.expressions.money import money_outside_amount, money_problems
from app.expressions.reading import Problem, Unreadable, expression_tree, script_tree
from app.expressions.results import as_json
from app.expressions.syntax import problem_of_unknown_function, problems_of_script, problems_of_tree

__all__ = ["FUNCTIONS", "Context", "Function", "Problem", "as_json", "check", "evaluate", "money_as_text", "names", "run", "targets"]


@dataclass(frozen=True)
class _Compiled:
    """`problems` forbid evaluation; `findings` (money without amount) do not. `lines` are (target, slot, closure)."""

    problems: tuple[Problem, ...]
    findings: tuple[Problem, ...] = ()
    free: frozenset[str] = frozenset()
    called: tuple[tuple[str, int], ...] = ()
    slots: int = 0
    run: Run | None = None
    lines: tuple[tuple[str, int, Run], ...] = ()
    money: str | None = None


# A compiled text takes about a hundred bytes a character: many short ones are kept, few long ones.
_SHORT = 400


def _expression(text: str) -> _Compiled:
    return _short_expression(text) if len(text) <= _SHORT else _long_expression(text)


def _read_expression(text: str) -> _Compiled:
    try:
        tree, source = expression_tree(text)
    except Unreadable as unreadable:
        return _Compiled((unreadable.problem,))
    if problems := tuple(problems_of_tree(tree, source)):
        return _Compiled(problems)
    compiler = Compiler(source)
    compiled = compiler.compile(tree)
    return _Compiled(
        (), tuple(money_problems(tree)), frozenset(compiler.free), tuple(compiler.called.items()), compiler.slots, compiled, money=money_outside_amount(tree)
    )


_short_expression = lru_cache(maxsize=1000)(_read_expression)
_long_expression = lru_cache(maxsize=64)(_read_expression)


def _script(text: str) -> _Compiled:
    return _short_script(text) if len(text) <= _SHORT else _long_script(text)


def _read_script(text: str) -> _Compiled:
    try:
        statements, source = script_tree(text)
    except Unreadable as unreadable:
        return _Compiled((unreadable.problem,))
    if problems := tuple(problems_of_script(statements, source)):
        return _Compiled(problems)
    compiler = Compiler(source)
    lines: list[tuple[str, int, Run]] = []
    findings: list[Problem] = []
    for statement in statements:
        assert isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        findings += money_problems(statement.value, frozenset(target for target, _, _ in lines))
        compiled = compiler.compile(statement.value)
        lines.append((statement.targets[0].id, compiler.slot(statement.targets[0].id), compiled))
    return _Compiled((), tuple(findings), frozenset(compiler.free), tuple(compiler.called.items()), compiler.slots, None, tuple(lines))


_short_script = lru_cache(maxsize=400)(_read_script)
_long_script = lru_cache(maxsize=32)(_read_script)


def check(text: str, *, script: bool = False, extra: Collection[str] = ()) -> list[Problem]:
    """What is wrong with an expression (or script); `extra` are the functions that its surroundings give beside FUNCTIONS."""
    compiled = _script(text) if script else _expression(text)
    unknown = [problem_of_unknown_function(name, where) for name, where in compiled.called if name not in extra]
    return [*compiled.problems, *unknown, *compiled.findings]


def names(text: str, *, script: bool = False) -> set[str]:
    """The free names an expression reads (functions and its own variables left out); empty when it cannot be read."""
    return set((_script(text) if script else _expression(text)).free)


def targets(text: str) -> set[str]:
    """The names a script writes."""
    return {target for target, _, _ in _script(text).lines}


def money_as_text(text: str) -> str | None:
    """The name of the money that this expression as a whole gives as text, if it does (`x.total_wan`)."""
    return _expression(text).money


def evaluate(text: str, context: Context) -> Any:
    """The value of an expression over `context`; ExpressionRefused when it is not allowed or cannot be computed.

    Dates and exact decimals come back as such; `as_json` makes them text.
    """
    compiled = _expression(text)
    if compiled.run is None:
        raise _not_allowed(text, compiled.problems)
    frame = Frame(context, compiled.slots)
    try:
        value = compiled.run(frame)
        if isinstance(value, (list, dict)):
            size_of(value, CELLS)
    except ExpressionRefused as refused:
        raise _told(text, refused) from refused
    except (ArithmeticError, ValueError, RecursionError, MemoryError) as error:
        raise _told(text, _failed(error)) from error
    return value


def run(script: str, context: Context) -> dict[str, Any]:
    """Run a script; the names it set, as JSON. A line sees what the lines before it set."""
    compiled = _script(script)
    if compiled.problems:
        raise _not_allowed(script, compiled.problems)
    frame = Frame(context, compiled.slots)
    written: dict[str, Any] = {}
    try:
        for target, slot, line in compiled.lines:
            frame.spend(10)
            frame.slots[slot] = line(frame)
            written[target] = frame.hold(frame.slots[slot])
        return {target: as_json(value) for target, value in written.items()}
    except ExpressionRefused as refused:
        raise _told(script, refused) from refused
    except (ArithmeticError, ValueError, RecursionError, MemoryError) as error:
        raise _told(script, _failed(error)) from error


def _not_allowed(text: str, problems: tuple[Problem, ...]) -> ExpressionRefused:
    first = problems[0]
    return _told(text, refuse(first.message_zh, first.message_en, "syntax"))


def _failed(error: Exception) -> ExpressionRefused:
    reason = "limit" if isinstance(error, (RecursionError, MemoryError)) else "value"
    return refuse(f"数值超出范围（{type(error).__name__}）", f"A value is out of range ({type(error).__name__})", reason)


def _told(text: str, refused: ExpressionRefused) -> ExpressionRefused:
    """The same refusal, naming the expression (once)."""
    if "expression" in refused.facts:
        return refused
    shown = " ".join(text.split())[:200]
    return ExpressionRefused(f"{refused.detail}（表达式：{shown}）", f"{refused.detail_en} (expression: {shown})", expression=shown, **refused.facts)
