"""Which regular expressions a form may use: those that cannot make the server think for ever."""

from __future__ import annotations

import re
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST = 200
_LOOPS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}
_ODD = {_constants.ASSERT, _constants.ASSERT_NOT, _constants.GROUPREF, _constants.GROUPREF_EXISTS}


def wrong_pattern(text: Any) -> tuple[str, str] | None:
    """Why a pattern is not allowed: unreadable, too long, a repetition inside a repetition, a choice inside one, look-around."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return f"pattern 应为不超过 {LONGEST} 个字符的文本", f"a pattern is text of at most {LONGEST} characters"
    try:
        tree = _parser.parse(text)
    except (re.error, RecursionError, OverflowError) as error:
        return f"pattern 不能读取：{error}", f"the pattern cannot be read: {error}"
    if _is_odd(tree):
        return "pattern 不能使用环视和反向引用", "a pattern may not look around or refer back"
    if _loops(tree, inside=False):
        return "pattern 中的重复里不能再有重复或选择", "a repetition in a pattern may hold neither a repetition nor a choice"
    return None


def _parts(node: Any) -> list[Any]:
    """The sub-patterns inside an argument of the parsed pattern."""
    if isinstance(node, _parser.SubPattern):
        return [node]
    if isinstance(node, (list, tuple)):
        return [part for inner in node for part in _parts(inner)]
    return []


def _is_odd(tree: Any) -> bool:
    return any(op in _ODD or any(_is_odd(part) for part in _parts(argument)) for op, argument in tree)


def _loops(tree: Any, *, inside: bool) -> bool:
    for op, argument in tree:
        loop = op in _LOOPS and argument[1] > 1
        if inside and (loop or op is _constants.BRANCH):
            return True
        # A repetition with a small bound cannot explode by itself.
        deeper = inside or (loop and argument[1] > 20)
        if any(_loops(part, inside=deeper) for part in _parts(argument)):
            return True
    return False
