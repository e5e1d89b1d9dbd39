"""Reaching into data by key, index and slice, and joining it: only what JSON has, never an attribute of a Python object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.expressions.context import Frame
from app.expressions.limits import refuse
from app.expressions.numbers import null, number, plus, shown


def reach(value: Any, key: Any) -> Any:
    """What lies in the data under a key or an index; null under null and where nothing is."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        if isinstance(key, str):
            return value.get(key)
        raise refuse("对象的键须为文本", "The key of an object is text", "null" if key is None else "value")
    if isinstance(value, (list, tuple)):
        if type(key) is int:
            return value[key] if -len(value) <= key < len(value) else None
        if isinstance(key, str):
            raise refuse(f"列表没有「{key}」，请用 [x.{key} for x in …]", f"A list has no “{key}”: write [x.{key} for x in …]")
        raise refuse("列表的序号须为整数", "The index of a list is a whole number", "null" if key is None else "value")
    raise refuse(f"{shown(value)} 没有下级内容「{shown(key)}」", f"{shown(value)} has nothing under “{shown(key)}”")


def cut(frame: Frame, value: Any, lower: Any, upper: Any) -> Any:
    """value[lower:upper] of a list or a text; null of null."""
    if value is None:
        return None
    if not isinstance(value, (list, tuple, str)) or not all(end is None or type(end) is int for end in (lower, upper)):
        raise refuse("切片只用于列表和文本，两端须为整数", "A slice is of a list or a text, its ends are whole numbers")
    part = value[lower:upper]
    frame.make(len(part))
    return part if isinstance(part, str) else [frame.hold(item) for item in part]


def text_key(frame: Frame, key: Any) -> str:
    """The key of an object that the expression makes: text only, as in JSON."""
    if not isinstance(key, str):
        raise refuse("对象的键须为文本", "The key of an object is text")
    frame.make(1 + len(key))
    return key


def join_or_add(frame: Frame, a: Any, b: Any) -> Any:
    """Numbers are added, texts and lists joined; nothing else."""
    if isinstance(a, str) and isinstance(b, str):
        frame.make(len(a) + len(b))
        return a + b
    if isinstance(a, list) and isinstance(b, list):
        frame.hold(a)
        frame.hold(b)
        return a + b
    if a is None or b is None:
        raise null()
    return plus(number(a), number(b))
