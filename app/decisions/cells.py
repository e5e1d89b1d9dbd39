"""The cells of a decision table: FEEL unary tests and literals, nothing else. A comparison with a parameter stands in the input.

test list   `-` · nothing (anything passes) · tests separated by commas (one must pass) · `not(tests)`
test        literal · `< <= > >= = !=` literal · `[a..b]` `(a..b)` `]a..b[`
literal     "text" · 12 · 0.5 · true · false · null · date("2025-07-31") · date and time("2025-07-31T09:00:00+08:00")
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.decisions.comparing import WrongCell, any_of, both, equality, is_range, negated, ordering
from app.decisions.table import Test
from app.periods import SHANGHAI

LONGEST = 2_000
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<text>"(?:[^"\\]|\\.)*")
      | (?P<number>-?(?:\d+(?:\.\d+)?|\.\d+)(?!\w))
      | (?P<day>date\s+and\s+time|date)(?=\s*\()
      | (?P<word>[A-Za-z_][\w.]*)
      | (?P<sign>\.\.|<=|>=|!=|[<>=\[\]\(\),-])
    )""",
    re.VERBOSE | re.ASCII,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "/": "/"}
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


class _Reader:
    """Reads one cell from left to right."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise WrongCell(f"单元格超过 {LONGEST} 个字符", f"A cell has more than {LONGEST} characters")
        self.text = text.strip()
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(self.text):
            found = _TOKEN.match(self.text, at)
            if found is None or found.lastgroup is None:
                raise self.wrong()
            self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.at = 0

    def wrong(self) -> WrongCell:
        """The complaint about this cell."""
        return WrongCell(
            f"单元格「{self.text[:60]}」不能读取：只能写文本（加双引号）、数字、true、false、null、date(…)、比较、区间、not(…) 或 -；"
            "与参数比较请写在输入表达式中",
            f"Cell “{self.text[:60]}” cannot be read: quoted text, numbers, true, false, null, date(…), comparisons, ranges, not(…) or -; "
            "a comparison with a parameter belongs into the input expression",
        )

    def peek(self) -> str:
        """The next sign, or what kind of token comes next; «end» at the end."""
        if self.at == len(self.tokens):
            return "end"
        kind, text = self.tokens[self.at]
        return text if kind == "sign" or (kind == "word" and text == "not") else kind

    def take(self, *signs: str) -> str:
        """The next token, which must be one of `signs`."""
        if self.peek() not in signs:
            raise self.wrong()
        self.at += 1
        return self.tokens[self.at - 1][1]

    def literal(self) -> Any:
        """A literal value."""
        kind = self.peek()
        if kind == "text":
            return _unescaped(self.take("text"))
        if kind == "number":
            return number(self.take("number"))
        if kind == "word" and self.tokens[self.at][1] in _WORDS:
            return _WORDS[self.take("word")]
        if kind == "day":
            call = self.take("day")
            self.take("(")
            text = _unescaped(self.take("text"))
            self.take(")")
            return _day(text) if call == "date" else _moment(text)
        raise self.wrong()

    def test(self) -> Test:
        """One test."""
        sign = self.peek()
        if sign in {"<", "<=", ">", ">="}:
            self.take(sign)
            return ordering(sign, self.literal())
        if sign in {"=", "!="}:
            self.take(sign)
            value = self.literal()
            return equality(value) if sign == "=" else negated(equality(value))
        if sign in {"[", "(", "]"}:
            closed_below = self.take("[", "(", "]") == "["
            low = self.literal()
            self.take("..")
            high = self.literal()
            closed_above = self.take("]", ")", "[") == "]"
            if not is_range(low, high):
                raise WrongCell(f"区间「{self.text[:60]}」的两端不成区间", f"The ends of “{self.text[:60]}” are no range")
            return both(ordering(">=" if closed_below else ">", low), ordering("<=" if closed_above else "<", high))
        return equality(self.literal())

    def tests(self, until: str) -> Test:
        """Tests separated by commas."""
        found = [self.test()]
        while self.peek() == ",":
            self.take(",")
            found.append(self.test())
        self.take(until) if until != "end" else self.end()
        return found[0] if len(found) == 1 else any_of(found)

    def end(self) -> None:
        """Nothing may follow."""
        if self.peek() != "end":
            raise self.wrong()


def unary_tests(text: str) -> Test | None:
    """The test of an input cell; None where anything passes. WrongCell when it cannot be read."""
    reader = _Reader(text)
    if reader.text in {"", "-"}:
        return None
    if reader.peek() == "not":
        reader.take("not")
        reader.take("(")
        inverted = negated(reader.tests(")"))
        reader.end()
        return inverted
    return reader.tests("end")


def output_value(text: str) -> Any:
    """The value of an output cell: a literal, a list of literals in brackets, or null where nothing stands. WrongCell otherwise."""
    reader = _Reader(text)
    if reader.text in {"", "-"}:
        return None
    if reader.peek() != "[":
        value = reader.literal()
        reader.end()
        return value
    reader.take("[")
    values: list[Any] = []
    while reader.peek() != "]":
        values.append(reader.literal())
        if reader.peek() == ",":
            reader.take(",")
    reader.take("]")
    reader.end()
    return values


def allowed_values(text: str) -> tuple[Any, ...]:
    """The values of an `outputValues` list, in order of priority."""
    reader = _Reader(text)
    if not reader.text:
        return ()
    values = [reader.literal()]
    while reader.peek() == ",":
        reader.take(",")
        values.append(reader.literal())
    reader.end()
    return tuple(values)


def number(text: str) -> int | Decimal:
    """A number as written: exact, whole numbers as int."""
    if len(text) > 40:
        raise WrongCell("数字过长", "The number is too long")
    return Decimal(text) if "." in text else int(text)


def _unescaped(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        if found[1].startswith("u"):
            return chr(int(found[1][1:], 16))
        if found[1] not in _ESCAPES:
            raise WrongCell(f"文本中不能写 \\{found[1]}", f"\\{found[1]} cannot stand in a text")
        return _ESCAPES[found[1]]

    return re.sub(r"\\(u[0-9a-fA-F]{4}|.)", one, text[1:-1], flags=re.DOTALL)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongCell(f"「{text[:40]}」不是日期", f"“{text[:40]}” is not a date") from None


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCell(f"「{text[:40]}」不是时刻", f"“{text[:40]}” is not a moment") from None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)
