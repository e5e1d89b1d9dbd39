"""How large a diagram may be: what people can read on one sheet, and what the other rules look through in a blink."""

from __future__ import annotations

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram
from app.engine.rules.places import places
from app.engine.rules.say import error

MAX_NODES = 400
MAX_FLOWS = 1_200
MAX_EXPRESSIONS = 60_000


def too_large(diagram: Diagram) -> Finding | None:
    """A finding instead of all others, when a file draws or writes too much."""
    flows = sum(len(scope.flows) for scope in diagram.scopes)
    if len(diagram.nodes) > MAX_NODES or flows > MAX_FLOWS:
        return error(
            "size",
            None,
            f"文件有 {len(diagram.nodes)} 个元素、{flows} 条连线，超过 {MAX_NODES} 个、{MAX_FLOWS} 条，未逐条检查",
            f"The file has {len(diagram.nodes)} elements and {flows} flows, more than {MAX_NODES} and {MAX_FLOWS}: the rules were not asked",
            "把流程拆成几个，用调用活动连接",
            "Split the process and join the parts by call activities",
        )
    written = sum(len(place.text) for place in places(diagram))
    if written > MAX_EXPRESSIONS:
        return error(
            "size",
            None,
            f"文件中的表达式共 {written} 字符，超过 {MAX_EXPRESSIONS}，未逐条检查",
            f"The expressions of the file are {written} characters long, more than {MAX_EXPRESSIONS}: the rules were not asked",
            "缩短表达式，把规则放进决策表或服务",
            "Shorten them: put rules into decision tables or services",
        )
    return None


def unfinished(file: str) -> Finding:
    """The time for the check was used up before this file."""
    return Finding(
        "size",
        None,
        "检查用时过长，本文件未检查完",
        "分几次提交检查",
        "error",
        file,
        "The check took too long: this file was not looked through to the end",
        "Send fewer files at a time",
    )
