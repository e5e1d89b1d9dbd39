"""What may lie in the data of a case at all, whatever a schema says: no engine words, nothing the database cannot store."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from app.forms.messages import FieldError, Path, pointer

# A key of this name would make the stored state of a case unreadable for the engine.
ENGINE_WORDS = frozenset({"typename"})
DEEPEST = 40


def unstorable(data: Any, path: Path = ()) -> Iterator[FieldError]:
    """Every key and value that cannot be stored, with its pointer."""
    if isinstance(data, str):
        if "\x00" in data or not _is_unicode(data):
            yield _error(path, "含有无法保存的字符", "holds a character that cannot be stored")
    elif isinstance(data, dict):
        if len(path) > DEEPEST:
            yield _error(path[:DEEPEST], "嵌套过深", "is nested too deeply")
            return
        for key, value in data.items():
            if not isinstance(key, str) or key in ENGINE_WORDS or key.startswith("__") or "\x00" in key or not _is_unicode(key):
                yield _error((*path, ascii(key)[1:-1][:60]), "不允许的字段名", "is not allowed as the name of a field")
            else:
                yield from unstorable(value, (*path, key))
    elif isinstance(data, list):
        if len(path) > DEEPEST:
            yield _error(path[:DEEPEST], "嵌套过深", "is nested too deeply")
            return
        for number, value in enumerate(data):
            yield from unstorable(value, (*path, number))
    elif isinstance(data, float):
        if not math.isfinite(data):
            yield _error(path, "不是有效的数字", "is not a number")
    elif isinstance(data, int) and data.bit_length() > 62:
        yield _error(path, "数字过大", "is too large a number")


def _is_unicode(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _error(path: Path, zh: str, en: str) -> FieldError:
    name = str(path[-1]) if path else "data"
    return FieldError(pointer(path), f"{name}：{zh}", f"{name}: {en}", "storable")
