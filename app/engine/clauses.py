"""The notice, sentence by sentence (`processes/clauses.json`): what diagrams cite as R23 stands there with its place and its words.

    {"document": "霍政办〔2019〕5号", "sections": {"二(二)1": "申报阶段 · 项目申报"}, "clauses": {"R23": {"place": "二(二)1", "text": "…", "assumed": true}}}

`assumed`: the number of the place was concluded from the order in which the notice names its phases, and may be mended there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

NOTICE = "《通知》"
CITED = re.compile(r"(?<![A-Za-z0-9_])R(\d+)[a-z]?(?:\s*[–—~-]\s*R(\d+)[a-z]?)?(?![A-Za-z0-9_])")
# A whole list of them in a text, with the mark of what the county decided itself.
_IN_TEXT = re.compile(rf"(?:{CITED.pattern})(?:[\s、,，]+{CITED.pattern})*(?:\s*\[A\])?|\[A\]")


@dataclass(frozen=True)
class Clause:
    """A sentence of the notice: `place` 二(二)1, `title` what that part is about."""

    id: str
    place: str
    title: str
    text: str
    assumed: bool


@dataclass(frozen=True)
class Notice:
    """The whole of it, in its order."""

    document: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)

    def places(self, ids: Iterable[str]) -> str:
        """`R35, R37, R42` → «《通知》二(二)3、二(二)4»; '' when none is known."""
        found = dict.fromkeys(self.clauses[one].place for one in ids if one in self.clauses)
        return NOTICE + "、".join(found) if found else ""

    def said(self, text: str) -> str:
        """A text with the places where it has codes; what is not known is left out."""
        return _IN_TEXT.sub(lambda found: self.places(cited(found[0])), text) if self.clauses else text


def cited(text: str) -> tuple[str, ...]:
    """The clauses that a text names, in order, ranges (R16–R19) in full."""
    return tuple(dict.fromkeys(one for found in CITED.finditer(text) for one in _between(found[1], found[2])))


def _between(first: str, last: str | None) -> Iterator[str]:
    yield from (f"R{n}" for n in range(int(first), min(int(last or first), int(first) + 200) + 1))


def notice_of(text: str) -> tuple[Notice, list[tuple[str, str]]]:
    """The notice, and what is wrong in the file (in both languages); wrong sentences are left out."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Notice(), [(f"不是合法的 JSON：{error}", f"is not valid JSON: {error}")]
    if not isinstance(content, dict) or not isinstance(content.get("clauses"), dict) or not isinstance(content.get("sections"), dict):
        return Notice(), [("应有 sections（各部分的名称）和 clauses（各句）", "should have sections and clauses")]
    sections = {str(place): str(title) for place, title in content["sections"].items()}
    problems: list[tuple[str, str]] = []
    found = {}
    for name, said in content["clauses"].items():
        if problem := _problem(name, said, sections):
            problems.append(problem)
        else:
            found[name] = Clause(name, said["place"], sections[said["place"]], said["text"], said.get("assumed") is True)
    return Notice(str(content.get("document", "")), sections, found), problems


def _problem(name: str, said: Any, sections: Mapping[str, str]) -> tuple[str, str] | None:
    if not re.fullmatch(r"R\d{1,4}", name):
        return f"「{name}」应写成 R 加数字，例如 R23", f"“{name}” should be R and a number, such as R23"
    if not isinstance(said, dict) or not isinstance(said.get("place"), str) or not isinstance(said.get("text"), str) or not said["text"].strip():
        return f"{name} 应有 place（在《通知》中的位置）和 text（原文）", f"{name} should have a place and a text"
    if said["place"] not in sections:
        return f"{name} 的位置「{said['place']}」不在 sections 中", f"The place “{said['place']}” of {name} is not in sections"
    return None
