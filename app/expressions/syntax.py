"""The allow-list: which parts of Python's syntax an expression may use. What is not named here is refused."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from app.expressions.functions import FUNCTIONS
from app.expressions.limits import INTEGER_BITS, SCRIPT_LINES, SCRIPT_NODES, TREE_DEEP, TREE_NODES
from app.expressions.reading import Problem, Rule

_PLAIN = (
    ast.BoolOp, ast.And, ast.Or, ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod,
    ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.IfExp, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
    ast.Is, ast.IsNot, ast.Call, ast.keyword, ast.Constant, ast.Attribute, ast.Subscript, ast.Slice, ast.Name, ast.Load, ast.Store,
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp, ast.comprehension,
)  # fmt: skip
_NAMES: Mapping[str, str] = {
    "Lambda": "lambda", "JoinedStr": "f 字符串 (f-string)", "NamedExpr": ":=", "Starred": "*", "Pow": "**", "LShift": "<<", "RShift": ">>",
    "BitOr": "|", "BitAnd": "&", "BitXor": "^", "MatMult": "@", "Invert": "~", "Await": "await", "Yield": "yield", "YieldFrom": "yield from",
}  # fmt: skip
_DISPLAYS = (ast.Constant, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Functions of the surroundings that take words: rounds("X", since="Y").
_WORDS: Mapping[str, frozenset[str]] = {"rounds": frozenset({"since"})}
_OTHER_SPELLINGS = {"true": "True", "false": "False", "null": "None", "none": "None"}
_DUNDER = re.compile(r"__\w+__")
_DECIMAL = re.compile(r"[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*")


def problems_of_tree(tree: ast.expr, text: str) -> Iterator[Problem]:
    """What the allow-list says of one expression."""
    size = _measured(tree, TREE_DEEP, TREE_NODES)
    if size is not None:
        yield size
        return
    for node in ast.walk(tree):
        yield from _problems_of_node(node, text)


def problems_of_script(statements: list[ast.stmt], text: str) -> Iterator[Problem]:
    """A script is lines `name = <expression>` and nothing else."""
    if len(statements) > SCRIPT_LINES:
        yield Problem(f"脚本超过 {SCRIPT_LINES} 行", f"The script has more than {SCRIPT_LINES} lines", 0, "limit")
        return
    nodes = 0
    for statement in statements:
        where = getattr(statement, "col_offset", 0)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
            yield Problem("脚本的每一行只能是「名称 = 表达式」", "Each line of a script is `name = <expression>` and nothing else", where)
            continue
        yield from _problems_of_name(statement.targets[0].id, where)
        size = _measured(statement.value, TREE_DEEP, TREE_NODES)
        if size is not None:
            yield size
            continue
        for node in ast.walk(statement.value):
            nodes += 1
            yield from _problems_of_node(node, text)
    if nodes > SCRIPT_NODES:
        yield Problem("脚本过大", "The script is too large", 0, "limit")


def _measured(tree: ast.AST, deepest: int, most: int) -> Problem | None:
    level, depth, count = [tree], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > deepest or count > most:
            return Problem("表达式过于复杂", "The expression is too complex", 0, "limit")
        level = [child for node in level for child in ast.iter_child_nodes(node)]
    return None


def _problems_of_node(node: ast.AST, text: str) -> Iterator[Problem]:
    where = getattr(node, "col_offset", 0)
    if not isinstance(node, _PLAIN):
        name = type(node).__name__
        shown = _NAMES.get(name, name)
        yield Problem(f"不允许使用 {shown}", f"{shown} is not allowed", where)
    elif isinstance(node, ast.Constant):
        yield from _problems_of_constant(node, text, where)
    elif isinstance(node, ast.Name):
        yield from _problems_of_name(node.id, where)
    elif isinstance(node, ast.Attribute):
        yield from _problems_of_name(node.attr, where)
        if isinstance(node.value, _DISPLAYS):
            yield Problem("只能读取数据的下级内容", "Only data has something under it", where)
    elif isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add) and (_is_no_number(node.left) or _is_no_number(node.right)):
        yield Problem("文本和列表只能用 + 连接", "Text and lists can be joined with + only", where)
    elif isinstance(node, ast.Call):
        yield from _problems_of_call(node, where)
    elif isinstance(node, ast.Slice) and node.step is not None:
        yield Problem("切片不能带步长", "A slice may not have a step", where)
    elif isinstance(node, ast.comprehension) and (node.is_async or not isinstance(node.target, ast.Name)):
        yield Problem("推导式只能写「for 名称 in …」", "A comprehension is written `for name in …`", where)
    elif isinstance(node, ast.Dict) and any(key is None for key in node.keys):
        yield Problem("不允许使用 **", "** is not allowed", where)
    elif isinstance(node, ast.Compare) and any(isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops) and not _is_plain_is(node):
        yield Problem("is 只能与 None、True、False 一起使用", "`is` goes with None, True and False only", where)


def _is_no_number(node: ast.expr) -> bool:
    return isinstance(node, _DISPLAYS) and not (isinstance(node, ast.Constant) and isinstance(node.value, (int, float)))


def _is_plain_is(node: ast.Compare) -> bool:
    side = node.comparators[0]
    return len(node.ops) == 1 and isinstance(side, ast.Constant) and (side.value is None or isinstance(side.value, bool))


def _problems_of_constant(node: ast.Constant, text: str, where: int) -> Iterator[Problem]:
    value = node.value
    if isinstance(value, str):
        if _DUNDER.search(value):
            yield Problem(f"不允许「{value[:40]}」", f"“{value[:40]}” is not allowed", where, "name")
    elif isinstance(value, float):
        if decimal_text(node, text) is None:
            yield Problem("小数请写成 0.5 的形式", "Write a decimal like 0.5", where)
    elif isinstance(value, int) and not isinstance(value, bool):
        if value.bit_length() > INTEGER_BITS:
            yield Problem("数字过大", "The number is too large", where, "limit")
    elif value is not None and not isinstance(value, bool):
        yield Problem(f"不允许的常量 {type(value).__name__}", f"A constant of type {type(value).__name__} is not allowed", where)


def decimal_text(node: ast.Constant, text: str) -> str | None:
    """The text of a literal with a point, exactly as written; None when it is written otherwise (1e9)."""
    segment = ast.get_source_segment(text, node) or ""
    return segment.replace("_", "") if _DECIMAL.fullmatch(segment) and len(segment) <= 50 else None


def _problems_of_name(name: str, where: int) -> Iterator[Problem]:
    if name.startswith("_"):
        yield Problem(f"名称不能以下划线开头：{name[:40]}", f"A name may not begin with an underscore: {name[:40]}", where, "name")
    elif name in _OTHER_SPELLINGS:
        yield Problem(f"请写 {_OTHER_SPELLINGS[name]}，不要写 {name}", f"Write {_OTHER_SPELLINGS[name]} instead of {name}", where, "name")


def _problems_of_call(node: ast.Call, where: int) -> Iterator[Problem]:
    if not isinstance(node.func, ast.Name):
        yield Problem("只能按名称调用列出的函数，不能调用方法", "Only listed functions may be called, by plain name; no methods", where, "function")
        return
    if any(word.arg not in _WORDS.get(node.func.id, ()) for word in node.keywords):
        yield Problem(f"{node.func.id}(…) 不能带关键字参数", f"{node.func.id}(…) takes no keyword arguments", where, "function")
    known = FUNCTIONS.get(node.func.id)
    if known is not None and not known.least <= len(node.args) <= known.most:
        yield Problem(f"函数参数个数不对，应写 {known.signature}", f"Wrong number of arguments: write {known.signature}", where, "function")


def problem_of_unknown_function(name: str, where: int) -> Problem:
    """A call of something that is neither a listed function nor one given by the surroundings."""
    rule: Rule = "function"
    return Problem(f"没有函数 {name[:40]}", f"There is no function {name[:40]}", where, rule)
