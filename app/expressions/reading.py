"""Text → syntax tree, within limits that keep Python's own parser safe. Nothing is judged here."""

from __future__ import annotations

import ast
import re
import textwrap
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.expressions.limits import BRACKETS_DEEP, EXPRESSION_CHARACTERS, SCRIPT_CHARACTERS

Rule = Literal["syntax", "limit", "name", "function", "money"]


@dataclass(frozen=True)
class Problem:
    """What is wrong in an expression: message in both languages, position (characters from the start), rule."""

    message_zh: str
    message_en: str
    position: int = 0
    rule: Rule = "syntax"


class Unreadable(Exception):
    """The text could not be turned into a tree; the problem says why."""

    def __init__(self, zh: str, en: str, position: int = 0, rule: Rule = "syntax") -> None:
        super().__init__(zh)
        self.problem = Problem(zh, en, position, rule)


_STRING = re.compile(r"'[^'\\\n]*(?:\\.[^'\\\n]*)*'|\"[^\"\\\n]*(?:\\.[^\"\\\n]*)*\"")
# Long runs of prefix operators and of dots make deep trees out of short text.
_RUN = re.compile(r"(?:[-+~]\s*){12}|(?:\bnot\b\s*){12}|(?:\blambda\b)|(?:\bawait\b\s*){2}")


def expression_tree(text: str) -> tuple[ast.expr, str]:
    """The tree of one expression and the text it was read from; line breaks may stand anywhere in it."""
    _guard(text, EXPRESSION_CHARACTERS)
    stripped = text.strip()
    if not stripped:
        raise Unreadable("表达式为空", "The expression is empty")
    if "\n" in stripped:
        if "#" in stripped:
            raise Unreadable("多行表达式中不能有 #", "There may be no # in an expression of several lines")
        stripped = re.sub(r"\s*[\r\n]\s*", " ", stripped)
    tree = _parse(stripped, "eval")
    assert isinstance(tree, ast.Expression)
    return tree.body, stripped


def script_tree(text: str) -> tuple[list[ast.stmt], str]:
    """The statements of a script, not yet judged, and the text they were read from."""
    _guard(text, SCRIPT_CHARACTERS)
    stripped = textwrap.dedent(text.strip("\r\n")).strip()
    tree = _parse(stripped, "exec")
    assert isinstance(tree, ast.Module)
    return tree.body, stripped


def _guard(text: str, longest: int) -> None:
    if len(text) > longest:
        raise Unreadable(
            f"表达式过长（{len(text)} 字符，最多 {longest}）", f"The expression is too long ({len(text)} characters, at most {longest})", 0, "limit"
        )
    if not text.isascii():
        _guard_letters(text)
    bare = _STRING.sub("", text)
    depth = 0
    for sign in bare:
        if sign in "([{":
            depth += 1
            if depth > BRACKETS_DEEP:
                raise Unreadable(f"括号嵌套超过 {BRACKETS_DEEP} 层", f"More than {BRACKETS_DEEP} nested brackets", 0, "limit")
        elif sign in ")]}":
            depth -= 1
    if found := _RUN.search(bare):
        raise Unreadable(f"不允许「{found[0][:12].strip()}」", f"“{found[0][:12].strip()}” is not allowed", 0, "syntax")


def _guard_letters(text: str) -> None:
    """Python reads look-alike letters (ｅval, ﬁeld) as the plain ones; here a name is what one sees."""
    bare = _STRING.sub("", text)
    if "'" not in bare and '"' not in bare and unicodedata.normalize("NFKC", bare) != bare:
        odd = next((sign for sign in bare if unicodedata.normalize("NFKC", sign) != sign), "")
        raise Unreadable(
            f"表达式中含全角或变体字符「{odd}」，请用半角字符", f"“{odd}” is a look-alike character: use the plain one", max(text.find(odd), 0), "name"
        )
    if any(unicodedata.category(sign) in {"Cf", "Cs", "Co", "Cc"} and sign not in "\t\r\n" for sign in text):
        raise Unreadable("表达式中含不可见字符", "The expression holds an invisible character", 0, "name")


def _parse(text: str, mode: Literal["eval", "exec"]) -> ast.AST:
    try:
        return ast.parse(text, mode=mode)
    except SyntaxError as error:
        position = (error.offset or 1) - 1
        raise Unreadable(f"语法错误：第 {position + 1} 个字符附近", f"Syntax error near character {position + 1}: {error.msg}", position) from None
    except (ValueError, MemoryError, RecursionError, OverflowError) as error:
        raise Unreadable("表达式不能读取", f"The expression cannot be read: {type(error).__name__}", 0, "limit") from None
