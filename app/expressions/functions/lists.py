"""Lists and objects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cmp_to_key
from typing import Any

from app.expressions.comparing import contains, ordered
from app.expressions.context import Frame
from app.expressions.functions.arithmetic import items, whole
from app.expressions.functions.function import Shelf
from app.expressions.limits import refuse
from app.expressions.numbers import shown

LISTS = Shelf()


@LISTS.add("变成列表（对象取其键）", "As a list (of an object its keys)", "list({'a': 1})", ["a"])
def list_(frame: Frame, x: Any) -> Any:
    return None if x is None else [frame.hold(item) for item in items(frame, x)]


@LISTS.add("去掉重复项，按首次出现的次序", "Without doubles, in order of first appearance", "unique([2, 1, 2])", [2, 1])
def unique(frame: Frame, list_: Any) -> Any:
    return None if list_ is None else without_doubles(frame, items(frame, list_))


@LISTS.add("同 unique：没有重复项的列表", "As unique: a list without doubles", "set(['a', 'a'])", ["a"])
def set_(frame: Frame, list_: Any) -> Any:
    return unique(frame, list_)


@LISTS.add("列表中为真的项数", "How many items of a list are true", "count([r > 1 for r in [1, 2, 3]])", 2)
def count(frame: Frame, list_: Any) -> int:
    return 0 if list_ is None else sum(1 for item in items(frame, list_) if item)


@LISTS.add("至少一项为真", "Whether one item is true", "any([x > 2 for x in [1, 2, 3]])", True)
def any_(frame: Frame, list_: Any) -> bool:
    return list_ is not None and any(items(frame, list_))


@LISTS.add("每一项都为真（空列表为真）", "Whether every item is true (also of an empty list)", "all([x > 0 for x in [1, 2]])", True)
def all_(frame: Frame, list_: Any) -> Any:
    return None if list_ is None else all(items(frame, list_))


@LISTS.add("从小到大排列", "In ascending order", "sorted([3, 1, 2])", [1, 2, 3])
def sorted_(frame: Frame, list_: Any) -> Any:
    if list_ is None:
        return None

    def order(a: Any, b: Any) -> int:
        frame.spend(2)
        x, y = ordered(frame, a, b)
        return -1 if x < y else int(x > y)

    found = items(frame, list_)
    frame.make(len(found))
    return sorted(found, key=cmp_to_key(order))


@LISTS.add("次序颠倒", "In reverse order", "reversed([1, 2])", [2, 1])
def reversed_(frame: Frame, list_: Any) -> Any:
    return None if list_ is None else [frame.hold(item) for item in items(frame, list_)][::-1]


@LISTS.add("第一项；空列表为空值", "The first item; null of an empty list", "first([5, 6])", 5)
def first(frame: Frame, list_: Any) -> Any:
    found = None if list_ is None else items(frame, list_)
    return found[0] if found else None


@LISTS.add("最后一项；空列表为空值", "The last item; null of an empty list", "last_of([5, 6])", 6)
def last_of(frame: Frame, list_: Any) -> Any:
    found = None if list_ is None else items(frame, list_)
    return found[-1] if found else None


@LISTS.add("把列表的列表合成一个列表", "One list out of a list of lists", "flatten([[1], [2, 3]])", [1, 2, 3])
def flatten(frame: Frame, lists: Any) -> Any:
    return None if lists is None else [frame.hold(item) for one in items(frame, lists) for item in items(frame, one)]


@LISTS.add("0 至 n-1 的整数（n ≤ 1000）", "The whole numbers from 0 to n-1 (n ≤ 1000)", "range(3)", [0, 1, 2])
def range_(frame: Frame, n: Any) -> Any:
    if n is None:
        return None
    frame.make(whole(n, 0, 1_000))
    return list(range(n))


@LISTS.add("对象的键", "The keys of an object", "keys({'a': 1})", ["a"])
def keys(frame: Frame, d: Any) -> Any:
    return None if d is None else [frame.hold(key) for key in _object(frame, d)]


@LISTS.add("对象的值", "The values of an object", "values({'a': 1})", [1])
def values(frame: Frame, d: Any) -> Any:
    return None if d is None else [frame.hold(value) for value in _object(frame, d).values()]


@LISTS.add("对象中某键的值；没有时为 default", "The value under a key of an object, else the default", "get({'from': 1}, 'from')", 1)
def get(frame: Frame, d: Any, key: Any, default: Any = None) -> Any:
    if d is None:
        return default
    if not isinstance(key, str):
        raise refuse("键须为文本", "A key is text")
    found = _object(frame, d).get(key)
    return default if found is None else found


@LISTS.add("两个对象合一，后者优先", "Two objects in one; the second wins", "merge({'a': 1}, {'b': 2})", {"a": 1, "b": 2})
def merge(frame: Frame, d: Any, e: Any) -> Any:
    merged = {**_object(frame, d or {}), **_object(frame, e or {})}
    return {key: frame.hold(value) for key, value in merged.items()}


@LISTS.add("是否为真：空值、0、空文本、空列表为假", "Whether it is true: null, 0, empty text and empty lists are not", "bool('x')", True)
def bool_(frame: Frame, x: Any) -> bool:
    return bool(x)


@LISTS.add("流程参数的值", "The value of a parameter of the release", "parameter('late_grace_days')")
def parameter(frame: Frame, name: Any) -> Any:
    if not isinstance(name, str) or name not in frame.context.parameters:
        raise refuse(f"没有参数 {shown(name)}", f"There is no parameter {shown(name)}", "function")
    return frame.context.parameters[name]


def without_doubles(frame: Frame, found: list[Any]) -> list[Any]:
    """Each item once. Plain values are found by hash, others one by one."""
    plain: set[tuple[type, Any]] = set()
    kept: list[Any] = []
    others: list[Any] = []
    for item in found:
        if isinstance(item, (str, int)):
            if (type(item), item) in plain:
                continue
            plain.add((type(item), item))
        elif item in others if item is None else contains(frame, others, item):
            continue
        else:
            others.append(item)
        kept.append(frame.hold(item))
    return kept


def _object(frame: Frame, d: Any) -> Mapping[str, Any]:
    if isinstance(d, Mapping):
        frame.spend(len(d) >> 3)
        return d
    raise refuse(f"{shown(d)} 不是对象", f"{shown(d)} is not an object")
