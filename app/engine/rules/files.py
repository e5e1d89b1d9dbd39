"""The files of a bundle: told apart by name, read safely, judged as far as no diagram rule does it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.engine.clauses import notice_of
from app.engine.facts import Finding
from app.engine.reading import safe_xml
from app.engine.rules.known import Known
from app.engine.rules.limits import unfinished
from app.engine.rules.say import error, warning
from app.engine.xml import is_bpmn, tag
from app.errors import TooLarge, XmlRefused

MAX_CHARACTERS = 20_000_000
# Tags of all XML files together: what can be read within a second.
MAX_TAGS = 200_000


@dataclass(frozen=True)
class Problem:
    """A problem of a whole file, in both languages."""

    message_zh: str
    message_en: str

    def __str__(self) -> str:
        return self.message_zh


XML = (".bpmn", ".dmn", ".xml")


def is_form(path: str) -> bool:
    """Whether a path is the schema of a form."""
    alone = "/" not in path and not path.startswith(("parameters", "calendar", "clauses"))
    return path.endswith(".json") and not path.endswith(".ui.json") and ("forms/" in path or alone)


def is_root(root: Any, name: str) -> bool:
    """Whether the root element has this local name."""
    return isinstance(root.tag, str) and tag(root) == name


def read_all(files: Mapping[str, str]) -> dict[str, Any]:
    """The roots of all XML files; one refusal with the findings of all that cannot be read."""
    if sum(len(text) for text in files.values()) > MAX_CHARACTERS:
        raise _too_large(f"{MAX_CHARACTERS // 1_000_000} MB", f"{MAX_CHARACTERS // 1_000_000} MB")
    if sum(text.count("<") for path, text in files.items() if path.lower().endswith(XML)) > MAX_TAGS:
        raise _too_large(f"{MAX_TAGS} 个标记", f"{MAX_TAGS} tags")
    roots: dict[str, Any] = {}
    refused: list[XmlRefused | TooLarge] = []
    for path, text in files.items():
        if path.lower().endswith(XML):
            try:
                roots[path] = safe_xml.read(text, path)
            except (XmlRefused, TooLarge) as refusal:
                refused.append(refusal)
    if refused:
        worst = next((refusal for refusal in refused if isinstance(refusal, TooLarge)), refused[0])
        worst.facts["findings"] = [finding for refusal in refused for finding in refusal.facts["findings"]]
        raise worst
    return roots


def _too_large(most: str, most_en: str) -> TooLarge:
    zh, en = f"文件合计超过 {most}", f"The files together have more than {most_en}"
    return TooLarge(zh, en, findings=[error("size", None, zh, en, "分几次提交检查", "Send fewer files at a time")])


def of_files(files: Mapping[str, str], roots: Mapping[str, Any], known: Known, enough: Callable[[], bool]) -> Iterator[Finding]:
    """What is wrong with tables, forms, other JSON, and with files that are none of these."""
    for path, text in files.items():
        if enough():
            yield unfinished(path)
        elif path in roots:
            yield from _of_xml(path, text, roots[path], known)
        elif path.lower().endswith(".json"):
            yield from _of_json(path, text, files, known)
        else:
            yield replace(
                warning(
                    "files",
                    None,
                    f"文件 {path} 不是流程、决策表或表单，未检查",
                    f"{path} is no diagram, table or form: not checked",
                    "只提交 .bpmn、.dmn、.json 文件",
                    "Send .bpmn, .dmn and .json files",
                ),
                file=path,
            )


def _of_xml(path: str, text: str, root: Any, known: Known) -> Iterator[Finding]:
    if not is_root(root, "definitions") or (path.lower().endswith(".bpmn") != is_bpmn(root) and not path.lower().endswith(".xml")):
        yield replace(
            error(
                "files",
                None,
                f"{path} 的内容不是{'BPMN 流程' if path.endswith('.bpmn') else 'DMN 决策表'}",
                f"{path} does not hold {'BPMN' if path.endswith('.bpmn') else 'DMN'}",
                "用流程设计器或决策表编辑器导出文件",
                "Export the file from the modeller or the table editor",
            ),
            file=path,
        )
    elif not is_bpmn(root):
        try:
            problems = list(known.table_problems(text))
        except (XmlRefused, TooLarge) as refused:
            # Well-formed, but no DMN: nothing hostile, only unknown here.
            problems = [Problem(refused.detail, refused.detail_en)]
        for problem in problems:
            yield _told("decision-table", path, problem)


def _of_json(path: str, text: str, files: Mapping[str, str], known: Known) -> Iterator[Finding]:
    if is_form(path):
        ui = files.get(path.removesuffix(".json") + ".ui.json", "{}")
        for problem in known.form_problems(text, ui):
            yield _told("form", path, problem)
        return
    if path.rpartition("/")[2] == "clauses.json":
        for zh, en in notice_of(text)[1]:
            yield replace(error("clauses", None, f"{path}：{zh}", f"{path}: {en}", "按提示修改《通知》原文表", "Correct the file as said"), file=path)
        return
    try:
        json.loads(text)
    except (ValueError, RecursionError) as fault:
        yield replace(
            error("files", None, f"{path} 不是合法的 JSON：{fault}", f"{path} is not valid JSON: {fault}", "修正 JSON 语法", "Correct the JSON"), file=path
        )


def _told(rule: str, path: str, problem: Any) -> Finding:
    """A problem of a form (`pointer`) or of a table (`decision`, `element`) as a finding."""
    where = getattr(problem, "pointer", "") or getattr(problem, "element", "") or getattr(problem, "decision", "")
    english = getattr(problem, "message_en", str(problem))
    fix, fix_en = (
        ("按提示修改表单文件", "Change the form file as said") if rule == "form" else ("在决策表编辑器中按提示修改", "Change it in the table editor as said")
    )
    return Finding(rule, where or None, str(problem), fix, "error", path, f"{where}: {english}" if where else english, fix_en)
