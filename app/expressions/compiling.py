"""Syntax tree → closures. Our own interpreter: there is no `eval`, no attribute of a Python object is ever read.

`a.b` and `a["b"]` look up keys of data and nothing else. Inside loops every node is paid for (see `limits`); outside
loops a tree is small by itself.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from app.expressions.comparing import COMPARISONS
from app.expressions.context import Frame
from app.expressions.functions import FUNCTIONS
from app.expressions.functions.arithmetic import items
from app.expressions.functions.lists import without_doubles
from app.expressions.limits import CALL, refuse
from app.expressions.numbers import divided, floored, minus, number, remainder, times
from app.expressions.reaching import cut, join_or_add, reach, text_key
from app.expressions.syntax import decimal_text

Run = Callable[[Frame], Any]
_NUMERIC: Mapping[str, Callable[[Any, Any], Any]] = {"Sub": minus, "Mult": times, "Div": divided, "FloorDiv": floored, "Mod": remainder}


class Compiler:
    """Compiles one text. `free` are the names it reads, `called` the functions that the surroundings must give."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slots = 0
        self.scopes: list[dict[str, int]] = [{}]
        self.free: set[str] = set()
        self.called: dict[str, int] = {}

    def slot(self, name: str) -> int:
        """A new local variable in the innermost scope."""
        self.scopes[-1][name] = self.slots
        self.slots += 1
        return self.slots - 1

    def compile(self, node: ast.expr) -> Run:
        """The closure of an expression that has passed the allow-list."""
        method: Callable[[Any], Run] = getattr(self, f"_{type(node).__name__.lower()}")
        return method(node)

    def _constant(self, node: ast.Constant) -> Run:
        value: Any = node.value
        if isinstance(value, float):
            value = Decimal(decimal_text(node, self.text) or "NaN")
        return lambda frame: value

    def _name(self, node: ast.Name) -> Run:
        name = node.id
        for scope in reversed(self.scopes):
            if name in scope:
                place = scope[name]
                return lambda frame: frame.slots[place]
        self.free.add(name)
        return lambda frame: frame.names.get(name)

    def _attribute(self, node: ast.Attribute) -> Run:
        base, key = self.compile(node.value), node.attr

        def run(frame: Frame) -> Any:
            value = base(frame)
            if type(value) is dict:
                return value.get(key)
            return reach(value, key)

        return run

    def _subscript(self, node: ast.Subscript) -> Run:
        base = self.compile(node.value)
        if isinstance(node.slice, ast.Slice):
            lower = self.compile(node.slice.lower) if node.slice.lower else lambda frame: None
            upper = self.compile(node.slice.upper) if node.slice.upper else lambda frame: None
            return lambda frame: cut(frame, base(frame), lower(frame), upper(frame))
        index = self.compile(node.slice)
        return lambda frame: reach(base(frame), index(frame))

    def _boolop(self, node: ast.BoolOp) -> Run:
        first, *rest = (self.compile(value) for value in node.values)
        if isinstance(node.op, ast.And):

            def run_and(frame: Frame) -> Any:
                value = first(frame)
                for following in rest:
                    if not value:
                        return value
                    value = following(frame)
                return value

            return run_and

        def run_or(frame: Frame) -> Any:
            value = first(frame)
            for following in rest:
                if value:
                    return value
                value = following(frame)
            return value

        return run_or

    def _unaryop(self, node: ast.UnaryOp) -> Run:
        operand = self.compile(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda frame: not operand(frame)
        if isinstance(node.op, ast.USub):
            return lambda frame: minus(0, number(operand(frame)))
        return lambda frame: number(operand(frame))

    def _binop(self, node: ast.BinOp) -> Run:
        left, right = self.compile(node.left), self.compile(node.right)
        if isinstance(node.op, ast.Add):
            return lambda frame: join_or_add(frame, left(frame), right(frame))
        operation = _NUMERIC[type(node.op).__name__]
        return lambda frame: operation(number(left(frame)), number(right(frame)))

    def _compare(self, node: ast.Compare) -> Run:
        first = self.compile(node.left)
        rest = [(COMPARISONS[type(op).__name__], self.compile(side)) for op, side in zip(node.ops, node.comparators, strict=True)]
        if len(rest) == 1:
            [(compare, other)] = rest
            return lambda frame: compare(frame, first(frame), other(frame))

        def run(frame: Frame) -> bool:
            left = first(frame)
            for compare, side in rest:
                right = side(frame)
                if not compare(frame, left, right):
                    return False
                left = right
            return True

        return run

    def _ifexp(self, node: ast.IfExp) -> Run:
        test, body, orelse = self.compile(node.test), self.compile(node.body), self.compile(node.orelse)
        return lambda frame: body(frame) if test(frame) else orelse(frame)

    def _call(self, node: ast.Call) -> Run:
        assert isinstance(node.func, ast.Name)
        name, arguments = node.func.id, [self.compile(argument) for argument in node.args]
        known = FUNCTIONS.get(name)
        if known is not None:
            call = known.call
            if len(arguments) == 1:
                [only] = arguments
                return lambda frame: call(frame, only(frame))
            return lambda frame: call(frame, *[argument(frame) for argument in arguments])
        self.called.setdefault(name, node.col_offset)
        words = {str(word.arg): self.compile(word.value) for word in node.keywords}

        def run(frame: Frame) -> Any:
            frame.spend(100)
            extra = frame.context.extra.get(name)
            if extra is None:
                raise refuse(f"没有函数 {name}", f"There is no function {name}", "function")
            return extra(*[argument(frame) for argument in arguments], **{word: value(frame) for word, value in words.items()})

        return run

    def _list(self, node: ast.List | ast.Tuple) -> Run:
        parts = [self.compile(part) for part in node.elts]
        return lambda frame: [frame.hold(part(frame)) for part in parts]

    _tuple = _list

    def _set(self, node: ast.Set) -> Run:
        parts = [self.compile(part) for part in node.elts]
        return lambda frame: without_doubles(frame, [part(frame) for part in parts])

    def _dict(self, node: ast.Dict) -> Run:
        pairs = [(self.compile(key), self.compile(value)) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
        return lambda frame: {text_key(frame, key(frame)): frame.hold(value(frame)) for key, value in pairs}

    def _listcomp(self, node: ast.ListComp | ast.GeneratorExp) -> Run:
        loop = self._loop(node.generators, [node.elt])
        return lambda frame: [frame.hold(value) for [value] in _collect(frame, loop)]

    _generatorexp = _listcomp

    def _setcomp(self, node: ast.SetComp) -> Run:
        loop = self._loop(node.generators, [node.elt])
        return lambda frame: without_doubles(frame, [value for [value] in _collect(frame, loop)])

    def _dictcomp(self, node: ast.DictComp) -> Run:
        loop = self._loop(node.generators, [node.key, node.value])
        return lambda frame: {text_key(frame, key): frame.hold(value) for key, value in _collect(frame, loop)}

    def _loop(self, generators: list[ast.comprehension], results: list[ast.expr]) -> Callable[[Frame, list[list[Any]]], None]:
        """One `for` of a comprehension with all that is inside it; appends what each round gives."""
        generator, *inner = generators
        source = self.compile(generator.iter)
        assert isinstance(generator.target, ast.Name)
        self.scopes.append({})
        place = self.slot(generator.target.id)
        conditions = [self.compile(condition) for condition in generator.ifs]
        price = 1 + sum(_nodes(node) for node in [*generator.ifs, *([] if inner else results)])
        nested = self._loop(inner, results) if inner else None
        values = [] if inner else [self.compile(result) for result in results]
        self.scopes.pop()

        def run(frame: Frame, found: list[list[Any]]) -> None:
            for item in items(frame, source(frame)):
                frame.spend(price)
                frame.slots[place] = item
                if not all(condition(frame) for condition in conditions):
                    continue
                if nested is not None:
                    nested(frame, found)
                else:
                    frame.make(1)
                    found.append([value(frame) for value in values])

        return run


def _collect(frame: Frame, loop: Callable[[Frame, list[list[Any]]], None]) -> list[list[Any]]:
    found: list[list[Any]] = []
    loop(frame, found)
    return found


def _nodes(tree: ast.AST) -> int:
    return sum(CALL if isinstance(node, ast.Call) else 1 for node in ast.walk(tree) if isinstance(node, ast.expr))
