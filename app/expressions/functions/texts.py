"""Text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.expressions import comparing
from app.expressions.context import Frame
from app.expressions.functions.arithmetic import items
from app.expressions.functions.function import Shelf
from app.expressions.limits import refuse
from app.expressions.numbers import number, plain, shown

TEXTS = Shelf()


@TEXTS.add("变成文本", "As text", "str(12) + '年'", "12年")
def str_(frame: Frame, x: Any) -> Any:
    if x is None or isinstance(x, str):
        return x
    if isinstance(x, date):
        return x.isoformat()
    value = number(x)
    return plain(value) if isinstance(value, Decimal) else str(value)


@TEXTS.add("文本的字数、列表或对象的项数", "The length of a text, a list or an object", "len([1, 2])", 2)
def len_(frame: Frame, x: Any) -> Any:
    if x is None:
        return None
    if isinstance(x, (str, list, tuple, Mapping)):
        return len(x)
    raise refuse(f"{shown(x)} 没有长度", f"{shown(x)} has no length")


@TEXTS.add("字数，不计换行", "The number of characters without line breaks (AM-44)", "chars('一二\\n三')", 3)
def chars(frame: Frame, text: Any) -> Any:
    if text is None:
        return None
    return len(worded(frame, text)) - text.count("\n") - text.count("\r")


@TEXTS.add(
    "文本含有某段，或列表含有某项；空值为否", "Whether a text or a list contains something; null contains nothing", "contains(['监理', '等保'], '监理')", True
)
def contains(frame: Frame, x: Any, part: Any) -> bool:
    return x is not None and comparing.contains(frame, x, part)


@TEXTS.add("文本以某段开头", "Whether a text begins with another", "startswith('EG-2026-01', 'EG-')", True)
def startswith(frame: Frame, text: Any, part: Any) -> bool:
    return text is not None and worded(frame, text).startswith(worded(frame, part))


@TEXTS.add("文本以某段结尾", "Whether a text ends with another", "endswith('报告.pdf', '.pdf')", True)
def endswith(frame: Frame, text: Any, part: Any) -> bool:
    return text is not None and worded(frame, text).endswith(worded(frame, part))


@TEXTS.add("用分隔符连接列表中的文本", "Joins the texts of a list", "join(['县财政局', '县审计局'], '、')", "县财政局、县审计局")
def join(frame: Frame, list_: Any, separator: Any = "") -> Any:
    if list_ is None:
        return None
    parts = [worded(frame, part) for part in items(frame, list_)]
    separator = worded(frame, separator)
    frame.make(sum(map(len, parts)) + len(separator) * len(parts))
    return separator.join(parts)


@TEXTS.add("按分隔符拆开文本", "Splits a text at a separator", "split('a,b', ',')", ["a", "b"])
def split(frame: Frame, text: Any, separator: Any) -> Any:
    if text is None:
        return None
    if not worded(frame, separator):
        raise refuse("分隔符不能为空", "The separator may not be empty")
    frame.make(len(worded(frame, text)) + text.count(separator) + 1)
    return text.split(separator)


@TEXTS.add("去掉首尾空白", "Without the blanks at both ends", "trim('  好 ')", "好")
def trim(frame: Frame, text: Any) -> Any:
    if text is None:
        return None
    frame.make(len(worded(frame, text)))
    return text.strip()


@TEXTS.add("大写", "In capitals", "upper('eg')", "EG")
def upper(frame: Frame, text: Any) -> Any:
    if text is None:
        return None
    frame.make(3 * len(worded(frame, text)))
    return text.upper()


@TEXTS.add("小写", "In small letters", "lower('EG')", "eg")
def lower(frame: Frame, text: Any) -> Any:
    if text is None:
        return None
    frame.make(3 * len(worded(frame, text)))
    return text.lower()


@TEXTS.add("把文本中的一段换成另一段", "Replaces one part of a text by another", "replace('2025年', '年', '')", "2025")
def replace(frame: Frame, text: Any, old: Any, new: Any) -> Any:
    if text is None:
        return None
    if not worded(frame, old):
        raise refuse("被替换的文本不能为空", "What is replaced may not be empty")
    frame.make(len(worded(frame, text)) + text.count(old) * len(worded(frame, new)))
    return text.replace(old, new)


@TEXTS.add("空值、空白文本、空列表为真", "True for null, blank text, an empty list", "is_empty('  ')", True)
def is_empty(frame: Frame, x: Any) -> bool:
    if isinstance(x, str):
        return not worded(frame, x).strip()
    return x is None or (isinstance(x, (list, tuple, Mapping)) and not x)


def worded(frame: Frame, x: Any) -> str:
    """A text argument, its length paid for."""
    if type(x) is str:
        frame.spend(len(x) >> 4)
        return x
    raise refuse(f"{shown(x)} 不是文本", f"{shown(x)} is not a text", "null" if x is None else "value")
