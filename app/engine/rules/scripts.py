"""Script tasks hold lines `name = <expression>`, and nothing else runs: no preScript, no postScript, no comment inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.known import Known
from app.engine.rules.say import error

_COMMENT = re.compile(r"<(?:\w+:)?script\b[^>]*>(?:(?!</)[^\0])*?<!--")


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """Hidden scripts, empty scripts, XML comments in scripts (SpiffArena's editor cannot read those)."""
    for node in diagram.nodes:
        for hidden in ("preScript", "postScript"):
            found = node.extension(hidden)
            if found is not None and "".join(found.itertext()).strip():
                yield error(
                    "scripts",
                    node.id,
                    f"{node.label} 带有 {hidden}，不会执行",
                    f"{node.label} has a {hidden}, which is not executed",
                    "在前面或后面画一个脚本任务",
                    "Draw a script task before or behind it",
                )
        if node.kind == "scriptTask":
            if not node.text("script"):
                yield error(
                    "scripts",
                    node.id,
                    f"脚本任务 {node.label} 没有脚本",
                    f"Script task {node.label} has no script",
                    "写一行「名称 = 表达式」",
                    "Write a line `name = expression`",
                )
            elif _COMMENT.search(_source(diagram, node.id)):
                yield error(
                    "scripts",
                    node.id,
                    f"{node.label} 的脚本中有 XML 注释",
                    f"The script of {node.label} holds an XML comment",
                    "删除注释，说明写在 documentation 中",
                    "Remove it; explain in the documentation",
                )


def _source(diagram: Diagram, element: str) -> str:
    """The text of the file from the element to its end."""
    begin = diagram.text.find(f'id="{element}"')
    end = diagram.text.find("scriptTask>", begin)
    return diagram.text[begin:end] if 0 <= begin < end else ""
